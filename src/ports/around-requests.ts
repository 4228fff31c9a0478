import type { RequestComment } from '../domain/around-request.ts';
import type { PersonRef } from '../domain/people.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { GroupRequest } from '../domain/requests.ts';

/** What there is about a request besides who decides on it. */
export interface AroundRequestStore {
  /**
   * Notes that those were reminded for whom an open request waits.
   * @param change.notSince nothing is noted where they were reminded later than this
   * @returns false when somebody was faster, or it is not open any more
   */
  nudge(
    tenantId: string,
    id: string,
    change: { at: Date; people: readonly PersonRef[]; notSince: Date },
  ): Promise<boolean>;
  /**
   * Keeps what somebody wrote about an open request, once.
   * @returns false when it is there already
   * @throws AppError `request.closed` (conflict) when it is not open any more: nothing is kept
   */
  comment(tenantId: string, id: string, comment: RequestComment): Promise<boolean>;
  /** One that is still kept. */
  commentOf(tenantId: string, id: string, commentId: string): Promise<RequestComment | undefined>;
  /** Deletes what was written before then, but for what is about open requests. */
  forgetCommentsBefore(time: Date): Promise<void>;
  /** The last request of this person for the same that is not open any more. */
  lastClosed(
    tenantId: string,
    requesterId: string,
    groupId: string,
    about: { kind: RequestKind; subjectId?: string },
  ): Promise<GroupRequest | undefined>;
}
