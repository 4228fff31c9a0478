import { z } from 'zod';
import type { TaskRecord } from '../../tenant/work-records.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import { signedInUser } from '../caller.ts';
import { selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { answerChange, askedPlan, askedTask, checkMatch, etagOf, plannerId, readHint } from './planner-access.ts';
import { assign, refuseFull } from './planner-assignments.ts';
import { createdBy } from './planner-plans.ts';

const date = z.iso.datetime({ offset: true }).nullish();
const fields = {
  title: z.string().min(1).max(255).optional(),
  bucketId: z.string().nullish(),
  assignments: z.record(z.string(), z.unknown()).optional(),
  appliedCategories: z.record(z.string(), z.unknown()).optional(),
  percentComplete: z.int().min(0).max(100).optional(),
  priority: z.int().min(0).max(10).optional(),
  startDateTime: date,
  dueDateTime: date,
  orderHint: z.string().nullish(),
  assigneePriority: z.string().nullish(),
};
const newTask = z.looseObject({ ...fields, planId: z.string() });
const change = z.looseObject(fields);
type Change = z.infer<typeof change>;

export function renderTask(call: Call, task: TaskRecord): Record<string, unknown> {
  const { details, categories, assignments, revision, ...kept } = task;
  const checklist = Object.values(details.checklist);
  return {
    '@odata.etag': etagOf(task.id, revision),
    ...kept,
    createdBy: createdBy(call, task.createdBy),
    completedBy: task.completedBy === null ? null : createdBy(call, task.completedBy),
    hasDescription: details.description !== '',
    previewType: details.previewType,
    referenceCount: 0,
    checklistItemCount: checklist.length,
    activeChecklistItemCount: checklist.filter((item) => !item.isChecked).length,
    conversationThreadId: null,
    appliedCategories: Object.fromEntries(categories.map((name) => [name, true])),
    assignments: Object.fromEntries(
      Object.entries(assignments).map(([id, { assignedBy, ...rest }]) => [
        id,
        {
          '@odata.type': '#microsoft.graph.plannerAssignment',
          assignedBy: createdBy(call, assignedBy),
          ...rest,
        },
      ]),
    ),
  };
}

function answerOne(call: Call, status: number, task: TaskRecord): Answer {
  const context = `${call.origin}/v1.0/$metadata#planner/tasks/$entity`;
  const shown = selected(renderTask(call, task), call.query.select);
  return { status, body: { '@odata.context': context, ...shown } };
}

function answerList(call: Call, tasks: TaskRecord[]): Answer {
  const context = `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.plannerTask)`;
  const value = tasks.map((task) => selected(renderTask(call, task), call.query.select));
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, value } };
}

function listTasks(call: Call): Answer {
  const plan = askedPlan(call);
  return answerList(
    call,
    call.tenant.work.tasks.all().filter((task) => task.planId === plan.id),
  );
}

/** What the caller is to do, in the plans that it can see. */
function listMine(call: Call): Answer {
  const { user } = signedInUser(call.caller);
  const isVisible = ({ planId }: TaskRecord): boolean => {
    const plan = call.tenant.work.plans.get(planId);
    return plan !== undefined && call.tenant.isLinked(plan.groupId, 'member', user.id);
  };
  const tasks = call.tenant.work.tasks.all();
  return answerList(
    call,
    tasks.filter((task) => user.id in task.assignments && isVisible(task)),
  );
}

function createTask(call: Call): Answer {
  const { tenant, caller, now } = call;
  const body = readBody(call, newTask);
  if (body.title === undefined) throw badRequest("A value is required for property 'title'.", 'BadRequest');
  const plan = askedPlan(call, body.planId);
  const blank: TaskRecord = {
    id: plannerId(),
    planId: plan.id,
    bucketId: null,
    title: body.title,
    orderHint: readHint(undefined, now()),
    assigneePriority: '',
    percentComplete: 0,
    priority: 5,
    startDateTime: null,
    dueDateTime: null,
    createdDateTime: new Date(now()).toISOString(),
    createdBy: caller.kind === 'user' ? caller.user.id : null,
    completedDateTime: null,
    completedBy: null,
    assignments: {},
    categories: [],
    details: { description: '', previewType: 'automatic', checklist: {}, revision: 1 },
    revision: 1,
  };
  const task = changed(call, blank, body);
  refuseFull(call, task);
  tenant.work.tasks.put(task);
  return answerOne(call, 201, task);
}

