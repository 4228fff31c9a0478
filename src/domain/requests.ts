import { aroundStamp, type AroundRequest } from './around-request.ts';
import { delegationStamp, handedOver, placesOf, type Delegation } from './delegations.ts';
import type { GroupPlan } from './group-plan.ts';
import type { PersonRef } from './people.ts';
import type { RequestKind } from './request-kinds.ts';
import type { RequestWish } from './request-wish.ts';
import { askedIn, isAgreed, openIn, saidIn, type Decision, type RequestStage, type RequestTerms } from './stages.ts';

/**
 * `pending → approved → done`, or `rejected`, `withdrawn`, `lapsed`; `approved → failed` when Graph refused what was
 * approved, and from there to `approved` again. `agreed`: all stages are through, and somebody else than the last approver
 * is to carry it out; `approved` from then on. `settled`: what it asked for has changed so that there is nothing to decide.
 * `done → undone` when whoever carried it out took that back at once.
 */
export type RequestStatus =
  'pending' | 'agreed' | 'approved' | 'done' | 'rejected' | 'withdrawn' | 'lapsed' | 'failed' | 'settled' | 'undone';

export interface GroupRequest extends AroundRequest {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  kind: RequestKind;
  /** For `create`, the id is the request's own until the group is there. */
  group: { id: string; displayName: string };
  requester: PersonRef;
  /** Whom it is about, where that is somebody else than the requester: who is let in, made an owner, or gets the group. */
  subject?: PersonRef;
  /** What is to be created (`create`). */
  details?: GroupPlan;
  /** What else it says: the other name, channels, and how the group stood when it was asked. */
  wish?: RequestWish;
  /** What the requester wrote; may be empty. */
  reason: string;
  /** Who have to agree, in this order; none where nobody has to. */
  stages: readonly RequestStage[];
  /** Whose turn it is, from 0; the number of stages when all have agreed and it waits to be carried out. */
  stage: number;
  /** Who are asked to carry it out once all have agreed, where that is not whoever approves last. */
  carriers: readonly PersonRef[];
  terms: RequestTerms;
  /** By which colleagues are, or were, asked in the place of those who are asked; absent where there are none. */
  delegations?: readonly Delegation[];
  status: RequestStatus;
  createdAt: Date;
  lapsesAt: Date;
  /** The last word: of whoever rejected it, approved it last, or then carried it out. */
  decision?: Decision;
  /** Why the approved change could not be made, or why there is nothing to decide: the code of an `AppError`. */
  failureCode?: string;
  /** Counts its changes, so that of two who decide at once the later looks again. */
  revision: number;
}

/** Why it could not be carried out: a colleague agreed in the place of an owner, and owns nothing. */
export const delegateDenied = 'request.delegate-denied';

/** One message that shows a request, in somebody's chat, and is kept true. */
export interface RequestCardCopy {
  requestId: string;
  tenantId: string;
  conversationId: string;
  activityId: string;
  /** Whose chat it is, and so which view it shows. */
  recipientId: string;
  role: 'approver' | 'requester';
  /** Which stage it asked about when it came; the first when absent. Below 0: it only told about the request. */
  stage?: number;
}

/** Still to be decided or carried out; while it is, the same person cannot ask for the same again. */
export function isOpen(request: GroupRequest): boolean {
  return openStatuses.includes(request.status);
}

const openStatuses: readonly RequestStatus[] = ['pending', 'agreed', 'approved', 'failed'];

/**
 * When an open request ends by itself: nobody decided in time, or for as long nobody could carry out what was approved.
 * @returns undefined while it cannot end by itself
 */
export function endsAt({ status, lapsesAt, decision, terms }: GroupRequest): Date | undefined {
  if (status === 'pending') return lapsesAt;
  if (status !== 'failed' && status !== 'agreed') return undefined;
  if (!decision) return lapsesAt;
  return new Date(Math.max(lapsesAt.getTime(), decision.at.getTime() + terms.lapsesAfterDays * 86_400_000));
}

/** Who becomes a member when the request is granted. */
export function subjectOf(request: Pick<GroupRequest, 'requester' | 'subject'>): PersonRef {
  return request.subject ?? request.requester;
}

/** Whether what it does has an inverse: a new group, or a team, is not taken away with one press. */
export function canBeUndone({ kind }: Pick<GroupRequest, 'kind'>): boolean {
  return kind !== 'create' && kind !== 'team';
}

/** Whether nobody else had to agree: whoever asked may carry it out, and try again. */
export function isOwnWork({ stages, carriers }: Pick<GroupRequest, 'stages' | 'carriers'>): boolean {
  return stages.length === 0 && carriers.length === 0;
}

/** The stage whose turn it is; undefined once all have agreed. */
export function stageOf({ stages, stage }: Pick<GroupRequest, 'stages' | 'stage'>): RequestStage | undefined {
  return stages[stage];
}

/** Everybody who was asked so far, each once. */
export function everybodyAsked(request: Pick<GroupRequest, 'stages' | 'stage' | 'carriers'>): PersonRef[] {
  const { stages, stage, carriers } = request;
  const asked = stages.slice(0, stage + 1).flatMap(askedIn);
  return different(stage >= stages.length ? [...asked, ...carriers] : asked);
}

/** Who are asked now: to decide, to carry it out, or to try again. */
export function askedNow(request: Pick<GroupRequest, 'stages' | 'stage' | 'carriers'>): readonly PersonRef[] {
  const stage = stageOf(request);
  return stage ? askedIn(stage) : request.carriers;
}

/** Of whom the stage whose turn it is still waits, with the colleagues of those who are away. */
export function openNow(request: GroupRequest): readonly PersonRef[] {
  const stage = stageOf(request);
  const open = stage ? openIn(stage) : [];
  return different([...open, ...handedOver(request, open).map(({ delegate }) => delegate)]);
}

