import type { Group } from '../domain/groups.ts';
import type { Plan, PlanTask } from '../domain/plans.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue, cover, paper } from './plan-samples.ts';
import { dueWords, progressWords } from './plan-words.ts';
import { rowsView, type Row } from './rows.ts';
import type { Reader } from './reader.ts';
import { guild } from './samples.ts';

/** Several fit what was said. The buttons send the command again, with the answer. */
export interface PlanChoice {
  from:
    | { plans: readonly { plan: Plan; group: Pick<Group, 'displayName'> }[] }
    | { tasks: readonly PlanTask[]; plan: Plan };
  verb: string;
  /** What was said besides. */
  data: Record<string, unknown>;
}

const mostShown = 8;

export const planChoiceCard = defineCard<PlanChoice>('rows', {
  samples: {
    plans: {
      from: {
        plans: [
          { plan: catalogue, group: guild },
          { plan: catalogue, group: guild },
        ],
      },
      verb: 'plan.show',
      data: {},
    },
    tasks: { from: { tasks: [cover, paper], plan: catalogue }, verb: 'task.finish', data: {} },
  },
  asks: () => true,
  text: ({ from }) => titleOf(from, plain),
  view: ({ from, verb, data }, reader) =>
    rowsView({
      title: titleOf(from, escapeText),
      sentence:
        countOf(from) > mostShown ? `These are the first ${mostShown}. Say more of the name to see others.` : '',
      rows: rowsOf(from, verb, data, reader),
    }),
});

function titleOf(from: PlanChoice['from'], show: (text: string, maxLength: number) => string): string {
  return 'plans' in from ? 'Which plan do you mean?' : `Which task of ${show(from.plan.title, 80)} do you mean?`;
}

function countOf(from: PlanChoice['from']): number {
  return 'plans' in from ? from.plans.length : from.tasks.length;
}

function rowsOf(from: PlanChoice['from'], verb: string, data: Record<string, unknown>, reader: Reader): Row[] {
  const choose = (name: string, answer: Record<string, string>) => [
    { ...executeAction('This one', verb, { ...data, ...answer }), tooltip: plain(name, 80) },
  ];
  if ('plans' in from)
    return from.plans.slice(0, mostShown).map(({ plan, group }) => ({
      name: plan.title,
      meta: [escapeText(group.displayName, 120)],
      actions: choose(plan.title, { planId: plan.id }),
    }));
  return from.tasks.slice(0, mostShown).map((task) => ({
    name: task.title,
    meta: [progressWords[task.progress], task.dueAt ? `Due ${dueWords(task.dueAt, reader)}` : ''],
    actions: choose(task.title, { taskId: task.id }),
  }));
}
