import type { GroupPlan } from './group-plan.ts';
import type { PersonRef } from './people.ts';

/** What is asked for. A kind says what its approval executes; see `operations/requests/carry-out.ts`. */
export type RequestKind = 'join' | 'add-member' | 'create' | 'team';

/**
 * `pending → approved → done`, or `rejected`, `withdrawn`, `lapsed`; `approved → failed` when Graph refused what the
 * approver had decided, and from there to `approved` again.
 */
export type RequestStatus = 'pending' | 'approved' | 'done' | 'rejected' | 'withdrawn' | 'lapsed' | 'failed';

export interface GroupRequest {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  kind: RequestKind;
  /** For `create`, the id is the request's own until the group is there. */
  group: { id: string; displayName: string };
  requester: PersonRef;
  /** Whom it is about, where that is somebody else than the requester (`add-member`). */
  subject?: PersonRef;
  /** What is to be created (`create`). */
  details?: GroupPlan;
  /** What the requester wrote; may be empty. */
  reason: string;
  /** Who were asked to decide, when the request was made. Whether one still may is asked again on each click. */
  approvers: PersonRef[];
  status: RequestStatus;
  createdAt: Date;
  lapsesAt: Date;
  decision?: Decision;
  /** Why the approved change could not be made: the code of an `AppError`. */
  failureCode?: string;
}

export interface Decision {
  by: PersonRef;
  at: Date;
  outcome: 'approved' | 'rejected';
  /** Required on rejection. */
  reason: string;
}

/** One message that shows a request, in somebody's chat, and is kept true. */
export interface RequestCardCopy {
  requestId: string;
  tenantId: string;
  conversationId: string;
  activityId: string;
  /** Whose chat it is, and so which view it shows. */
  recipientId: string;
  role: 'approver' | 'requester';
}

/** How long owners have to decide. */
export const lapsesAfterDays = 7;

/** Still to be decided or carried out; while it is, the same person cannot ask for the same again. */
export function isOpen(request: GroupRequest): boolean {
  return request.status === 'pending' || request.status === 'approved' || request.status === 'failed';
}

/**
 * When an open request ends by itself: nobody decided in time, or for as long nobody could carry out what was approved.
 * @returns undefined while it cannot end by itself
 */
export function endsAt({ status, lapsesAt, decision }: GroupRequest): Date | undefined {
  if (status === 'pending') return lapsesAt;
  if (status !== 'failed' || !decision) return undefined;
  return new Date(Math.max(lapsesAt.getTime(), decision.at.getTime() + lapsesAfterDays * 86_400_000));
}

/** Who becomes a member when the request is granted. */
export function subjectOf(request: Pick<GroupRequest, 'requester' | 'subject'>): PersonRef {
  return request.subject ?? request.requester;
}

/** Whether it lets somebody into a group, which takes fewer rights than the other kinds. */
export function isAboutMembership({ kind }: Pick<GroupRequest, 'kind'>): boolean {
  return kind === 'join' || kind === 'add-member';
}

/** Whether nobody else had to agree: whoever asked may carry it out, and try again. */
export function isOwnWork({ approvers }: Pick<GroupRequest, 'approvers'>): boolean {
  return approvers.length === 0;
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
  return `${request.status}@${request.decision?.at.getTime() ?? 0}`;
}
