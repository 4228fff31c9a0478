import type { Bucket, Plan, PlanTask, TaskChanges } from '../domain/plans.ts';

/**
 * The plans of groups, as one caller reaches them: members only, also owners who are none are refused.
 * Every method may throw `AppError` as those of `Directory` do, and `plan.denied` to who is no member. Those that make
 * something throw `planner.in-doubt` when it may be there although no answer came, and `planner.full.*` with the limit
 * of Planner's that was reached. A state that is not the present one is refused with `planner.changed`.
 */
export interface Plans {
  plansOf(groupId: string): Promise<Plan[]>;
  /** @throws AppError `plan.not-found` */
  plan(planId: string): Promise<Plan>;
  /** In the order in which Planner shows them. @throws AppError `plan.not-found` */
  buckets(planId: string): Promise<Bucket[]>;
  /** @throws AppError `bucket.not-found` */
  bucket(bucketId: string): Promise<Bucket>;
  /** All of them, finished ones too, in Planner's order. @throws AppError `plan.not-found` */
  tasks(planId: string): Promise<PlanTask[]>;
  /** @throws AppError `task.not-found` */
  task(taskId: string): Promise<PlanTask>;
  createPlan(groupId: string, title: string): Promise<Plan>;
  renamePlan(groupId: string, plan: Pick<Plan, 'id' | 'etag'>, title: string): Promise<void>;
  /** With its buckets and tasks, for ever. */
  deletePlan(groupId: string, plan: Pick<Plan, 'id' | 'etag'>): Promise<void>;
  createBucket(groupId: string, planId: string, name: string): Promise<Bucket>;
  createTask(groupId: string, planId: string, task: TaskChanges & { title: string }): Promise<PlanTask>;
  changeTask(groupId: string, task: Pick<PlanTask, 'id' | 'etag'>, changes: TaskChanges): Promise<PlanTask>;
  deleteTask(groupId: string, task: Pick<PlanTask, 'id' | 'etag'>): Promise<void>;
}
