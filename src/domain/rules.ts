import { peopleFrom, type ApproverLookup } from './approver-sources.ts';
import type { ApproverSource } from './approvals.ts';
import { handedOver, placesOf } from './delegations.ts';
import { AppError } from './errors.ts';
import type { Caller, PersonRef } from './people.ts';
import { needsApproval, type Policy } from './policy.ts';
import {
  delegationEnded,
  noLongerApprover,
  noSuchRequest,
  notApprover,
  othersDecideNow,
  ownCreation,
  ownRequest,
  requestAboutYou,
} from './request-errors.ts';
import {
  askedNow,
  everybodyAsked,
  handedOnce,
  isCreated,
  isOpen,
  isOwnWork,
  stageOf,
  wasHandedTo,
  type GroupRequest,
} from './requests.ts';
import { askedIn, type RequestStage } from './stages.ts';

/** What a rule may look at. The services of an operation fit. */
export interface RuleContext {
  caller: Pick<Caller, 'tenantId' | 'userId'>;
  store: { requests: { get(tenantId: string, id: string): Promise<GroupRequest | undefined> } };
  policy: Policy;
  directory: Pick<ApproverLookup, 'ownersOf'>;
  approvers: ApproverLookup;
  clock: { now(): Date };
}

/** Throws when the caller may not do what the input asks for. Runs before anything is changed. */
export type Rule<Input> = (input: Input, context: RuleContext) => Promise<void>;

/**
 * Whoever is meant to decide in the stage whose turn it is, and still is what they were asked as: an owner now, the
 * manager now. Nobody decides on their own request or on one about them. Whoever was asked and is it no longer hears why,
 * also whoever presses a button of a stage that is over; to everybody else the request does not exist. In the place of
 * somebody who is away a colleague may do all that, while the delegation runs.
 * Afterwards it is for those who may carry it out.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`, `request.not-approver`,
 *   `request.not-your-turn`, `delegation.ended`
 */
export const requestDecider: Rule<{ requestId: string; stage?: number | undefined }> = async (input, context) => {
  const request = await requestFor(input, context);
  if (request.status === 'pending') return mayDecide(request, input.stage ?? 0, context);
  const { caller } = context;
  if (await mayCarryOut(request, context)) return;
  if (request.requester.id === caller.userId) throw request.kind === 'create' ? ownCreation() : ownRequest();
  if (!wasAsked(request, caller.userId)) {
    if (!wasHandedTo(request, caller.userId)) throw noSuchRequest();
    if (isOpen(request)) throw handedNoMore(request, context);
    return;
  }
  // A button that was drawn for a decision: its card says what became of it.
  if (isOpen(request) && input.stage === undefined) throw lost(request, request.stages.at(-1));
};

/** Whoever made a request, decides on it, was asked earlier, or may carry it out. @throws AppError as `requestDecider` */
export const requestViewer: Rule<{ requestId: string }> = async (input, context) => {
  const request = await requestFor(input, context);
  const { userId } = context.caller;
  if (request.requester.id === userId || isFormer(request, userId)) return;
  await requestDecider({ ...input, stage: request.stage }, context);
};

async function requestFor({ requestId }: { requestId: string }, { caller, store }: RuleContext): Promise<GroupRequest> {
  const request = await store.requests.get(caller.tenantId, requestId);
  if (!request) throw noSuchRequest();
  return request;
}

async function mayDecide(request: GroupRequest, pressed: number, context: RuleContext): Promise<void> {
  const { userId } = context.caller;
  if (request.requester.id === userId) throw request.kind === 'create' ? ownCreation() : ownRequest();
  const stage = stageOf(request);
  if (stage && (await decidesIn(request, stage, context))) {
    // Whoever could not decide must not learn that somebody asked for them.
    if (request.subject?.id === userId) throw requestAboutYou();
    return;
  }
  if (isFormer(request, userId)) {
    if (pressed < request.stage) return;
    throw othersDecideNow();
  }
  if (!wasAsked(request, userId) && wasHandedTo(request, userId)) {
    if (pressed < request.stage) return;
    throw handedNoMore(request, context);
  }
  throw wasAsked(request, userId) ? lost(request, stage) : noSuchRequest();
}

/** Whether the caller is what the stage asks for, now, or may decide in the place of somebody who is. */
async function decidesIn(request: GroupRequest, stage: RequestStage, context: RuleContext): Promise<boolean> {
  const { caller } = context;
  if (await isAskedFor(caller.userId, request, stage, context)) return true;
  for (const { id } of handedToCaller(request, askedIn(stage), context))
    if (await isAskedFor(id, request, stage, context)) return true;
  return false;
}

/**
 * For whom a word of the caller counts in the stage whose turn it is, as it is now: for themselves where they are meant,
 * and for those in whose places they may speak. Nothing is looked up where nobody has handed anything over to them.
 * @returns undefined where only their own place can be meant
 * @throws AppError as `requestDecider`, to somebody who may not speak any more
 */
export async function placesInStage(request: GroupRequest, context: RuleContext): Promise<PersonRef[] | undefined> {
  const { userId } = context.caller;
  const stage = stageOf(request);
  if (!stage || !wasHandedTo(request, userId)) return undefined;
  const all = [{ id: userId, displayName: '' }, ...handedToCaller(request, askedIn(stage), context)];
  const isMeant = await Promise.all(all.map(({ id }) => isAskedFor(id, request, stage, context)));
  const places = all.filter((_, index) => isMeant[index]);
  if (places.length === 0) throw handedNoMore(request, context);
  return places;
}

/**
 * In whose place the caller carries something out; undefined where they may do so themselves.
 * @throws AppError as `requestDecider`, to somebody who may not any more
 */
