import type { Candidate, CandidateState, OpenState, OwnerSearch, SearchState } from '../domain/owner-search.ts';
import type { PersonRef } from '../domain/people.ts';

/** One message that shows a search, and is kept true. */
export interface SearchCopy {
  tenantId: string;
  searchId: string;
  /** Whose chat it is. */
  recipientId: string;
  /** What it was sent for: each recipient gets one for each. */
  occasion: string;
  conversationId: string;
  activityId: string;
}

/** Where a page of searches ended. */
export type SearchPosition = Pick<OwnerSearch, 'since' | 'id'>;

/** The searches for owners of groups that nobody owns, and who is asked. */
export interface OwnerSearchStore {
  /** @returns false when a search for the group is open already */
  begin(search: OwnerSearch): Promise<boolean>;
  get(tenantId: string, id: string): Promise<OwnerSearch | undefined>;
  /** The open one for a group. */
  openFor(tenantId: string, groupId: string): Promise<OwnerSearch | undefined>;
  /** Open ones, the oldest first. */
  open(tenantId: string, page: { limit: number; after?: SearchPosition }): Promise<OwnerSearch[]>;
  countOpen(tenantId: string): Promise<Record<OpenState, number>>;
  /**
   * Counts a change, and holds the search until the end of the transaction: whoever wants to change it too waits.
   * @returns the search as it is then; undefined when there is none
   */
  hold(tenantId: string, id: string): Promise<OwnerSearch | undefined>;
  /** @returns false when it stands otherwise by now */
  move(
    search: Pick<OwnerSearch, 'tenantId' | 'id'>,
    from: readonly SearchState[],
    to: { state: SearchState; round?: number; owner?: PersonRef; confirmedBy?: PersonRef },
  ): Promise<boolean>;
  /** Adds those who are not among them yet, behind the others, in this order. */
  addCandidates(
    search: Pick<OwnerSearch, 'tenantId' | 'id'>,
    people: readonly Pick<Candidate, 'person' | 'kind'>[],
  ): Promise<void>;
  /** In the order in which they are asked. */
  candidates(tenantId: string, searchId: string): Promise<Candidate[]>;
  candidate(tenantId: string, searchId: string, personId: string): Promise<Candidate | undefined>;
  /** @returns false when they stand otherwise by now */
  moveCandidate(
    candidate: Pick<Candidate, 'tenantId' | 'searchId' | 'person'>,
    from: readonly CandidateState[],
    to: Pick<Candidate, 'state'> & Partial<Pick<Candidate, 'answerBy' | 'acceptedAt' | 'person'>>,
  ): Promise<boolean>;
  /** @returns false when the recipient has one for this occasion already */
  addCopy(copy: SearchCopy): Promise<boolean>;
  copies(tenantId: string, searchId: string): Promise<SearchCopy[]>;
}
