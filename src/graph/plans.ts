import { z } from 'zod';
import type { Bucket, Plan } from '../domain/plans.ts';
import type { Plans } from '../ports/plans.ts';
import type { Reader } from './batch.ts';
import { instant, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { changePlanner, createInPlanner, planning } from './planner-words.ts';
import { byHint, plannerId, planPath } from './planner-paths.ts';
import { changeTask, createTask, deleteTask, readTask, readTasks } from './plan-tasks.ts';

/**
 * Plans over Graph. Planner documents no query options, so nothing is selected, and what it does not page it sends whole.
 * @see https://learn.microsoft.com/graph/api/resources/planner-overview
 */
export function plansOver({ reader, writer }: Link): Plans {
  return {
    plansOf: (groupId) => readPlans(reader, groupId),
    plan: (planId) => readPlan(reader, planId),
    buckets: (planId) => readBuckets(reader, planId),
    bucket: (bucketId) => readBucket(reader, bucketId),
    tasks: (planId) => readTasks(reader, planId),
    task: (taskId) => readTask(reader, taskId),
    createPlan: (groupId, title) => createPlan(writer, groupId, title),
    renamePlan: (_, plan, title) => renamePlan(writer, plan, title),
    deletePlan: (_, plan) => deletePlan(writer, plan),
    createBucket: (_, planId, name) => createBucket(writer, planId, name),
    createTask: (_, planId, task) => createTask(writer, planId, task),
    changeTask: (_, task, changes) => changeTask(writer, task, changes),
    deleteTask: (_, task) => deleteTask(writer, task),
  };
}

const planShape = z.object({
  id: z.string(),
  '@odata.etag': z.string(),
  title: z.string(),
  owner: z.guid().nullish(),
  container: z.object({ containerId: z.string().nullish() }).nullish(),
  createdDateTime: instant.nullish(),
});
const bucketShape = z.object({ id: z.string(), name: z.string(), orderHint: z.string().nullish() });

/** @see https://learn.microsoft.com/graph/api/plannergroup-list-plans */
async function readPlans(reader: Reader, groupId: string): Promise<Plan[]> {
  const body = await reader.read({ path: `${groupPath(groupId)}/planner/plans` }, { denied: planning.plan.denied });
  return parsed(z.object({ value: z.array(planShape) }), body)
    .value.map((raw) => planFrom(raw, groupId))
    .sort((a, b) => a.title.localeCompare(b.title));
}

async function readPlan(reader: Reader, planId: string): Promise<Plan> {
  return planFrom(parsed(planShape, await reader.read({ path: planPath(planId) }, planning.plan)));
}

function planFrom(raw: z.infer<typeof planShape>, groupId?: string): Plan {
  return {
    id: raw.id,
    etag: raw['@odata.etag'],
    groupId: groupId ?? raw.owner ?? raw.container?.containerId ?? '',
    title: raw.title,
    ...(raw.createdDateTime && { createdAt: raw.createdDateTime }),
  };
}

/** @see https://learn.microsoft.com/graph/api/plannerplan-list-buckets */
async function readBuckets(reader: Reader, planId: string): Promise<Bucket[]> {
  const body = await reader.read({ path: `${planPath(planId)}/buckets` }, planning.plan);
  return parsed(z.object({ value: z.array(bucketShape) }), body)
    .value.sort((a, b) => byHint(a.orderHint, b.orderHint))
    .map(({ id, name }) => ({ id, name }));
}

/** @see https://learn.microsoft.com/graph/api/plannerbucket-get */
async function readBucket(reader: Reader, bucketId: string): Promise<Bucket> {
  const path = `/planner/buckets/${plannerId(bucketId, planning.bucket)}`;
  const { id, name } = parsed(bucketShape, await reader.read({ path }, planning.bucket));
  return { id, name };
}

/** @see https://learn.microsoft.com/graph/api/planner-post-plans */
async function createPlan(writer: Writer, groupId: string, title: string): Promise<Plan> {
  groupPath(groupId);
  const body = { title, container: { containerId: groupId, type: 'group' } };
  const call = { method: 'POST', path: '/planner/plans', body, isRead: false, isOnce: true } as const;
  return planFrom(parsed(planShape, await createInPlanner(writer, call, { denied: planning.plan.denied })), groupId);
}

/** @see https://learn.microsoft.com/graph/api/plannerplan-update */
async function renamePlan(writer: Writer, { id, etag }: Pick<Plan, 'id' | 'etag'>, title: string): Promise<void> {
  const call = { method: 'PATCH', path: planPath(id), headers: { 'If-Match': etag }, isRead: false } as const;
  await changePlanner(writer, { ...call, body: { title } }, planning.plan);
}

/** @see https://learn.microsoft.com/graph/api/plannerplan-delete */
async function deletePlan(writer: Writer, { id, etag }: Pick<Plan, 'id' | 'etag'>): Promise<void> {
  const call = { method: 'DELETE', path: planPath(id), headers: { 'If-Match': etag }, isRead: false } as const;
  await changePlanner(writer, call, planning.plan);
}

/** At the end of the plan. @see https://learn.microsoft.com/graph/api/planner-post-buckets */
async function createBucket(writer: Writer, planId: string, name: string): Promise<Bucket> {
  planPath(planId);
  const body = { name, planId, orderHint: ' !' };
  const call = { method: 'POST', path: '/planner/buckets', body, isRead: false, isOnce: true } as const;
  const made = parsed(bucketShape, await createInPlanner(writer, call, planning.plan));
  return { id: made.id, name: made.name };
}
