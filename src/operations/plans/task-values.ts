import { readerOf } from '../../cards/reader.ts';
import type { TaskForm, TaskValues } from '../../cards/task-form.ts';
import { plannerLimits, type Bucket, type PlanTask, type TaskChanges } from '../../domain/plans.ts';
import { dayMeant } from '../../domain/when.ts';
import type { Services } from '../operation.ts';

type Problems = NonNullable<TaskForm['problems']>;

/** The words of a day as `YYYY-MM-DD`; what is no day stays as it was typed. */
export function dueFrom(words: string, services: Services): string {
  return dayMeant(words, readerOf(services)) ?? words;
}

/** What is wrong with a task, field by field. */
export function problemsOf(values: TaskValues, buckets: readonly Bucket[], peopleProblem?: string): Problems {
  const { title, bucketId, due } = values;
  const problems: Problems = {};
  if (title === '') problems.title = 'A task needs a title.';
  else if (title.length > plannerLimits.title)
    problems.title = `Titles have up to ${plannerLimits.title} characters; this has ${title.length}.`;
  if (bucketId !== '' && !buckets.some(({ id }) => id === bucketId))
    problems.bucket = 'This bucket is not there any more. Please choose again.';
  if (due !== '' && !/^\d{4}-\d\d-\d\d$/u.test(due))
    problems.due = `“${due}” is no day that can be understood. ${dayHelp}`;
  if (peopleProblem !== undefined) problems.people = peopleProblem;
  return problems;
}

const dayHelp = 'Say it as 24 December, Friday, tomorrow or 2026-12-24.';

/** What would have to be changed about a task for it to be so. */
export function changesTo(task: PlanTask, now: TaskValues, values: TaskValues): TaskChanges {
  const ids = values.people.map(({ id }) => id);
  const assign = ids.filter((id) => !task.assigneeIds.includes(id));
  const unassign = task.assigneeIds.filter((id) => !ids.includes(id));
  return {
    ...(values.title !== now.title && { title: values.title }),
    ...(values.bucketId !== now.bucketId && { bucketId: values.bucketId === '' ? null : values.bucketId }),
    ...(values.due !== now.due && { dueDay: values.due === '' ? null : values.due }),
    ...(values.progress !== now.progress && { progress: values.progress }),
    ...(assign.length > 0 && { assign }),
    ...(unassign.length > 0 && { unassign }),
  };
}
