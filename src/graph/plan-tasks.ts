import { z } from 'zod';
import type { PlanTask, TaskChanges, TaskProgress } from '../domain/plans.ts';
import type { Reader } from './batch.ts';
import { instant, parsed } from './group-shape.ts';
import type { Writer } from './members.ts';
import { continued, nextOf } from './paging.ts';
import { changePlanner, createInPlanner, planning } from './planner-words.ts';
import { byHint, plannerId, planPath } from './planner-paths.ts';

const identity = z.object({ user: z.object({ id: z.string().nullish() }).nullish() }).nullish();
const taskShape = z.object({
  id: z.string(),
  '@odata.etag': z.string(),
  planId: z.string(),
  bucketId: z.string().nullish(),
  title: z.string(),
  orderHint: z.string().nullish(),
  percentComplete: z.number(),
  dueDateTime: instant.nullish(),
  completedDateTime: instant.nullish(),
  completedBy: identity,
  assignments: z.record(z.string(), z.unknown()).nullish(),
});
const taskList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(taskShape) });
type RawTask = z.infer<typeof taskShape>;

/** A plan holds up to 9,000 tasks; nobody reads on after this many. */
const mostPages = 25;

/** @see https://learn.microsoft.com/graph/api/plannerplan-list-tasks */
export async function readTasks(reader: Reader, planId: string): Promise<PlanTask[]> {
  const path = `${planPath(planId)}/tasks`;
  const all: RawTask[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || next !== undefined); page++) {
    const read = parsed(taskList, await reader.read({ path: continued(path, next) }, planning.plan));
    all.push(...read.value);
    next = nextOf(path, read['@odata.nextLink']);
  }
  return all.sort((a, b) => byHint(a.orderHint, b.orderHint)).map(taskFrom);
}

/** @see https://learn.microsoft.com/graph/api/plannertask-get */
export async function readTask(reader: Reader, taskId: string): Promise<PlanTask> {
  return taskFrom(parsed(taskShape, await reader.read({ path: taskPath(taskId) }, planning.task)));
}

/** @see https://learn.microsoft.com/graph/api/planner-post-tasks */
export async function createTask(
  writer: Writer,
  planId: string,
  task: TaskChanges & { title: string },
): Promise<PlanTask> {
  planPath(planId);
  const body = { planId, ...bodyOf(task) };
  const call = { method: 'POST', path: '/planner/tasks', body, isRead: false, isOnce: true } as const;
  return taskFrom(parsed(taskShape, await createInPlanner(writer, call, planning.plan)));
}

/** Gets the task back as it is then. @see https://learn.microsoft.com/graph/api/plannertask-update */
export async function changeTask(
  writer: Writer,
  { id, etag }: Pick<PlanTask, 'id' | 'etag'>,
  changes: TaskChanges,
): Promise<PlanTask> {
  const headers = { 'If-Match': etag, Prefer: 'return=representation' };
  const call = { method: 'PATCH', path: taskPath(id), headers, body: bodyOf(changes), isRead: false } as const;
  return taskFrom(parsed(taskShape, await changePlanner(writer, call, planning.task)));
}

/** @see https://learn.microsoft.com/graph/api/plannertask-delete */
export async function deleteTask(writer: Writer, { id, etag }: Pick<PlanTask, 'id' | 'etag'>): Promise<void> {
  const call = { method: 'DELETE', path: taskPath(id), headers: { 'If-Match': etag }, isRead: false } as const;
  await changePlanner(writer, call, planning.task);
}

function taskPath(taskId: string): string {
  return `/planner/tasks/${plannerId(taskId, planning.task)}`;
}

function taskFrom(raw: RawTask): PlanTask {
  const completedById = raw.completedBy?.user?.id;
  const assigned = Object.entries(raw.assignments ?? {});
  return {
    id: raw.id,
    etag: raw['@odata.etag'],
    planId: raw.planId,
    ...(raw.bucketId && { bucketId: raw.bucketId }),
    title: raw.title,
    progress: progressFrom(raw.percentComplete),
    ...(raw.dueDateTime && { dueAt: raw.dueDateTime }),
    assigneeIds: assigned.flatMap(([id, value]) => (value === null || id.startsWith('@') ? [] : id)),
    ...(raw.completedDateTime && { completedAt: raw.completedDateTime }),
    ...(completedById && { completedById }),
  };
}

function progressFrom(percent: number): TaskProgress {
  if (percent >= 100) return 'done';
  return percent > 0 ? 'inProgress' : 'notStarted';
}

const percents: Record<TaskProgress, number> = { notStarted: 0, inProgress: 50, done: 100 };
const assignment = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };

/** Planner's own pages put a due day at ten o'clock in UTC: it is the same day nearly everywhere then. */
function bodyOf({ title, bucketId, dueDay, progress, assign = [], unassign = [] }: TaskChanges) {
  const assignments = Object.fromEntries([
    ...assign.map((id) => [id, assignment] as const),
    ...unassign.map((id) => [id, null] as const),
  ]);
  return {
    ...(title !== undefined && { title }),
    ...(bucketId !== undefined && { bucketId }),
    ...(dueDay !== undefined && { dueDateTime: dueDay === null ? null : `${dueDay}T10:00:00Z` }),
    ...(progress && { percentComplete: percents[progress] }),
    ...(assign.length + unassign.length > 0 && { assignments }),
  };
}
