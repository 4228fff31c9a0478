import type { Plan, PlanTask } from '../domain/plans.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue, cover } from './plan-samples.ts';
import { taskCount } from './plan-words.ts';

export type PlanDeleteConfirm = {
  plan: Plan;
  /** It was changed since the question was put. */
  isChanged?: boolean;
} & ({ bucketCount: number; openCount: number; doneCount: number } | { task: PlanTask });

export const planDeleteConfirmCard = defineCard<PlanDeleteConfirm>('confirm', {
  samples: {
    plan: { plan: catalogue, bucketCount: 3, openCount: 12, doneCount: 1 },
    emptyPlan: { plan: catalogue, bucketCount: 0, openCount: 0, doneCount: 0, isChanged: true },
    task: { plan: catalogue, task: cover },
  },
  asks: () => true,
  text: (data) => `Delete ${plain(nameOf(data), 120)}?`,
  view: (data) =>
    confirmView({
      title: `Delete ${escapeText(nameOf(data), 120)}?`,
      sentence: `${data.isChanged ? 'Somebody changed it in the meantime. ' : ''}${sentenceOf(data)}`,
      yes: {
        title: 'Delete',
        ...('task' in data
          ? { verb: 'task.delete', data: { taskId: data.task.id, etag: data.task.etag } }
          : { verb: 'plan.delete', data: { planId: data.plan.id, etag: data.plan.etag } }),
      },
      no:
        'task' in data
          ? { title: 'Keep it', verb: 'task.show', data: { taskId: data.task.id } }
          : { title: 'Keep it', verb: 'plan.show', data: { planId: data.plan.id } },
    }),
});

function nameOf(data: PlanDeleteConfirm): string {
  return 'task' in data ? data.task.title : data.plan.title;
}

function sentenceOf(data: PlanDeleteConfirm): string {
  if ('task' in data)
    return `The task goes from ${escapeText(data.plan.title, 120)} with all that is written in it. Nobody can bring it back.`;
  const { bucketCount, openCount, doneCount } = data;
  const buckets = bucketCount === 1 ? '1 bucket' : `${bucketCount} buckets`;
  const what =
    bucketCount + openCount + doneCount === 0
      ? 'It is empty.'
      : `With it go ${buckets} and ${taskCount(openCount + doneCount)}, ${openCount === 0 ? 'all finished' : `${openCount} of them not finished`}.`;
  return `${what} Nobody can bring it back.`;
}
