import { randomBytes } from 'node:crypto';
import type { GroupRecord } from '../../tenant/records.ts';
import type { BucketRecord, PlanRecord, TaskRecord } from '../../tenant/work-records.ts';
import { GraphError, badRequest, notFound } from '../errors.ts';
import type { Answer, Call } from '../types.ts';

/** Ids as Planner makes them: 28 characters, told apart by upper and lower case. */
export function plannerId(): string {
  return randomBytes(21).toString('base64url');
}

/** Planner asks for membership; owning the group is not enough. */
export function refuseStranger({ caller, tenant }: Call, groupId: string): void {
  if (caller.kind === 'user' && !tenant.isLinked(groupId, 'member', caller.user.id))
    throw new GraphError(403, 'Forbidden', 'You do not have the required permissions to access this item.');
}

export function plannerNotFound(): GraphError {
  return new GraphError(404, 'NotFound', 'The requested item is not found.');
}

/** @throws GraphError 404 unknown, 403 for who is no member of its group */
export function askedPlan(call: Call, id = call.params['plan'] ?? ''): PlanRecord {
  const plan = call.tenant.work.plans.get(id);
  if (!plan || !call.tenant.group(plan.groupId)) throw plannerNotFound();
  refuseStranger(call, plan.groupId);
  return plan;
}

export function askedBucket(call: Call, id = call.params['bucket'] ?? ''): BucketRecord {
  const bucket = call.tenant.work.buckets.get(id);
  if (!bucket) throw plannerNotFound();
  askedPlan(call, bucket.planId);
  return bucket;
}

export function askedTask(call: Call): TaskRecord {
  const task = call.tenant.work.tasks.get(call.params['task'] ?? '');
  if (!task) throw plannerNotFound();
  askedPlan(call, task.planId);
  return task;
}

/** A group whose members the caller is one of. @throws GraphError 404, 403 */
export function askedContainer(call: Call, id: string): GroupRecord {
  const group = call.tenant.group(id);
  if (!group) throw notFound(id);
  refuseStranger(call, group.id);
  return group;
}

/** What stands for one state of a thing; whoever changes it has to name it. */
export function etagOf(id: string, revision: number): string {
  return `W/"${Buffer.from(`${id} ${String(revision)}`).toString('base64')}"`;
}

/** @throws GraphError 412 when `If-Match` is missing or names an older state */
export function checkMatch({ headers }: Call, etag: string): void {
  const given = headers['if-match'];
  if (given === undefined) {
    const message = 'The If-Match header must be specified for this kind of request.';
    throw new GraphError(412, 'PreconditionFailed', message);
  }
  if (given !== '*' && given !== etag)
    throw new GraphError(412, 'PreconditionFailed', 'The item was changed since it was read.');
}

/** The answer to a change: nothing, unless the caller prefers to see the outcome. */
export function answerChange({ headers }: Call, render: () => Record<string, unknown>): Answer {
  if (!/return\s*=\s*representation/i.test(String(headers['prefer'] ?? ''))) return { status: 204 };
  return { status: 200, headers: { 'Preference-Applied': 'return=representation' }, body: render() };
}

/** A limit of Planner's, by the name that it goes by. */
export function plannerLimit(name: string): GraphError {
  return new GraphError(403, name, `The limit ${name} was reached.`);
}

/** Where something stands among others: `a b!` asks for a place between two. @throws GraphError 400 for anything else */
export function readHint(hint: string | null | undefined, now: number): string {
  if (hint === undefined || hint === null || hint === '') return placed(now);
  if (!/^[\x20-\x7e]+$/.test(hint)) throw badRequest('The order hint is not valid.', 'BadRequest');
  return hint.endsWith('!') ? placed(now) : hint;
}

function placed(now: number): string {
  return `${String(8_585_000_000_000_000_000n - BigInt(now))}${randomBytes(1).toString('hex')}`;
}
