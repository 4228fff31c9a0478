import { noTaskCalled } from '../../domain/plan-errors.ts';
import type { Plan, PlanTask } from '../../domain/plans.ts';
import type { Services } from '../operation.ts';
import { called, findPlan, type PlanOf, type PlanSaid } from './find-plan.ts';

/** A task and the plan in which it is. */
export interface TaskOf {
  task: PlanTask;
  plan: Plan;
}

export interface TaskSaid extends PlanSaid {
  task: string;
  taskId?: string | undefined;
}

export type TaskSearch = { only: TaskOf } | { several: PlanTask[]; plan: Plan } | { plans: PlanOf[] };

/**
 * The task that a person means: the id of a button, else its title in the plan that was named. Unfinished ones come
 * before finished ones of the same name.
 * @returns tasks, or plans first, among which the person has to choose; without a title every task that is open
 * @throws AppError `task.not-found`, and as `findPlan` does
 */
export async function findTask(said: TaskSaid, services: Services): Promise<TaskSearch> {
  const { plans } = services;
  if (said.taskId !== undefined) {
    const task = await plans.task(said.taskId);
    return { only: { task, plan: await plans.plan(task.planId) } };
  }
  const found = await findPlan(said, services);
  if ('several' in found) return { plans: found.several };
  const { plan } = found.only;
  const fitting = called(said.task, await plans.tasks(plan.id), ({ title }) => title);
  const open = fitting.filter(({ progress }) => progress !== 'done');
  const [task, ...others] = open.length > 0 ? open : fitting;
  if (!task) throw noTaskCalled(said.task, plan.title);
  return others.length === 0 ? { only: { task, plan } } : { several: [task, ...others], plan };
}
