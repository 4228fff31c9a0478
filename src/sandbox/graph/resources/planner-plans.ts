import { z } from 'zod';
import type { BucketRecord, PlanRecord } from '../../tenant/work-records.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import { checkId, readableGroup } from '../objects.ts';
import { selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import {
  answerChange,
  askedBucket,
  askedContainer,
  askedPlan,
  checkMatch,
  etagOf,
  plannerId,
  plannerLimit,
  readHint,
  refuseStranger,
} from './planner-access.ts';

/** @see https://learn.microsoft.com/graph/api/resources/planner-overview */
const limits = { plansOfGroup: 200, bucketsOfPlan: 200 };

const title = z.string().min(1).max(255);
const container = z.looseObject({
  url: z.string().optional(),
  containerId: z.string().optional(),
  type: z.string().optional(),
});
const newPlan = z.looseObject({ title, owner: z.string().optional(), container: container.optional() });
const planChange = z.looseObject({ title: title.optional() });
const newBucket = z.looseObject({
  name: z.string().min(1).max(255),
  planId: z.string(),
  orderHint: z.string().nullish(),
});

export function renderPlan(call: Call, plan: PlanRecord): Record<string, unknown> {
  const { id, groupId, createdDateTime } = plan;
  return {
    '@odata.etag': etagOf(id, plan.revision),
    createdDateTime,
    owner: groupId,
    title: plan.title,
    id,
    createdBy: createdBy(call, plan.createdBy),
    container: { containerId: groupId, type: 'group', url: `https://graph.microsoft.com/v1.0/groups/${groupId}` },
  };
}

/** Who made something, and by which app. */
export function createdBy({ caller }: Call, userId: string | null): Record<string, unknown> {
  return {
    user: userId === null ? null : { displayName: null, id: userId },
    application: { displayName: null, id: caller.appId },
  };
}

function renderBucket(bucket: BucketRecord): Record<string, unknown> {
  const { id, name, planId, orderHint, revision } = bucket;
  return { '@odata.etag': etagOf(id, revision), name, planId, orderHint, id };
}

function answerOne(call: Call, status: number, set: string, shown: Record<string, unknown>): Answer {
  const context = `${call.origin}/v1.0/$metadata#planner/${set}/$entity`;
  return { status, body: { '@odata.context': context, ...selected(shown, call.query.select) } };
}

function answerList(call: Call, of: string, rows: Record<string, unknown>[]): Answer {
  const context = `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.${of})`;
  const value = rows.map((row) => selected(row, call.query.select));
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, value } };
}

function listPlans(call: Call): Answer {
  const group = readableGroup(call);
  refuseStranger(call, group.id);
  const plans = call.tenant.work.plans.all().filter((plan) => plan.groupId === group.id);
  return answerList(
    call,
    'plannerPlan',
    plans.map((plan) => renderPlan(call, plan)),
  );
}

/** The group is named by its address, by its id, or the old way as the owner. */
function containerOf(body: z.infer<typeof newPlan>): string {
  const { url, containerId, type } = body.container ?? {};
  const byUrl = /\/groups\/([^/?]+)$/.exec(url ?? '')?.[1];
  if (url !== undefined && byUrl === undefined) throw badRequest('Only a group can hold a plan.', 'BadRequest');
  if (containerId !== undefined && type !== 'group') throw badRequest('Only a group can hold a plan.', 'BadRequest');
  const id = byUrl ?? containerId ?? body.owner;
  if (id === undefined) throw badRequest("A value is required for property 'container'.", 'BadRequest');
  return checkId(id);
}

function createPlan(call: Call): Answer {
  const { tenant, caller, now } = call;
  const body = readBody(call, newPlan);
  const group = askedContainer(call, containerOf(body));
  const { plans } = tenant.work;
  if (plans.all().filter((plan) => plan.groupId === group.id).length >= limits.plansOfGroup)
    throw plannerLimit('MaximumPlannerPlans');
  const plan: PlanRecord = {
    id: plannerId(),
    groupId: group.id,
    title: body.title,
    createdDateTime: new Date(now()).toISOString(),
    createdBy: caller.kind === 'user' ? caller.user.id : null,
    revision: 1,
  };
  plans.put(plan);
  return answerOne(call, 201, 'plans', renderPlan(call, plan));
}

function updatePlan(call: Call): Answer {
  const plan = askedPlan(call);
  const change = readBody(call, planChange);
  checkMatch(call, etagOf(plan.id, plan.revision));
  const changed = { ...plan, title: change.title ?? plan.title, revision: plan.revision + 1 };
  call.tenant.work.plans.put(changed);
  return answerChange(call, () => renderPlan(call, changed));
}

function deletePlan(call: Call): Answer {
  const plan = askedPlan(call);
  checkMatch(call, etagOf(plan.id, plan.revision));
  call.tenant.atomically(() => call.tenant.work.dropPlan(plan.id));
  return { status: 204 };
}

function listBuckets(call: Call): Answer {
  const plan = askedPlan(call);
  const buckets = call.tenant.work.buckets.all().filter((bucket) => bucket.planId === plan.id);
  return answerList(call, 'plannerBucket', buckets.map(renderBucket));
}

function createBucket(call: Call): Answer {
  const { name, planId, orderHint } = readBody(call, newBucket);
  const plan = askedPlan(call, planId);
  const { buckets } = call.tenant.work;
  if (buckets.all().filter((bucket) => bucket.planId === plan.id).length >= limits.bucketsOfPlan)
    throw plannerLimit('MaximumBucketsInProject');
  const bucket = { id: plannerId(), planId: plan.id, name, orderHint: readHint(orderHint, call.now()), revision: 1 };
  buckets.put(bucket);
  return answerOne(call, 201, 'buckets', renderBucket(bucket));
}

const one = '/planner/plans/{plan}';

/** Plans of groups and their buckets. */
export const planRoutes: readonly Route[] = [
  { operation: 'group-list-plans', method: 'GET', path: '/groups/{group}/planner/plans', handle: listPlans },
  { operation: 'planner-create-plan', method: 'POST', path: '/planner/plans', handle: createPlan },
  {
    operation: 'planner-get-plan',
    method: 'GET',
    path: one,
    handle: (call) => answerOne(call, 200, 'plans', renderPlan(call, askedPlan(call))),
  },
  { operation: 'planner-update-plan', method: 'PATCH', path: one, handle: updatePlan },
  { operation: 'planner-delete-plan', method: 'DELETE', path: one, handle: deletePlan },
  { operation: 'planner-list-plan-buckets', method: 'GET', path: `${one}/buckets`, handle: listBuckets },
  { operation: 'planner-create-bucket', method: 'POST', path: '/planner/buckets', handle: createBucket },
  {
    operation: 'planner-get-bucket',
    method: 'GET',
    path: '/planner/buckets/{bucket}',
    handle: (call) => answerOne(call, 200, 'buckets', renderBucket(askedBucket(call))),
  },
];