/** Colleagues of those who are asked now, and are away: they are asked in their places. */
export function delegatesNow(request: GroupRequest): readonly Delegation[] {
  return handedOver(request, askedNow(request));
}

/** Who are asked now, with the colleagues of those who are away; each once. */
export function askedWithColleagues(request: GroupRequest): readonly PersonRef[] {
  return different([...askedNow(request), ...delegatesNow(request).map(({ delegate }) => delegate)]);
}

/**
 * Those delegations that concern a request: they run, or ended after somebody was asked whom they are about.
 * @returns nothing where there are none
 */
export function delegationsOf(
  request: Pick<GroupRequest, 'stages' | 'carriers' | 'createdAt'>,
  delegations: readonly Delegation[],
): Pick<GroupRequest, 'delegations'> {
  const { stages, carriers, createdAt } = request;
  const asked = [
    ...stages.flatMap(({ approvers, standIns, begunAt = createdAt }) =>
      [...approvers, ...standIns].map(({ id }) => ({ id, since: begunAt })),
    ),
    ...carriers.map(({ id }) => ({ id, since: createdAt })),
  ];
  const about = delegations.filter(({ person, ended }) =>
    asked.some(({ id, since }) => id === person.id && (!ended || ended.at >= since)),
  );
  return about.length > 0 ? { delegations: about } : {};
}

/** Whether somebody is, or was, asked in the place of others. */
export function wasHandedTo(request: GroupRequest, userId: string): boolean {
  return handedOnce(request, userId).length > 0;
}

/** By which somebody is, or was, asked in the place of others; the last one last. */
export function handedOnce(request: GroupRequest, userId: string): readonly Delegation[] {
  const { requester, subject, delegations = [] } = request;
  if (userId === requester.id || userId === subject?.id) return [];
  const asked = new Set(everybodyAsked(request).map(({ id }) => id));
  return delegations.filter(({ person, delegate }) => delegate.id === userId && asked.has(person.id));
}

/** Whether the turn of the last stage has come, or gone. */
export function isInLastStage({ stages, stage }: Pick<GroupRequest, 'stages' | 'stage'>): boolean {
  return stage >= stages.length - 1;
}

/** Whether whoever approves last also carries it out, in the same click. */
export function endsWithApproval(request: Pick<GroupRequest, 'stages' | 'stage' | 'terms'>): boolean {
  return isInLastStage(request) && request.terms.carriedOutBy === 'approver';
}

/**
 * How a pending request stands after somebody has decided in the stage whose turn it is.
 * @param mayDecide the ids of those who were asked and still may; undefined where nobody could say
 * @param others the same word, as it counts for others too in whose place it was said
 */
export function afterDecision(
  request: GroupRequest,
  decision: Decision,
  mayDecide?: ReadonlySet<string>,
  others: readonly Decision[] = [],
): GroupRequest {
  const stages = request.stages.map((stage, index) =>
    index === request.stage ? { ...stage, decisions: [...stage.decisions, decision, ...others] } : stage,
  );
  const said: GroupRequest = { ...request, stages };
  if (decision.outcome === 'rejected') return { ...said, status: 'rejected', decision };
  const now = stages[request.stage];
  if (now && !isAgreed(now, mayDecide)) return said;
  const next = stages[request.stage + 1];
  if (next) {
    const begun = stages.with(request.stage + 1, { ...next, begunAt: decision.at });
    return { ...said, stages: begun, stage: request.stage + 1 };
  }
  if (request.terms.carriedOutBy === 'approver') return { ...said, status: 'approved', decision };
  return { ...said, status: 'agreed', stage: stages.length, decision };
}

/** Whether somebody is waited for, in their own place or in others': to decide, as far as nobody has, to carry out or try again. */
export function isWaitingFor(request: GroupRequest, userId: string): boolean {
  const places = placesOf(request, askedNow(request), userId);
  return isAskedStill(request, userId) || places.some(({ id }) => isAskedStill(request, id));
}

function isAskedStill(request: GroupRequest, userId: string): boolean {
  if (!askedNow(request).some(({ id }) => id === userId)) return false;
  if (request.status === 'pending') return !saidIn(stageOf(request), userId);
  return request.status === 'failed' || request.status === 'agreed';
}

function different(people: readonly PersonRef[]): PersonRef[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** Of whom it waits besides whoever asked: those can be reminded. */
export function waitsFor(request: GroupRequest): PersonRef[] {
  return askedWithColleagues(request).filter(({ id }) => id !== request.requester.id && isWaitingFor(request, id));
}

/** Whether the group of a request to create one is there. */
export function isCreated({ id, group }: Pick<GroupRequest, 'id' | 'group'>): boolean {
  return group.id !== id;
}

/** Whether a new group was approved but its name refused: whoever tries again may give another. */
export function isToBeNamedAnew(request: GroupRequest): boolean {
  const { status, failureCode = '' } = request;
  return status === 'failed' && failureCode.startsWith('name.') && !isCreated(request);
}

/** Changes whenever a request does, so that two looks at it can be compared. */
export function stateStamp(request: GroupRequest): string {
  const { status, decision, stage } = request;
  const said = request.stages.reduce((count, { decisions }) => count + decisions.length, 0);
  const asked = request.stages.filter(({ escalatedAt }) => escalatedAt).length;
  const handed = request.delegations?.map((one) => `/${delegationStamp(one)}`).join('') ?? '';
  return `${status}@${decision?.at.getTime() ?? 0}/${stage}.${said}.${asked}${aroundStamp(request)}${handed}`;
}
