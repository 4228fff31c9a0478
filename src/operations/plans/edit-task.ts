import { z } from 'zod';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { taskFormCard, type TaskForm, type TaskValues } from '../../cards/task-form.ts';
import { taskShownCard, type TaskShown } from '../../cards/task-shown.ts';
import { taskProgresses, type PlanTask } from '../../domain/plans.ts';
import { dayAt } from '../../domain/wall-clock.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, peopleList, words as anyWords } from '../inputs.ts';
import type { Operation, Services } from '../operation.ts';
import { chooseTask } from './choose-plan.ts';
import { findTask, type TaskOf } from './find-task.ts';
import { etag, newName, plannerId, taskSaid } from './plan-inputs.ts';
import { taskAndTarget, thingInPlan } from './plan-words.ts';
import { taskPeople } from './task-people.ts';
import { changesTo, dueFrom, problemsOf } from './task-values.ts';
import { unlessOvertaken, viewTask } from './view-task.ts';
import { peopleOf } from './view-plan.ts';

type Editing = { form: TaskForm } | { choose: PlanChoice } | { shown: TaskShown };

interface Edit extends Pick<Operation, 'name' | 'phrases' | 'summary' | 'example'> {
  /** The field that a sentence fills. */
  says?: 'due' | 'people';
}

/**
 * Changes a task: by the form that holds all of it, or by a sentence that says one thing. Who was faster is told, not
 * overwritten.
 * @throws AppError `task.not-found`, `plan.not-found`, `plan.denied`, `planner.full.*`
 * @see https://learn.microsoft.com/graph/api/plannertask-update
 */
function editing({ says, ...names }: Edit): Operation {
  return defineOperation({
    ...names,
    fromWords: (words) => (says ? taskAndTarget(words, says) : thingInPlan(words, 'task')),
    input: taskSaid.extend({
      title: newName,
      bucket: z.union([z.literal('none'), plannerId]),
      due: anyWords,
      progress: z.enum(taskProgresses, { error: 'This form is broken. Ask for the task again.' }).optional(),
      people: peopleList,
      picked: peopleList,
      etag,
      confirmed,
    }),
    scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All', 'User.ReadBasic.All'],
    ...(says === undefined && { dialog: { title: 'Edit a task', size: 'large' as const } }),

    async run({ confirmed: answer, etag: seen, ...typed }, services): Promise<Editing> {
      const found = await findTask(typed, services);
      if (!('only' in found))
        return {
          choose: chooseTask(found, names.name, { ...typed, people: typed.people.join('; '), picked: undefined }),
        };
      const { task, plan } = found.only;
      if (seen !== undefined && seen !== task.etag) return { shown: await viewTask('overtaken', found.only, services) };
      const [buckets, now, whom] = await Promise.all([
        services.plans.buckets(plan.id),
        valuesOf(task, services),
        taskPeople([...typed.people, ...typed.picked], services),
      ]);
      const isSaid =
        says === undefined ? answer === 'yes' : says === 'due' ? typed.due !== '' : typed.people.length > 0;
      if (!isSaid) return { form: { plan, buckets, task, values: now } };
      const values =
        says === undefined
          ? formValues(typed, whom.people, now, services)
          : saidValues(typed.due, whom.people, now, services);
      const problems = problemsOf(values, buckets, whom.problem);
      if (Object.keys(problems).length > 0) return { form: { plan, buckets, task, values, problems } };
      return { shown: await change(found.only, changesTo(task, now, values), services) };
    },
    changes: (result) =>
      'shown' in result && result.shown.what === 'changed'
        ? { outcome: 'done', groupId: result.shown.plan.groupId }
        : undefined,
    card(result, reader) {
      if ('form' in result) return taskFormCard(result.form, reader);
      return 'choose' in result ? planChoiceCard(result.choose, reader) : taskShownCard(result.shown, reader);
    },
  });
}

async function valuesOf(task: PlanTask, services: Services): Promise<TaskValues> {
  return {
    title: task.title,
    bucketId: task.bucketId ?? '',
    due: task.dueAt ? dayAt(task.dueAt, services.caller.timeZone) : '',
    progress: task.progress,
    people: await peopleOf(task.assigneeIds, services),
  };
}

type Typed = { title: string; bucket?: string | undefined; due: string; progress?: TaskValues['progress'] | undefined };

/** Clients leave out what was emptied: with the whole form sent, nothing means nothing. */
function formValues(typed: Typed, people: TaskValues['people'], now: TaskValues, services: Services): TaskValues {
  return {
    title: typed.title,
    bucketId: typed.bucket === 'none' ? '' : (typed.bucket ?? now.bucketId),
    due: dueFrom(typed.due, services),
    progress: typed.progress ?? now.progress,
    people,
  };
}

/** A sentence adds people, and takes nobody off. */
function saidValues(due: string, people: TaskValues['people'], now: TaskValues, services: Services): TaskValues {
  const all = new Map([...now.people, ...people].map((person) => [person.id, person]));
  return { ...now, people: [...all.values()], ...(due !== '' && { due: dueFrom(due, services) }) };
}

async function change(of: TaskOf, changes: ReturnType<typeof changesTo>, services: Services): Promise<TaskShown> {
  if (Object.keys(changes).length === 0) return viewTask('same', of, services);
  const { now, isDone } = await unlessOvertaken(of, services, () =>
    services.plans.changeTask(of.plan.groupId, of.task, changes),
  );
  return viewTask(isDone ? 'changed' : 'overtaken', now, services);
}

export const editTask = editing({
  name: 'task.edit',
  phrases: ['edit task', 'change task', 'edit the task', 'move task'],
  summary: 'Change a task: title, bucket, due date, progress, people',
  example: 'edit task Draw the cover of Autumn catalogue of Design Guild',
});

export const assignTask = editing({
  name: 'task.assign',
  phrases: ['assign task', 'assign', 'give task'],
  summary: 'Put people on a task',
  example: 'assign Draw the cover of Autumn catalogue of Design Guild to Ada Lovelace',
  says: 'people',
});

export const dueTask = editing({
  name: 'task.due',
  phrases: ['set due date of', 'set the due date of', 'change due date of', 'due date of', 'move due date of'],
  summary: 'Say until when a task is to be done',
  example: 'set due date of Draw the cover of Autumn catalogue of Design Guild to Friday',
  says: 'due',
});
