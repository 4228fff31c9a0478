import type { GroupPlan } from '../domain/group-plan.ts';
import type { PersonRef } from '../domain/people.ts';
import type { AroundRequestStore } from './around-requests.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { GroupRequest, RequestCardCopy, RequestStatus } from '../domain/requests.ts';
import type { Decision } from '../domain/stages.ts';

/** Where a page of requests ended. Several can be made in the same millisecond, so the time alone is no place. */
export type RequestPosition = Pick<GroupRequest, 'createdAt' | 'id'>;

/** A request as it ended, or stands. */
export interface PastRequest {
  request: GroupRequest;
  /** Of its group, as the scan read it last. */
  classification?: string;
}

export interface RequestStore extends AroundRequestStore {
  /**
   * @throws AppError `request.already-open` (conflict) when the person has an open request of this kind for the group and,
   *   where it is about somebody else, for the same subject
   */
  insert(request: GroupRequest): Promise<void>;
  get(tenantId: string, id: string): Promise<GroupRequest | undefined>;
  /**
   * The open request (`pending`, `agreed`, `approved` or `failed`) of this person for this group, if there is one: a second one of
   * the same kind about the same subject is never made (a unique index holds it).
   * @param about a request to join when absent
   */
  pendingFor(
    tenantId: string,
    requesterId: string,
    groupId: string,
    about?: { kind: RequestKind; subjectId?: string },
  ): Promise<GroupRequest | undefined>;
  /** Newest first. */
  byRequester(
    tenantId: string,
    requesterId: string,
    options: { limit: number; before?: RequestPosition },
  ): Promise<GroupRequest[]>;
  /** Those of everybody that were made since then, a page at a time, in the order of their ids. */
  madeSince(tenantId: string, start: Date, page: { limit: number; after?: string }): Promise<PastRequest[]>;
  /** Those in which this person is asked now: to decide and has not, to carry out, or to try again. Oldest first. */
  waitingFor(
    tenantId: string,
    approverId: string,
    options: { limit: number; after?: RequestPosition },
  ): Promise<GroupRequest[]>;
  /**
   * Keeps what somebody has said in the stage whose turn it is, and how the request stands after it, if nothing of it has
   * changed since it was read.
   * @param after as `afterDecision` gives it
   * @returns false when somebody was faster: read it again
   */
  decide(before: GroupRequest, decision: Decision, after: GroupRequest): Promise<boolean>;
  /** Asks the stand-ins of the stage whose turn it is. @returns false as `decide` does */
  escalate(before: GroupRequest, at: Date): Promise<boolean>;
  /**
   * Moves a request on, if it still stands where the caller believes.
   * @returns false when somebody was faster: read it again and say so.
   */
  move(
    tenantId: string,
    id: string,
    from: RequestStatus,
    to: RequestStatus,
    change?: {
      decision?: Decision;
      failureCode?: string;
      details?: GroupPlan;
      /** Until when it can be taken back. */
      undoUntil?: Date;
      undone?: { by: PersonRef; at: Date };
    },
  ): Promise<boolean>;
  /** Keeps which group a request to create one has become. */
  setGroup(tenantId: string, id: string, group: GroupRequest['group']): Promise<void>;
  /** @returns false when the message is among them already */
  addCopy(copy: RequestCardCopy): Promise<boolean>;
  copies(tenantId: string, requestId: string): Promise<RequestCardCopy[]>;
}
