/** A plan of Planner's, kept with a group. */
export interface Plan {
  id: string;
  /** Names the state in which it was read; whoever changes it has to give it back. */
  etag: string;
  /** The group whose members see and change it. */
  groupId: string;
  title: string;
  createdAt?: Date;
}

/** What the tasks of a plan are sorted into. */
export interface Bucket {
  id: string;
  name: string;
}

export interface PlanTask {
  id: string;
  etag: string;
  planId: string;
  /** Absent for a task in no bucket. */
  bucketId?: string;
  title: string;
  progress: TaskProgress;
  /** A moment on the day; Planner shows the day only. */
  dueAt?: Date;
  /** Directory ids, in the order in which Planner gives them. */
  assigneeIds: readonly string[];
  completedAt?: Date;
  completedById?: string;
}

/** Planner counts in per cent, and its own pages know these three. */
export const taskProgresses = ['notStarted', 'inProgress', 'done'] as const;
export type TaskProgress = (typeof taskProgresses)[number];

/** What is to be different about a task; null takes away. */
export interface TaskChanges {
  title?: string;
  bucketId?: string | null;
  /** `YYYY-MM-DD`. */
  dueDay?: string | null;
  progress?: TaskProgress;
  /** Who is put on it. */
  assign?: readonly string[];
  /** Who is taken off it. */
  unassign?: readonly string[];
}

/** Limits in UTF-16 units and in people. @see https://learn.microsoft.com/graph/api/resources/planner-overview */
export const plannerLimits = { title: 255, assignees: 20 } as const;
