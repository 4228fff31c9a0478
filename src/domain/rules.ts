import { creationApprovers, type ApproverLookup } from './creation-approvers.ts';
import { AppError } from './errors.ts';
import type { Caller, Person } from './people.ts';
import { needsApproval, type Policy } from './policy.ts';
import {
  noLongerApprover,
  noSuchRequest,
  notApprover,
  ownCreation,
  ownRequest,
  requestAboutYou,
} from './request-errors.ts';
import { everybodyAsked, isCreated, isOwnWork, type GroupRequest } from './requests.ts';

/** What a rule may look at. The services of an operation fit. */
export interface RuleContext {
  caller: Pick<Caller, 'tenantId' | 'userId'>;
  store: { requests: { get(tenantId: string, id: string): Promise<GroupRequest | undefined> } };
  policy: Policy;
  directory: ApproverLookup & { ownersOf(groupId: string): Promise<Person[]> };
}

/** Throws when the caller may not do what the input asks for. Runs before anything is changed. */
export type Rule<Input> = (input: Input, context: RuleContext) => Promise<void>;

/**
 * Only somebody who owns the group now decides, and never on their own request or on one about them. Whoever was asked and owns the group no
 * longer hears why; to everybody else the request does not exist.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`
 */
export const requestDecider: Rule<{ requestId: string }> = async ({ requestId }, context) => {
  const { caller, store, directory } = context;
  const request = await store.requests.get(caller.tenantId, requestId);
  if (!request) throw noSuchRequest();
  if (request.kind === 'create') return mayCarryOutCreation(request, context);
  // An owner's own work that was interrupted, or that Teams was not ready for, is gone on with.
  const isOwn = request.requester.id === caller.userId;
  if (isOwn && !(request.kind === 'team' && isOwnWork(request))) throw ownRequest();

  const wasAsked = everybodyAsked(request).some(({ id }) => id === caller.userId);
  if (await ownsNow(request.group.id, caller.userId, wasAsked, directory)) {
    // Whoever is no owner must not learn that somebody asked for them.
    if (request.subject?.id === caller.userId) throw requestAboutYou();
    return;
  }
  throw wasAsked ? noLongerApprover(request.group.displayName) : noSuchRequest();
};

/**
 * Whom the policy names decides on a new group, and never on their own wish. Once the group is there, its owners may
 * finish it; where nobody has to agree, whoever asked may try again.
 */
async function mayCarryOutCreation(request: GroupRequest, context: RuleContext): Promise<void> {
  const { caller, directory, policy } = context;
  const group = request.details ?? request.group;
  if (request.requester.id === caller.userId) {
    const isFree = isOwnWork(request) && !needsApproval(policy, group);
    if (isCreated(request) || isFree) return;
    throw ownCreation();
  }
  const approvers = await creationApprovers(policy, group, directory);
  if (approvers.some(({ id }) => id === caller.userId)) return;
  if (isCreated(request) && (await ownsNow(request.group.id, caller.userId, false, directory))) return;
  throw everybodyAsked(request).some(({ id }) => id === caller.userId) ? notApprover() : noSuchRequest();
}

/** A deleted group has no owners to read; whoever was asked may then still close its request. */
async function ownsNow(
  groupId: string,
  userId: string,
  wasAsked: boolean,
  directory: RuleContext['directory'],
): Promise<boolean> {
  try {
    const owners = await directory.ownersOf(groupId);
    return owners.some((owner) => owner.id === userId);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return wasAsked;
    throw error;
  }
}

/** Only the person who made a request may take it back. @throws AppError `request.not-found` */
export const requestRequester: Rule<{ requestId: string }> = async ({ requestId }, { caller, store }) => {
  const request = await store.requests.get(caller.tenantId, requestId);
  if (request?.requester.id !== caller.userId) throw noSuchRequest();
};
