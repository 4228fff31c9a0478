import { createHash } from 'node:crypto';
import { ruleFor } from '../../domain/approvals.ts';
import { creationApprovers } from '../../domain/creation-approvers.ts';
import { AppError } from '../../domain/errors.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { newStage, plainTerms } from '../../domain/stages.ts';
import type { NewJob } from '../../ports/store.ts';
import type { Services } from '../operation.ts';
import { carryOut, isOwnApproval } from '../requests/carry-out.ts';
import { jobsForNewRequest, settleJob } from '../requests/request-jobs.ts';

/** A wish that is ready to be written down. */
export interface Wish {
  plan: GroupPlan;
  /** Goes with the form, so that sending it twice asks once. */
  draftId: string;
}

export interface Asked {
  request: GroupRequest;
  isNew: boolean;
}

/**
 * Writes the wish down and asks those whom the policy names.
 * @throws AppError `creation.no-approvers`
 */
export async function askApprovers(wish: Wish, services: Services): Promise<Asked> {
  const approvers = await approversFor(wish, services);
  const request = requestFor(wish, approvers, services);
  return write(request, jobsForNewRequest(request, request.createdAt), services);
}

/**
 * Writes the wish down as approved, since nobody has to agree, and carries it out as whoever asks. Should this process
 * die in between, the same form, or a button, goes on with it.
 */
export async function createAtOnce(wish: Wish, services: Services): Promise<Asked> {
  const { caller, clock } = services;
  const at = clock.now();
  const by = { id: caller.userId, displayName: caller.displayName };
  const decision = { by, at, outcome: 'approved', reason: '' } as const;
  const wanted: GroupRequest = { ...requestFor(wish, [], services), status: 'approved', decision };
  const { request, isNew } = await write(wanted, [settleJob(wanted, at)], services);
  if (!isOwnApproval(request, services)) return { request, isNew };
  return { request: (await carryOut(request, services)).request, isNew: true };
}

/**
 * What became of a form that was sent before: Teams delivers again, people press twice, and a process may have died
 * before it was done.
 * @param mayCreate whether an approval that waits to be carried out can be
 */
export async function sentBefore(draftId: string, services: Services, mayCreate: boolean): Promise<Asked | undefined> {
  const { caller, store } = services;
  const known = await store.requests.get(caller.tenantId, requestIdOf(draftId, services));
  if (!known || !mayCreate || !isOwnApproval(known, services)) return known && { request: known, isNew: false };
  return { request: (await carryOut(known, services)).request, isNew: true };
}

async function approversFor({ plan }: Wish, { policy, directory, caller }: Services): Promise<PersonRef[]> {
  const approvers = await creationApprovers(policy, plan, directory);
  const others = approvers.filter(({ id }) => id !== caller.userId);
  if (others.length === 0)
    throw new AppError('denied', {
      code: 'creation.no-approvers',
      advice:
        'Somebody has to agree to new groups, but nobody is there who could: nobody else is named, or you may not see them. Ask an administrator to look at the policy.',
    });
  return others.map(({ id, displayName }) => ({ id, displayName }));
}

function requestFor({ plan, draftId }: Wish, approvers: PersonRef[], services: Services): GroupRequest {
  const { caller, clock, policy } = services;
  const id = requestIdOf(draftId, services);
  const createdAt = clock.now();
  return {
    id,
    tenantId: caller.tenantId,
    kind: 'create',
    group: { id, displayName: plan.displayName },
    requester: { id: caller.userId, displayName: caller.displayName },
    details: plan,
    reason: plan.description,
    stages:
      approvers.length === 0
        ? []
        : [newStage({ kind: 'people', principalNames: [] }, approvers, { begunAt: createdAt })],
    stage: 0,
    carriers: [],
    terms: { ...plainTerms, lapsesAfterDays: lapseDays(policy, plan) },
    revision: 0,
    status: 'pending',
    createdAt,
    lapsesAt: new Date(createdAt.getTime() + lapseDays(policy, plan) * 86_400_000),
  };
}

function lapseDays({ approvals }: Services['policy'], group: GroupPlan): number {
  return ruleFor(approvals, { kind: 'create', group })?.lapsesAfterDays ?? plainTerms.lapsesAfterDays;
}

/**
 * One form, one request. The id is made of who asks as well: nobody can make a request under the id of another, which
 * would then be approved into the group that has it.
 */
function requestIdOf(draftId: string, { caller }: Services): string {
  const digest = createHash('sha256')
    .update(`${caller.tenantId}/${caller.userId}/${draftId.toLowerCase()}`)
    .digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => digest.slice(from, to));
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

async function write(request: GroupRequest, jobs: NewJob[], { store, recordEnd }: Services): Promise<Asked> {
  try {
    await store.atomically(async (inside) => {
      await inside.requests.insert(request);
      await inside.jobs.enqueue(jobs);
      if (request.status === 'pending')
        await recordEnd?.(inside.audit, { outcome: 'requested', requestId: request.id });
    });
    return { request, isNew: true };
  } catch (error) {
    const known = await store.requests.get(request.tenantId, request.id);
    if (known) return { request: known, isNew: false };
    throw error;
  }
}
