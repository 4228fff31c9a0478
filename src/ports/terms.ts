import type { PersonRef } from '../domain/people.ts';
import type { MembershipTerm, TermState } from '../domain/terms.ts';

/** One message that shows a term, and is kept true. */
export interface TermCopy {
  tenantId: string;
  termId: string;
  /** Whose chat it is. */
  recipientId: string;
  /** What it was sent for, once: which step before which end. */
  occasion: string;
  conversationId: string;
  activityId: string;
}

/** Memberships for a time. */
export interface TermStore {
  /** Gives a membership an end; one that runs already gets this end instead. @returns it as it stands now */
  set(term: MembershipTerm): Promise<MembershipTerm>;
  get(tenantId: string, id: string): Promise<MembershipTerm | undefined>;
  /** The one that runs for this person in this group. */
  running(tenantId: string, groupId: string, personId: string): Promise<MembershipTerm | undefined>;
  /** Moves the end of one that runs and ends then. @returns false when it changed meanwhile */
  move(term: Pick<MembershipTerm, 'tenantId' | 'id' | 'endsAt'>, to: Date, by: PersonRef): Promise<boolean>;
  /** @returns false when it did not run any more */
  close(
    term: Pick<MembershipTerm, 'tenantId' | 'id'>,
    state: Exclude<TermState, 'running'>,
    by?: PersonRef,
  ): Promise<boolean>;
  /** Notes that the person wants more time. @returns false when they asked before, or it does not end then any more */
  askMore(term: Pick<MembershipTerm, 'tenantId' | 'id' | 'endsAt'>, at: Date): Promise<boolean>;
  /** Those that run, the next to end first: in any of these groups and those of this person; all of the tenant where neither is given. */
  list(
    tenantId: string,
    about: { groupIds?: readonly string[]; personId?: string },
    page: { limit: number; after?: Pick<MembershipTerm, 'endsAt' | 'id'> },
  ): Promise<MembershipTerm[]>;
  /** @returns false when the recipient has one for this occasion already */
  addCopy(copy: TermCopy): Promise<boolean>;
  copies(tenantId: string, termId: string): Promise<TermCopy[]>;
}
