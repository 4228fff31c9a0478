import { AppError } from '../../domain/errors.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { subjectOf, type GroupRequest, type RequestStatus } from '../../domain/requests.ts';
import { whatIsGone } from './what-is-gone.ts';
import { announce } from './request-jobs.ts';
import { createWished } from '../creation/create-wished.ts';
import { setEnds } from '../terms/set-end.ts';
import { putWishedTeam } from '../teams/put-wished-team.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { carryOutChange } from './carry-out-change.ts';
import { recordDecision, requestNow, takeOn, tooLate, type Decided } from './decide.ts';

/**
 * Says yes for the caller: in the stage whose turn it is, or to carrying out what was agreed to or has failed. Whoever has
 * the last word carries it out. The decision is written down first, so that of two owners one wins; what it decides may
 * then be done twice without harm.
 * @param plan what is to be created instead of what was asked for
 */
export async function approveAndCarryOut(
  request: GroupRequest,
  services: Services,
  plan?: GroupPlan,
): Promise<Decided> {
  const isStage = request.status === 'pending';
  const approved = isStage
    ? await recordDecision(request, { outcome: 'approved', reason: '', plan }, services)
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
  const failureCode = await work(request, services, triesBefore);
  const stands = await requestNow(request.id, services);
  const about = aboutRequest(stands);
  const change: Change =
    failureCode === undefined ? { outcome: 'done', ...about } : { outcome: 'failed', code: failureCode, ...about };
  if (failureCode === undefined) await finish(request, change, services);
  else await fail(request, failureCode, change, services);
  return { request: await requestNow(request.id, services), change };
}

/** @returns the code of what went wrong, or undefined when it is done */
function work(request: GroupRequest, services: Services, triesBefore: number): Promise<string | undefined> {
  switch (request.kind) {
    case 'create':
      return createWished(request, services);
    case 'team':
      return putWishedTeam(request, services, triesBefore);
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

/** @returns the code of what went wrong, or undefined when the person is a member */
async function addSubject(request: GroupRequest, { directory }: Services): Promise<string | undefined> {
  const { group } = request;
  try {
    await directory.addMember(group.id, subjectOf(request).id);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    if (error.code === 'member.already-present') return undefined;
    return error.kind === 'notFound' ? whatIsGone(group.id, directory) : error.code;
  }
}

/** It is done, whatever became of the request meanwhile: a slow Graph may have let it settle as failed. */
async function finish(request: GroupRequest, change: Change, services: Services): Promise<void> {
  const { store, recordEnd } = services;
  const steps: readonly [RequestStatus, RequestStatus][] = [
    ['failed', 'approved'],
    ['approved', 'done'],
  ];
  await store.atomically(async (inside) => {
    let isDone = false;
    for (const [from, to] of steps) isDone = await inside.requests.move(request.tenantId, request.id, from, to);
    if (!isDone) return;
    const [set] =
      request.wish?.what === 'until'
        ? await setEnds(request.group, [subjectOf(request)], new Date(request.wish.at), { ...services, store: inside })
        : [];
    await announce(inside, { ...request, status: 'done' });
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
