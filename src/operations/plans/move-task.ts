import { z } from 'zod';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planShownCard, type PlanShown } from '../../cards/plan-shown.ts';
import { taskShownCard, type TaskShown } from '../../cards/task-shown.ts';
import type { TaskProgress } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import type { Operation, Services } from '../operation.ts';
import { chooseTask } from './choose-plan.ts';
import { findTask, type TaskOf } from './find-task.ts';
import { taskSaid } from './plan-inputs.ts';
import { thingInPlan } from './plan-words.ts';
import { viewPlan } from './view-plan.ts';
import { unlessOvertaken, viewTask } from './view-task.ts';

type Moving =
  { choose: PlanChoice } | ({ isChanged: boolean; groupId: string } & ({ shown: TaskShown } | { plan: PlanShown }));

interface Move extends Pick<Operation, 'name' | 'phrases' | 'summary' | 'example'> {
  progress: TaskProgress;
  what: Extract<TaskShown['what'], 'finished' | 'started' | 'reopened'>;
}

/**
 * Moves a task on, or back. One that stands there already is left alone.
 * @throws AppError `task.not-found`, `plan.not-found`, `plan.denied`, `planner.full.*`
 * @see https://learn.microsoft.com/graph/api/plannertask-update
 */
function moveTask({ progress, what, ...names }: Move): Operation {
  return defineOperation({
    ...names,
    fromWords: (words) => thingInPlan(words, 'task'),
    input: taskSaid.extend({
      /** Which card the answer takes the place of. */
      view: z.enum(['task', 'plan'], { error: 'This button is broken. Ask for the plan again.' }).default('task'),
    }),
    scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All', 'User.ReadBasic.All'],

    async run({ view, ...said }, services): Promise<Moving> {
      const found = await findTask(said, services);
      if (!('only' in found)) return { choose: chooseTask(found, names.name, said) };
      const { task, plan } = found.only;
      const { groupId } = plan;
      const isSame = task.progress === progress;
      const { now, isDone } = isSame
        ? { now: found.only, isDone: true }
        : await unlessOvertaken(found.only, services, () => services.plans.changeTask(groupId, task, { progress }));
      const isChanged = isDone && !isSame;
      if (view === 'plan' && isDone) return { isChanged, groupId, plan: await planWith(now, services) };
      const outcome = isSame ? 'same' : isDone ? what : 'overtaken';
      return { isChanged, groupId, shown: await viewTask(outcome, now, services) };
    },
    changes: (moving) =>
      'isChanged' in moving && moving.isChanged ? { outcome: 'done', groupId: moving.groupId } : undefined,
    card(moving, reader) {
      if ('choose' in moving) return planChoiceCard(moving.choose, reader);
      return 'plan' in moving ? planShownCard(moving.plan, reader) : taskShownCard(moving.shown, reader);
    },
  });
}

async function planWith({ task, plan }: TaskOf, services: Services): Promise<PlanShown> {
  const group = await services.directory.group(plan.groupId);
  return { ...(await viewPlan({ plan, group }, {}, services)), finished: task.title };
}

export const finishTask = moveTask({
  name: 'task.finish',
  phrases: ['done', 'done with', 'finish', 'finish task', 'complete task', 'tick off', 'close task', 'mark as done'],
  summary: 'Mark a task as finished',
  example: 'done Draw the cover of Autumn catalogue of Design Guild',
  progress: 'done',
  what: 'finished',
});

export const startTask = moveTask({
  name: 'task.start',
  phrases: ['start task', 'begin task', 'work on task'],
  summary: 'Mark a task as in progress',
  example: 'start task Draw the cover of Autumn catalogue of Design Guild',
  progress: 'inProgress',
  what: 'started',
});

export const reopenTask = moveTask({
  name: 'task.reopen',
  phrases: ['reopen task', 'reopen', 'undo task', 'not done'],
  summary: 'Take a finished task up again',
  example: 'reopen task Draw the cover of Autumn catalogue of Design Guild',
  progress: 'notStarted',
  what: 'reopened',
});