function updateTask(call: Call): Answer {
  const task = askedTask(call);
  const asked = readBody(call, change);
  checkMatch(call, etagOf(task.id, task.revision));
  const next = { ...changed(call, task, asked), revision: task.revision + 1 };
  call.tenant.work.tasks.put(next);
  return answerChange(call, () => renderTask(call, next));
}

/** @throws GraphError 400 for dates or a bucket that do not fit, and for assignments that are none */
function changed(call: Call, task: TaskRecord, asked: Change): TaskRecord {
  const { now, caller } = call;
  const next: TaskRecord = {
    ...task,
    title: asked.title ?? task.title,
    bucketId: asked.bucketId === undefined ? task.bucketId : asked.bucketId,
    percentComplete: asked.percentComplete ?? task.percentComplete,
    priority: asked.priority ?? task.priority,
    startDateTime: asked.startDateTime === undefined ? task.startDateTime : asked.startDateTime,
    dueDateTime: asked.dueDateTime === undefined ? task.dueDateTime : asked.dueDateTime,
    orderHint: asked.orderHint === undefined ? task.orderHint : readHint(asked.orderHint, now()),
    assigneePriority:
      asked.assigneePriority === undefined ? task.assigneePriority : readHint(asked.assigneePriority, now()),
    assignments: assign(call, task.assignments, asked.assignments ?? {}),
    categories: categorised(task.categories, asked.appliedCategories ?? {}),
  };
  const { startDateTime: start, dueDateTime: due } = next;
  if (start !== null && due !== null && Date.parse(start) > Date.parse(due))
    throw badRequest('The start date must not be after the due date.', 'BadRequest');
  const bucket = next.bucketId === null ? undefined : call.tenant.work.buckets.get(next.bucketId);
  if (next.bucketId !== null && bucket?.planId !== next.planId)
    throw badRequest('The bucket does not belong to the plan.', 'BadRequest');
  const isDone = next.percentComplete === 100;
  if (!isDone) return { ...next, completedDateTime: null, completedBy: null };
  if (task.completedDateTime !== null) return next;
  const by = caller.kind === 'user' ? caller.user.id : null;
  return { ...next, completedDateTime: new Date(now()).toISOString(), completedBy: by };
}

/** True sets a category, false and null take it away. */
function categorised(before: string[], asked: Record<string, unknown>): string[] {
  const set = new Set(before);
  for (const [name, value] of Object.entries(asked)) {
    if (name.startsWith('@odata.')) continue;
    if (!/^category([1-9]|1\d|2[0-5])$/.test(name) || (typeof value !== 'boolean' && value !== null))
      throw badRequest(`Invalid value specified for property '${name}'.`, 'BadRequest');
    if (value === true) set.add(name);
    else set.delete(name);
  }
  return [...set];
}

function deleteTask(call: Call): Answer {
  const task = askedTask(call);
  checkMatch(call, etagOf(task.id, task.revision));
  call.tenant.work.tasks.remove(task.id);
  return { status: 204 };
}

const one = '/planner/tasks/{task}';

/** Tasks of plans. */
export const taskRoutes: readonly Route[] = [
  { operation: 'planner-list-plan-tasks', method: 'GET', path: '/planner/plans/{plan}/tasks', handle: listTasks },
  { operation: 'planner-list-plan-tasks', method: 'GET', path: '/me/planner/tasks', handle: listMine },
  { operation: 'planner-create-task', method: 'POST', path: '/planner/tasks', handle: createTask },
  {
    operation: 'planner-get-task',
    method: 'GET',
    path: one,
    handle: (call) => answerOne(call, 200, askedTask(call)),
  },
  { operation: 'planner-update-task', method: 'PATCH', path: one, handle: updateTask },
  { operation: 'planner-delete-task', method: 'DELETE', path: one, handle: deleteTask },
];
