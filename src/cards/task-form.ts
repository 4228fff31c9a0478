import type { PersonRef } from '../domain/people.ts';
import {
  plannerLimits,
  taskProgresses,
  type Bucket,
  type Plan,
  type PlanTask,
  type TaskProgress,
} from '../domain/plans.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { catalogue, cover } from './plan-samples.ts';
import { progressWords } from './plan-words.ts';
import { ada } from './samples.ts';

/** What stands in the fields. */
export interface TaskValues {
  title: string;
  /** Empty: in no bucket. */
  bucketId: string;
  /** `YYYY-MM-DD`, or empty. */
  due: string;
  progress: TaskProgress;
  people: readonly PersonRef[];
}

export interface TaskForm {
  plan: Plan;
  buckets: readonly Bucket[];
  /** Absent for a new one. */
  task?: PlanTask;
  values: TaskValues;
  problems?: { title?: string; bucket?: string; due?: string; people?: string };
}

const buckets = [
  { id: 'hsOf2dhOJkqyYYZEtdzDe2QAIUCR', name: 'In the workshop' },
  { id: 'isOf2dhOJkqyYYZEtdzDe2QAIUCR', name: 'At the printer' },
];
const blank: TaskValues = { title: '', bucketId: '', due: '', progress: 'notStarted', people: [] };

export const taskFormCard = defineCard<TaskForm>('form', {
  samples: {
    add: { plan: catalogue, buckets, values: blank },
    noBuckets: { plan: catalogue, buckets: [], values: { ...blank, title: 'Draw the cover' } },
    edit: {
      plan: catalogue,
      buckets,
      task: cover,
      values: {
        title: cover.title,
        bucketId: 'hsOf2dhOJkqyYYZEtdzDe2QAIUCR',
        due: '2026-01-12',
        progress: 'done',
        people: [ada],
      },
    },
    wrong: {
      plan: catalogue,
      buckets,
      task: cover,
      values: blank,
      problems: {
        title: 'A task needs a title.',
        bucket: 'Choose again.',
        due: 'Write a day.',
        people: 'Who is that?',
      },
    },
  },
  asks: () => true,
  text: (form) => titleOf(form, plain),
  view: (form) => {
    const { plan, task, values, problems = {} } = form;
    return formView({
      title: titleOf(form, escapeText),
      fields: [
        {
          kind: 'text',
          id: 'title',
          label: 'Title',
          isRequired: true,
          value: values.title,
          maxLength: plannerLimits.title,
          problem: problems.title,
        },
        ...bucketField(form),
        { kind: 'date', id: 'due', label: 'Due', value: values.due, problem: problems.due },
        {
          kind: 'people',
          id: 'picked',
          label: 'Who does it',
          value: values.people,
          isMultiSelect: true,
          problem: problems.people,
        },
        ...(task ? [progressField(values.progress)] : []),
      ],
      send: task
        ? { title: 'Save', verb: 'task.edit', data: { taskId: task.id, etag: task.etag, confirmed: 'yes' } }
        : { title: 'Add', verb: 'task.add', data: { planId: plan.id, confirmed: 'yes' } },
      others: [
        task
          ? executeAction('Leave as it is', 'task.show', { taskId: task.id })
          : executeAction('Back to the plan', 'plan.show', { planId: plan.id }),
      ],
    });
  },
});

function titleOf({ plan, task }: TaskForm, show: (text: string, maxLength: number) => string): string {
  return task ? `Edit ${show(task.title, 120)}` : `A new task in ${show(plan.title, 120)}`;
}

function bucketField({ buckets: all, values, problems }: TaskForm) {
  const choices = [
    ...all.slice(0, 50).map(({ id, name }) => ({ value: id, title: name })),
    { value: 'none', title: 'No bucket' },
  ];
  const value = values.bucketId === '' ? 'none' : values.bucketId;
  const field = { kind: 'choice', id: 'bucket', label: 'Bucket', value, choices, problem: problems?.bucket } as const;
  return all.length === 0 ? [] : [field];
}

function progressField(progress: TaskProgress) {
  const choices = taskProgresses.map((value) => ({ value, title: progressWords[value] }));
  return { kind: 'choice', id: 'progress', label: 'Progress', value: progress, choices } as const;
}
