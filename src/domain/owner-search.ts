import { administratorsOnly } from './audit-readers.ts';
import { AppError } from './errors.ts';
import type { PersonRef } from './people.ts';

/**
 * `asking`: candidates are asked; `accepted`: somebody would own the group, and that is to be confirmed; `exhausted`: all
 * were asked and nobody wants to; `confirmed`: somebody was made the owner; `settled`: the group has an owner without it, or
 * is gone.
 */
export type SearchState = 'asking' | 'accepted' | 'exhausted' | 'confirmed' | 'settled';

/** States in which the group still has nobody. Of each group one search is open at most. */
export const openStates = ['asking', 'accepted', 'exhausted'] as const satisfies readonly SearchState[];
export type OpenState = (typeof openStates)[number];

/** The search for somebody who owns a group that nobody owns. */
export interface OwnerSearch {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  group: { id: string; displayName: string };
  state: SearchState;
  since: Date;
  /** Directory ids of those who were owners when it began and do not count: they have left, or are guests. */
  formerIds: readonly string[];
  /** How often all were asked, from 1. */
  round: number;
  /** Grows with every change of the search or of a candidate. */
  revision: number;
  /** Who was made the owner; once it is confirmed. */
  owner?: PersonRef;
  /** Who confirmed it; absent where the app did. */
  confirmedBy?: PersonRef;
}

/**
 * `waiting` for their turn; `asked`: may answer; `silent`: did not in time; `unreachable`: the bot cannot write to them.
 * Whoever was asked may still accept while the search is open.
 */
export type CandidateState = 'waiting' | 'asked' | 'declined' | 'silent' | 'unreachable' | 'accepted';

/** Somebody who is asked to own the group, or will be. */
export interface Candidate {
  tenantId: string;
  searchId: string;
  person: PersonRef;
  /** The order in which they are asked, from 0. */
  place: number;
  /** The manager of an owner who left, who need not be in the group; a member of it. */
  kind: 'manager' | 'member';
  state: CandidateState;
  /** When their time to answer ends; once they are asked. */
  answerBy?: Date;
  /** When they accepted last. */
  acceptedAt?: Date;
}

export function isSearchOpen({ state }: Pick<OwnerSearch, 'state'>): boolean {
  return (openStates as readonly SearchState[]).includes(state);
}

/** Those who would own it, who accepted first before the others. */
export function willing(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .filter(({ state }) => state === 'accepted')
    .sort((one, other) => (one.acceptedAt?.getTime() ?? 0) - (other.acceptedAt?.getTime() ?? 0));
}

/** Who is asked next, so that no more than `askAtOnce` have to answer at a time. */
export function nextToAsk(candidates: readonly Candidate[], askAtOnce: number): Candidate[] {
  const asked = candidates.filter(({ state }) => state === 'asked').length;
  return candidates.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, askAtOnce - asked));
}

export function noSuchSearch(): AppError {
  return new AppError('notFound', {
    code: 'ownerless.not-found',
    advice: 'This question cannot be found any more. There is nothing to do.',
  });
}

/** The list is for administrators. */
export function ownerlessDenied(): AppError {
  return administratorsOnly('ownerless.denied', 'Groups without owners are');
}

/** Only members look after their group. */
export function noLongerMember(group: { displayName: string }): AppError {
  return new AppError('denied', {
    code: 'ownerless.not-member',
    advice: `You are not a member of “${group.displayName}” any more, so you cannot own it. Join it first.`,
  });
}

export function guestsOwnNothing(): AppError {
  return new AppError('denied', {
    code: 'ownerless.guest',
    advice: 'Guests are not asked to own groups. Somebody who works here has to.',
  });
}

/** Nobody makes themselves an owner. */
export function confirmOneself(): AppError {
  return new AppError('denied', {
    code: 'ownerless.oneself',
    advice: 'Nobody makes themselves an owner here. Another administrator can confirm it.',
  });
}
