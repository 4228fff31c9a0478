import { createHash } from 'node:crypto';
import type { GroupPlan } from '../../domain/group-plan.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { nobodyDecides } from '../../domain/request-errors.ts';
import type { Services } from '../operation.ts';
import { approvalFor, type Wanted } from '../requests/approval-for.ts';
import { ask, askNobody, type Asked, type Asking } from '../requests/ask.ts';
import { carryOut, isOwnApproval } from '../requests/carry-out.ts';

/** A wish that is ready to be written down. */
export interface Wish {
  plan: GroupPlan;
  /** Who will own it, where that is somebody else than whoever asks. */
  forWhom?: PersonRef | undefined;
  /** The caller's request that this one takes up again. */
  from?: GroupRequest | undefined;
  /** Goes with the form, so that sending it twice asks once. */
  draftId: string;
}

/**
 * Writes the wish down and asks those whom the policy names.
 * @throws AppError `creation.no-approvers`
 */
export async function askApprovers(wish: Wish, services: Services): Promise<Asked> {
  const { plan } = wish;
  const approval = await approvalFor(wantedOf(wish), services);
  if (!approval) throw nobodyDecides({ kind: 'people', principalNames: [] }, { kind: 'create', group: plan });
  return ask(askingFor(wish, services), approval, services);
}

/**
 * Writes the wish down as approved, since nobody has to agree, and carries it out as whoever asks. Should this process
 * die in between, the same form, or a button, goes on with it.
 */
export async function createAtOnce(wish: Wish, services: Services): Promise<Asked> {
  const approval = await approvalFor(wantedOf(wish), services);
  const asking = askingFor(wish, services);
  if (approval) return ask(asking, approval, services);
  const { request, isNew } = await askNobody(asking, services);
  if (!isOwnApproval(request, services)) return { request, isNew };
  return { request: (await carryOut(request, services)).request, isNew: true };
}

/** Neither who asks nor whom it is for decides on it. */
function wantedOf({ plan, forWhom }: Wish): Wanted {
  return { kind: 'create', group: plan, isOwner: false, ...(forWhom && { subject: forWhom }) };
}

function askingFor({ plan, forWhom, from, draftId }: Wish, services: Services): Asking {
  const id = requestIdOf(draftId, services);
  const about = { ...(forWhom && { subject: forWhom }), ...(from && { from }) };
  const group = { id, displayName: plan.displayName };
  return { kind: 'create', group, details: plan, reason: plan.description, id, ...about };
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
