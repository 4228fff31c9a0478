import { z } from 'zod';
import type { AssignmentRecord, TaskRecord } from '../../tenant/work-records.ts';
import { badRequest } from '../errors.ts';
import type { Call } from '../types.ts';
import { plannerLimit, readHint } from './planner-access.ts';

/** @see https://learn.microsoft.com/graph/api/resources/planner-overview */
const limits = {
  tasksOfPlan: 9000,
  activeTasksOfPlan: 3000,
  assignees: 20,
  tasksOfPerson: 3000,
  createdByPerson: 20_000,
};

const assignment = z.looseObject({
  '@odata.type': z.string().regex(/^#?microsoft\.graph\.plannerAssignment$/),
  orderHint: z.string().optional(),
});

/**
 * Who is to do a task after a change: a person with null is taken off, one with an assignment is put on or moved.
 * @throws GraphError 400 for what is no assignment and for people who are not there, 403 for too many
 */
export function assign(
  call: Call,
  before: TaskRecord['assignments'],
  asked: Record<string, unknown>,
): TaskRecord['assignments'] {
  const after = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(asked)) {
    if (key.startsWith('@odata.')) continue;
    if (value === null) after.delete(key.toLowerCase());
    else place(call, after, key, value);
  }
  if (after.size > limits.assignees) throw plannerLimit('MaximumAssigneesInTasks');
  return Object.fromEntries(after);
}

function place(call: Call, after: Map<string, AssignmentRecord>, key: string, value: unknown): void {
  const { tenant, caller, now } = call;
  const read = assignment.safeParse(value);
  if (!read.success) throw badRequest('An assignment needs its @odata.type.', 'BadRequest');
  const user = tenant.user(key);
  if (!user) throw badRequest(`The user '${key}' to assign is not found.`, 'BadRequest');
  const old = after.get(user.id);
  after.set(user.id, {
    assignedBy: old?.assignedBy ?? (caller.kind === 'user' ? caller.user.id : null),
    assignedDateTime: old?.assignedDateTime ?? new Date(now()).toISOString(),
    orderHint: readHint(read.data.orderHint, now()),
  });
  const assigned = tenant.work.tasks.all().filter((task) => user.id in task.assignments && task.percentComplete < 100);
  if (!old && assigned.length >= limits.tasksOfPerson) throw plannerLimit('MaximumTasksAssignedToUser');
}

/** @throws GraphError 403 with the name of the limit that one more task would pass */
export function refuseFull({ tenant }: Call, task: TaskRecord): void {
  const all = tenant.work.tasks.all();
  const inPlan = all.filter((one) => one.planId === task.planId);
  if (inPlan.length >= limits.tasksOfPlan) throw plannerLimit('MaximumTasksInProject');
  if (inPlan.filter((one) => one.percentComplete < 100).length >= limits.activeTasksOfPlan)
    throw plannerLimit('MaximumActiveTasksInProject');
  const own = task.createdBy === null ? [] : all.filter((one) => one.createdBy === task.createdBy);
  if (own.length >= limits.createdByPerson) throw plannerLimit('MaximumTasksCreatedByUser');
}
