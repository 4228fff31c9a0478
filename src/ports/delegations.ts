import type { Delegation, DelegationEnd } from '../domain/delegations.ts';

/** One message that shows a delegation, and is kept true. */
export interface DelegationCopy {
  tenantId: string;
  delegationId: string;
  /** Whose chat it is. */
  recipientId: string;
  /** What it was sent for, once: that it began, or that it ended. */
  occasion: string;
  conversationId: string;
  activityId: string;
}

/** Who decides in whose place while they are away. */
export interface DelegationStore {
  /** @returns false when one of this person runs already: end it first, in the same transaction */
  begin(delegation: Delegation): Promise<boolean>;
  get(tenantId: string, id: string): Promise<Delegation | undefined>;
  /** The one that runs for this person. */
  running(tenantId: string, personId: string): Promise<Delegation | undefined>;
  /** Those by which this person decides for others now, the next to end first. */
  runningFor(tenantId: string, delegateId: string, options: { limit: number }): Promise<Delegation[]>;
  /** @returns false when it did not run any more */
  end(delegation: Pick<Delegation, 'tenantId' | 'id'>, at: Date, by: DelegationEnd): Promise<boolean>;
  /** @returns false when the recipient has one for this occasion already */
  addCopy(copy: DelegationCopy): Promise<boolean>;
  copies(tenantId: string, delegationId: string): Promise<DelegationCopy[]>;
}