export async function placeToCarryOut(request: GroupRequest, context: RuleContext): Promise<PersonRef | undefined> {
  const { userId } = context.caller;
  if (!wasHandedTo(request, userId) || (await mayCarryOutAs(userId, request, context))) return undefined;
  for (const person of handedToCaller(request, carryingOut(request), context))
    if (await mayCarryOutAs(person.id, request, context)) return person;
  throw handedNoMore(request, context);
}

/** Who could be asked to carry out, or to try again. */
function carryingOut(request: GroupRequest): readonly PersonRef[] {
  const last = request.stages.at(-1);
  return [...askedNow(request), ...request.carriers, ...(last ? askedIn(last) : [])];
}

function handedToCaller(
  request: GroupRequest,
  asked: readonly PersonRef[],
  { caller, clock }: RuleContext,
): PersonRef[] {
  return placesOf(request, asked, caller.userId, clock.now());
}

/** Whether somebody is what the stage asks for, now. */
async function isAskedFor(
  userId: string,
  request: GroupRequest,
  stage: RequestStage,
  context: RuleContext,
): Promise<boolean> {
  if (await isMeantBy(stage.by, userId, { request, asked: stage.approvers }, context)) return true;
  const { escalation } = request.terms;
  if (!escalation || !stage.escalatedAt) return false;
  const isStandIn = stage.standIns.some(({ id }) => id === userId);
  return isStandIn && isMeantBy(escalation.to, userId, { request, asked: stage.standIns }, context);
}

/** Those whom the rule names are believed as they were when it was made: a request keeps the rule of its time. */
async function isMeantBy(
  source: ApproverSource,
  userId: string,
  { request, asked }: { request: GroupRequest; asked: readonly PersonRef[] },
  { directory, approvers, policy }: RuleContext,
): Promise<boolean> {
  const isAsked = asked.some(({ id }) => id === userId);
  if (source.kind === 'people') return isAsked;
  const about = { groupId: request.group.id, requesterId: request.requester.id };
  try {
    // Who owns a group can be told without names, and so with the operation's own right.
    const lookup = { ...approvers, ownersOf: (groupId: string) => directory.ownersOf(groupId) };
    const people = await peopleFrom(source, about, policy, lookup);
    return people.some(({ id }) => id === userId);
  } catch (error) {
    // A deleted group has no owners to read; whoever was asked may then still close its request.
    if (error instanceof AppError && error.kind === 'notFound') return isAsked;
    throw error;
  }
}

/**
 * Whether the caller may carry out what all have agreed to, or try again: whoever decides in the last stage, the requester
 * or an owner, as the rule says. Once a new group is there, its owners may finish it; where nobody has to agree, whoever
 * asked may. A colleague may in the place of one of these who is away, as far as the directory lets them.
 */
export async function mayCarryOut(request: GroupRequest, context: RuleContext): Promise<boolean> {
  if (await mayCarryOutAs(context.caller.userId, request, context)) return true;
  for (const { id } of handedToCaller(request, carryingOut(request), context))
    if (await mayCarryOutAs(id, request, context)) return true;
  return false;
}

async function mayCarryOutAs(userId: string, request: GroupRequest, context: RuleContext): Promise<boolean> {
  const { policy } = context;
  const { kind, terms, stages, details } = request;
  const isOwn = request.requester.id === userId;
  if (kind === 'create' && isCreated(request) && (isOwn || (await ownsNow(userId, request, context)))) return true;
  if (isOwn && kind === 'create' && isOwnWork(request)) return !needsApproval(policy, details ?? request.group);
  if (isOwnWork(request) || terms.carriedOutBy === 'owner') return ownsNow(userId, request, context);
  if (terms.carriedOutBy === 'requester') return isOwn;
  const last = stages.at(-1);
  // Approving anew is deciding: not for whom it is about either.
  const isAboutThem = isOwn || request.subject?.id === userId;
  return !isAboutThem && last !== undefined && isAskedFor(userId, request, last, context);
}

function ownsNow(userId: string, request: GroupRequest, context: RuleContext): Promise<boolean> {
  return isMeantBy({ kind: 'owners' }, userId, { request, asked: everybodyAsked(request) }, context);
}

/** To whoever was asked in the place of somebody who is away, and is not any more. */
function handedNoMore(request: GroupRequest, { caller, clock }: RuleContext): AppError {
  const all = handedOnce(request, caller.userId);
  const over = all.findLast((one) => one.ended ?? one.until <= clock.now());
  if (over) return delegationEnded(over);
  const isTheirTurn = handedOver(request, askedNow(request), clock.now()).some((one) => all.includes(one));
  return isTheirTurn ? notApprover() : othersDecideNow();
}

function wasAsked(request: GroupRequest, userId: string): boolean {
  return everybodyAsked(request).some(({ id }) => id === userId);
}

/** Asked in a stage that is over. */
function isFormer({ stages, stage }: GroupRequest, userId: string): boolean {
  return stages
    .slice(0, stage)
    .some(({ approvers, standIns, decisions }) =>
      [...approvers, ...standIns, ...decisions.map(({ by }) => by)].some(({ id }) => id === userId),
    );
}

function lost({ group }: GroupRequest, stage: RequestStage | undefined): AppError {
  return stage?.by.kind === 'owners' ? noLongerApprover(group.displayName) : notApprover();
}

/** Only the person who made a request may take it back. @throws AppError `request.not-found` */
export const requestRequester: Rule<{ requestId: string }> = async ({ requestId }, { caller, store }) => {
  const request = await store.requests.get(caller.tenantId, requestId);
  if (request?.requester.id !== caller.userId) throw noSuchRequest();
};
