import { AppError } from '../../domain/errors.ts';
import { amendedFields, type Amendment } from '../../domain/amendments.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { undoWithinMs } from '../../domain/around-request.ts';
import {
  canBeUndone,
  delegateDenied,
  subjectOf,
  type GroupRequest,
  type RequestStatus,
} from '../../domain/requests.ts';
import { whatIsGone } from './what-is-gone.ts';
import { announce } from './request-jobs.ts';
import { createWished } from '../creation/create-wished.ts';
import { setEnds } from '../terms/set-end.ts';
import { putWishedTeam } from '../teams/put-wished-team.ts';
import { aboutRequest, inPlaceOf } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { carryOutChange } from './carry-out-change.ts';
import { recordDecision, requestNow, takeOn, tooLate, type Decided } from './decide.ts';

/**
 * Says yes for the caller: in the stage whose turn it is, or to carrying out what was agreed to or has failed. Whoever has
 * the last word carries it out. The decision is written down first, so that of two owners one wins; what it decides may
 * then be done twice without harm.
 * @param plan what is to be created instead of what was asked for
 * @param amendment what is approved otherwise, where this is the last word of the last stage
 */
export async function approveAndCarryOut(
  request: GroupRequest,
  services: Services,
  plan?: GroupPlan,
  amendment?: Amendment,
): Promise<Decided> {
  const isStage = request.status === 'pending';
  const approved = isStage
    ? await recordDecision(request, { outcome: 'approved', reason: '', plan, amendment }, services)
    : await takeOn(request, services, plan);
  if (approved?.status === 'approved') return carryOut(approved, services);
  if (approved) return { request: approved, change: { outcome: 'done', ...aboutRequest(approved) } };
  const now = await requestNow(request.id, services);
  // The same person pressed twice, on one device or two: both presses do the same work.
  return isOwnApproval(now, services) ? carryOut(now, services) : tooLate(now, services, request.stage);
}

/** The caller's own approval that is not carried out yet. */
export function isOwnApproval({ status, decision }: GroupRequest, { caller }: Services): boolean {
  return status === 'approved' && decision?.by.id === caller.userId;
}

/**
 * Does what the request asks for, with the approver's own right.
 * @param options.triesBefore how often Teams was asked for a team before this was written down
 * @throws SignInRequired when the approver has to sign in first; the approval stands and the command comes again
 */
export async function carryOut(
  request: GroupRequest,
  services: Services,
  { triesBefore = 0 }: { triesBefore?: number } = {},
): Promise<Decided> {
  const { failureCode: code, isSoAlready = false } = await work(request, services, triesBefore);
  const failureCode = whyUndone(code, request);
  const stands = await requestNow(request.id, services);
  const details = amendedFields(stands);
  const about = {
    ...aboutRequest(stands),
    ...inPlaceOf(request.decision),
    ...(details.length > 0 && { details }),
  };
  const change: Change =
    failureCode === undefined ? { outcome: 'done', ...about } : { outcome: 'failed', code: failureCode, ...about };
  if (failureCode === undefined) await finish(request, change, services, isSoAlready);
  else await fail(request, failureCode, change, services);
  return { request: await requestNow(request.id, services), change };
}

/** A colleague may agree in the place of an owner, but the directory lets only owners carry it out. */
function whyUndone(code: string | undefined, { decision }: GroupRequest): string | undefined {
  return code?.endsWith('denied') && decision?.for ? delegateDenied : code;
}

/** How the work on a request ended: the code of what went wrong, or that there was nothing to do any more. */
export interface Worked {
  failureCode?: string | undefined;
  /** It was so already: there is nothing of this press that could be taken back. */
  isSoAlready?: true;
}

async function work(request: GroupRequest, services: Services, triesBefore: number): Promise<Worked> {
  switch (request.kind) {
    case 'create':
      return { failureCode: await createWished(request, services) };
    case 'team':
      return { failureCode: await putWishedTeam(request, services, triesBefore) };
    case 'join':
    case 'add-member':
      return addSubject(request, services);
    case 'owner':
    case 'visibility':
    case 'delete':
    case 'rename':
      return carryOutChange(request, services);
  }
}

async function addSubject(request: GroupRequest, { directory }: Services): Promise<Worked> {
  const { group } = request;
  try {
    await directory.addMember(group.id, subjectOf(request).id);
    return {};
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    if (error.code === 'member.already-present') return { isSoAlready: true };
    return { failureCode: error.kind === 'notFound' ? await whatIsGone(group.id, directory) : error.code };
  }
}

/** It is done, whatever became of the request meanwhile: a slow Graph may have let it settle as failed. */
async function finish(request: GroupRequest, change: Change, services: Services, isSoAlready: boolean): Promise<void> {
  const { store, clock, recordEnd } = services;
  const undo =
    isSoAlready || !canBeUndone(request) ? {} : { undoUntil: new Date(clock.now().getTime() + undoWithinMs) };
  const steps: readonly [RequestStatus, RequestStatus][] = [
    ['failed', 'approved'],
    ['approved', 'done'],
  ];
  await store.atomically(async (inside) => {
    let isDone = false;
    for (const [from, to] of steps) {
      const change = to === 'done' ? undo : {};
      isDone = await inside.requests.move(request.tenantId, request.id, from, to, change);
    }
    if (!isDone) return;
    const [set] =
      request.wish?.what === 'until'
        ? await setEnds(request.group, [subjectOf(request)], new Date(request.wish.at), { ...services, store: inside })
        : [];
    await announce(inside, { ...request, ...undo, status: 'done' });
    const details = [...(change.details ?? []), ...(set?.details ?? [])];
    await recordEnd?.(inside.audit, { ...change, ...(details.length > 0 && { details }) });
  });
}

async function fail(
  request: GroupRequest,
  failureCode: string,
  change: Change,
  { store, recordEnd }: Services,
): Promise<void> {
  await store.atomically(async (inside) => {
    const isMoved = await inside.requests.move(request.tenantId, request.id, 'approved', 'failed', { failureCode });
    if (!isMoved) return;
    await announce(inside, { ...request, status: 'failed', failureCode });
    await recordEnd?.(inside.audit, change);
  });
}
