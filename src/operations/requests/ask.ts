import { randomUUID } from 'node:crypto';
import type { GroupPlan } from '../../domain/group-plan.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { RequestKind } from '../../domain/request-kinds.ts';
import type { RequestWish } from '../../domain/request-wish.ts';
import type { GroupRequest, RequestCardCopy } from '../../domain/requests.ts';
import { plainTerms, type Decision } from '../../domain/stages.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { SentMessage } from '../../ports/messenger.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { EarlierRequest } from '../../domain/around-request.ts';
import type { Services } from '../operation.ts';
import type { Approval } from './approval-for.ts';
import { earlier } from './earlier.ts';
import { jobsForNewRequest, settleJob } from './request-jobs.ts';

/** A request that is to be written down. */
export interface Asking {
  kind: RequestKind;
  group: { id: string; displayName: string };
  subject?: PersonRef;
  details?: GroupPlan;
  wish?: RequestWish;
  reason: string;
  /** Of one form comes one request, however often it is sent; made up when absent. */
  id?: string;
  /** The request of the same person that this one takes up again; where absent, the last one for the same group is looked for. */
  from?: GroupRequest;
  /** Lists go on by time: requests of one command each have their own. */
  createdAt?: Date;
  /** Of several requests of one command, of which the answer tells together: no card is that of this one. */
  isOneOfSeveral?: true;
}

export interface Asked {
  request: GroupRequest;
  isNew: boolean;
}

/**
 * Writes a request down together with the messages that it gives rise to, all or nothing. A second press of the button
 * finds the first one's request.
 */
export async function ask(asking: Asking, approval: Approval, services: Services): Promise<Asked> {
  const follows = await earlierFor(asking, services);
  const request = { ...requestFor(asking, approval, services), ...(follows && { follows }) };
  return write(request, jobsForNewRequest(request, request.createdAt), services, asking.isOneOfSeveral);
}

/** What became of the last request of the same person for the same, so that whoever decides now knows it. */
async function earlierFor(
  { kind, group, subject, from }: Asking,
  { caller, store }: Services,
): Promise<EarlierRequest | undefined> {
  const about = { kind, ...(subject && { subjectId: subject.id }) };
  const last = from ?? (await store.requests.lastClosed(caller.tenantId, caller.userId, group.id, about));
  return last && earlier(last);
}

/**
 * Writes down, as approved, what nobody else has to agree to but cannot be done in a moment, with the job that offers it
 * again should this process die meanwhile.
 */
export async function askNobody(asking: Asking, services: Services): Promise<Asked> {
  const { caller, clock } = services;
  const by = { id: caller.userId, displayName: caller.displayName };
  const decision: Decision = { by, at: clock.now(), outcome: 'approved', reason: '' };
  const plain = requestFor(asking, { stages: [], carriers: [], terms: plainTerms }, services);
  const request: GroupRequest = { ...plain, status: 'approved', decision };
  return write(request, [settleJob(request, decision.at)], services);
}

/** The caller's request for the same that is still open. */
export function openRequest(
  { kind, group, subject }: Pick<Asking, 'kind' | 'subject'> & { group: { id: string } },
  { caller, store }: Services,
): Promise<GroupRequest | undefined> {
  const about = { kind, ...(subject && { subjectId: subject.id }) };
  return store.requests.pendingFor(caller.tenantId, caller.userId, group.id, about);
}

function requestFor(asking: Asking, approval: Omit<Approval, 'isReasonRequired'>, services: Services): GroupRequest {
  const { caller, clock } = services;
  const { kind, group, subject, details, wish, reason, id = randomUUID(), createdAt = clock.now() } = asking;
  const { carriers, terms } = approval;
  const stages = approval.stages.map((stage, index) => (index === 0 ? { ...stage, begunAt: createdAt } : stage));
  return {
    id,
    tenantId: caller.tenantId,
    kind,
    group: { id: group.id, displayName: group.displayName },
    requester: { id: caller.userId, displayName: caller.displayName },
    ...(subject && { subject: { id: subject.id, displayName: subject.displayName } }),
    ...(details && { details }),
    ...(wish && { wish }),
    reason,
    stages,
    stage: 0,
    carriers,
    terms,
    revision: 0,
    // Nobody has to agree, but an owner has to do it.
    status: stages.length === 0 && carriers.length > 0 ? 'agreed' : 'pending',
    createdAt,
    lapsesAt: new Date(createdAt.getTime() + terms.lapsesAfterDays * 86_400_000),
  };
}

async function write(
  request: GroupRequest,
  jobs: NewJob[],
  services: Services,
  isOneOfSeveral = false,
): Promise<Asked> {
  const { store, recordEnd, inPlaceOf } = services;
  const { tenantId, id, kind, group, subject } = request;
  const isAsked = request.status !== 'approved';
  try {
    await store.atomically(async (inside) => {
      await inside.requests.insert(request);
      await inside.jobs.enqueue(jobs);
      // The form becomes the card of the request, also where this process dies before it could say so.
      if (inPlaceOf && !isOneOfSeveral) await inside.requests.addCopy(copyFor(request, inPlaceOf));
      if (isAsked) await recordEnd?.(inside.audit, { outcome: 'requested', ...aboutNew(request) });
    });
    return { request, isNew: true };
  } catch (error) {
    const known =
      (await store.requests.get(tenantId, id)) ??
      (await openRequest({ kind, group, ...(subject && { subject }) }, services));
    if (known) return { request: known, isNew: false };
    throw error;
  }
}

function copyFor(request: GroupRequest, message: SentMessage): RequestCardCopy {
  const { id: requestId, tenantId, requester } = request;
  return { requestId, tenantId, ...message, recipientId: requester.id, role: 'requester' };
}

/** What the trail says about a new request: a group that is not there has no id. */
export function aboutNew(request: GroupRequest): ReturnType<typeof aboutRequest> {
  return request.kind === 'create' ? { requestId: request.id } : aboutRequest(request);
}
