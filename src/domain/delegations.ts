import type { PersonRef } from './people.ts';

/** How one came to its end: by its time, by the person who is back, by the colleague, or by another one in its place. */
export type DelegationEnd = 'time' | 'person' | 'delegate' | 'replaced';

/** Somebody is away, and a colleague decides in their place. Of each person one runs at most. */
export interface Delegation {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  /** Who is away. */
  person: PersonRef;
  /** Who decides in their place. */
  delegate: PersonRef;
  since: Date;
  until: Date;
  /** Absent while it runs. */
  ended?: { at: Date; by: DelegationEnd };
}

/** Whether it holds at this moment: nobody has ended it, and its time is not over, should the job that ends it be late. */
export function isActive({ ended, until }: Delegation, now: Date): boolean {
  return !ended && now < until;
}

/** Changes whenever one does, so that two looks at it can be compared. */
export function delegationStamp({ ended, until }: Delegation): string {
  return ended ? `${ended.by}@${ended.at.getTime()}` : `runs@${until.getTime()}`;
}

/** What of a request says in whose place somebody may be asked. */
interface Handed {
  requester: PersonRef;
  subject?: PersonRef;
  delegations?: readonly Delegation[];
}

/**
 * Those that concern a request now. Nobody is asked about their own request or one about them, for whomever; and what was
 * handed to somebody who is away too is not handed on.
 * @param asked who are asked themselves
 * @param now absent: those that nobody has ended yet
 */
export function handedOver(request: Handed, asked: readonly PersonRef[], now?: Date): Delegation[] {
  const { requester, subject, delegations = [] } = request;
  return delegations.filter(
    (one) =>
      asked.some(({ id }) => id === one.person.id) &&
      one.delegate.id !== requester.id &&
      one.delegate.id !== subject?.id &&
      (now ? isActive(one, now) : !one.ended),
  );
}

/** In whose places somebody is asked; see `handedOver`. */
export function placesOf(request: Handed, asked: readonly PersonRef[], userId: string, now?: Date): PersonRef[] {
  return handedOver(request, asked, now)
    .filter(({ delegate }) => delegate.id === userId)
    .map(({ person }) => person);
}
