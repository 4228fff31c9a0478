import type { PersonRef } from '../domain/people.ts';
import type { Plan, PlanTask } from '../domain/plans.ts';
import { defineCard, executeAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue, cover, paper } from './plan-samples.ts';
import { dueWords, isOverdue, progressWords } from './plan-words.ts';
import { longDate, type Reader } from './reader.ts';
import { ada, grace } from './samples.ts';

export interface TaskShown {
  /** What was done to it just now; `overtaken`: nothing, because somebody else was faster. */
  what: 'shown' | 'added' | 'finished' | 'started' | 'reopened' | 'changed' | 'same' | 'overtaken';
  task: PlanTask;
  plan: Plan;
  bucketName?: string;
  people: readonly PersonRef[];
}

const inBucket = { plan: catalogue, bucketName: 'In the workshop', people: [ada, grace] };

/** One task, and what can be done with it. */
export const taskShownCard = defineCard<TaskShown>('confirm', {
  samples: {
    shown: { what: 'shown', task: cover, ...inBucket },
    added: { what: 'added', task: { ...cover, progress: 'notStarted' }, plan: catalogue, people: [] },
    finished: { what: 'finished', task: paper, plan: catalogue, people: [] },
    started: { what: 'started', task: cover, ...inBucket },
    reopened: { what: 'reopened', task: { ...cover, progress: 'notStarted' }, ...inBucket },
    changed: { what: 'changed', task: { ...cover, dueAt: new Date('2026-01-02T10:00:00Z') }, ...inBucket },
    same: { what: 'same', task: cover, ...inBucket },
    overtaken: { what: 'overtaken', task: cover, ...inBucket },
  },
  text: ({ what, task }) => `${plain(task.title, 120)}: ${titles[what].toLowerCase()}`,
  view: (data, reader) => ({
    title: escapeText(data.task.title, 160),
    sentence: [titles[data.what], `Plan: ${escapeText(data.plan.title, 120)}`].join(' · '),
    facts: factsOf(data, reader),
    hasFacts: true,
    actions: actionsOf(data),
  }),
});

const titles: Record<TaskShown['what'], string> = {
  shown: 'Task',
  added: 'Added',
  finished: 'Finished',
  started: 'Started',
  reopened: 'To do again',
  changed: 'Changed',
  same: 'It was so already',
  overtaken: 'Not changed: somebody else was faster. This is how it stands now',
};

function factsOf({ task, bucketName = '', people }: TaskShown, reader: Reader): { title: string; value: string }[] {
  const { dueAt, completedAt, progress } = task;
  const isLate = dueAt !== undefined && progress !== 'done' && isOverdue(dueAt, reader);
  const facts = [
    { title: 'Progress', value: progressWords[progress] },
    { title: isLate ? 'Overdue' : 'Due', value: dueAt ? dueWords(dueAt, reader) : '' },
    { title: 'Who', value: people.map(({ displayName }) => escapeText(displayName, 80)).join(', ') || 'Nobody yet' },
    { title: 'Bucket', value: escapeText(bucketName, 120) },
    { title: 'Finished', value: progress === 'done' && completedAt ? longDate(completedAt, reader) : '' },
  ];
  return facts.filter(({ value }) => value !== '');
}

function actionsOf({ task, plan }: TaskShown): Record<string, unknown>[] {
  const about = { taskId: task.id };
  const done = primary(executeAction('Done', 'task.finish', about));
  return [
    ...(task.progress === 'done' ? [executeAction('Reopen', 'task.reopen', about)] : [done]),
    ...(task.progress === 'notStarted' ? [executeAction('Start', 'task.start', about)] : []),
    openDialog('Edit…', 'task.edit', about),
    executeAction('Delete', 'task.delete', about),
    executeAction('Show the plan', 'plan.show', { planId: plan.id }),
  ];
}
