import { longTime, readerOf } from '../../cards/reader.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import type { Decision, GroupRequest, RequestStatus } from '../../domain/requests.ts';
import type { NamesAsked } from '../../cards/request-card.ts';
import { moveByItself } from './move-by-itself.ts';
import { announce, settleJob } from './request-jobs.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';

/** How a press of Approve, Reject or Try again ended: the request as it stands, and why the press came to nothing. */
export interface Decided {
  request: GroupRequest;
  notice?: string;
  isReasonMissing?: boolean;
  /** Nothing was decided: the directory wants other names from whoever pressed. */
  names?: NamesAsked;
  change?: Change;
}

/** @throws AppError `request.not-found` */
export async function requestNow(id: string, { store, caller }: Services): Promise<GroupRequest> {
  const request = await store.requests.get(caller.tenantId, id);
  if (!request) throw noSuchRequest();
  return request;
}

/**
 * Records the caller's decision, if nobody was faster. An approval is recorded together with the job that offers it to
 * be tried again, should this process die before it is carried out.
 * @param plan what is to be created instead of what was asked for
 * @returns the decided request, or undefined when it had changed before
 */
export async function recordDecision(
  request: GroupRequest,
  outcome: Decision['outcome'],
  reason: string,
  { store, caller, clock, recordEnd }: Services,
  plan?: GroupPlan,
): Promise<GroupRequest | undefined> {
  const by = { id: caller.userId, displayName: caller.displayName };
  const decision: Decision = { by, at: clock.now(), outcome, reason };
  const decided = { ...(plan ? withPlan(request, plan) : request), status: outcome, decision };
  const change = { decision, ...(plan && { details: plan }) };
  const isFirst = await store.atomically(async (inside) => {
    const isMoved = await inside.requests.move(request.tenantId, request.id, request.status, outcome, change);
    if (!isMoved) return false;
    if (outcome === 'approved') await inside.jobs.enqueue([settleJob(decided, decision.at)]);
    else {
      await announce(inside, decided);
      await recordEnd?.(inside.audit, { outcome: 'done', ...aboutRequest(request) });
    }
    return true;
  });
  return isFirst ? decided : undefined;
}

function withPlan(request: GroupRequest, details: GroupPlan): GroupRequest {
  return { ...request, details, group: { ...request.group, displayName: details.displayName } };
}

/**
 * Ends a request that nobody decided in time, should the job that does it be late.
 * @returns the request as it stands
 */
export async function lapseIfOverdue(request: GroupRequest, services: Services): Promise<GroupRequest> {
  const now = services.clock.now();
  if (request.status !== 'pending' || now < request.lapsesAt) return request;
  await moveByItself(services.store, request, { status: 'lapsed' }, 'request.lapse', now);
  return requestNow(request.id, services);
}

/** Nothing was changed because the request stands differently: the card says how, and who was faster. */
export function tooLate(request: GroupRequest, services: Services): Decided {
  return {
    request,
    notice: lateNotice(request, services),
    change: { outcome: 'refused', code: `request.${request.status}`, ...aboutRequest(request) },
  };
}

function lateNotice(request: GroupRequest, services: Services): string {
  const { decision, status } = request;
  const verbs: Partial<Record<RequestStatus, string>> = {
    approved: 'approved',
    done: 'approved',
    failed: 'approved',
    rejected: 'rejected',
  };
  const verb = verbs[status];
  if (decision && verb !== undefined) {
    const who = decision.by.id === services.caller.userId ? 'You have' : `${decision.by.displayName} has`;
    return `${who} ${verb} this already, on ${longTime(decision.at, readerOf(services))}.`;
  }
  return status === 'lapsed'
    ? 'This came too late: the time to decide is over.'
    : 'There is nothing to decide any more.';
}
