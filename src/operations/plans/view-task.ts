import type { TaskShown } from '../../cards/task-shown.ts';
import type { Bucket } from '../../domain/plans.ts';
import { AppError } from '../../domain/errors.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import type { TaskOf } from './find-task.ts';
import { peopleOf } from './view-plan.ts';

/** A task as its card shows it: the bucket and the people by name, read side by side. */
export async function viewTask(
  what: TaskShown['what'],
  { task, plan }: TaskOf,
  services: Services,
): Promise<TaskShown> {
  const [bucket, people] = await Promise.all([
    task.bucketId === undefined ? undefined : unlessRefused(services.plans.bucket(task.bucketId)),
    peopleOf(task.assigneeIds, services),
  ]);
  return { what, task, plan, people, ...named(bucket) };
}

function named(bucket: Bucket | undefined): { bucketName?: string } {
  return bucket ? { bucketName: bucket.name } : {};
}

/**
 * Changes a task, unless somebody else was faster.
 * @returns the task as it is then, and whether that is the caller's work
 */
export async function unlessOvertaken(
  { task, plan }: TaskOf,
  services: Services,
  work: () => Promise<TaskOf['task']>,
): Promise<{ now: TaskOf; isDone: boolean }> {
  try {
    return { now: { task: await work(), plan }, isDone: true };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'planner.changed') throw error;
    return { now: { task: await services.plans.task(task.id), plan }, isDone: false };
  }
}
