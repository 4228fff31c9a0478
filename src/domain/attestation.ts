import { createHash } from 'node:crypto';
import { matchesGroup, type ApproverSource, type RuledGroup } from './approvals.ts';
import { AppError } from './errors.ts';
import type { PersonRef } from './people.ts';

/** What owners are asked about their group. */
export const attestationAsks = ['needed', 'members', 'visibility'] as const;
export type Ask = (typeof attestationAsks)[number];

/** Whom others are asked of when owners stay silent: all of them can be found with nobody signed in. */
export type EscalationTarget = Extract<ApproverSource, { kind: 'admins' | 'people' | 'group' }>;

/** How the groups that it matches are confirmed. */
export interface AttestationRule {
  /** What people read of it, such as “Projects”. */
  name: string;
  /** Group names with `*` for any text, in any case; any of them will do. Absent: every group. */
  groups?: readonly string[];
  /** Any of them. Absent: every group, classified or not. */
  classifications?: readonly string[];
  /** From the end of one round to the beginning of the next. */
  everyDays: number;
  /** How long a round waits for its answers. */
  answerDays: number;
  /** Days after which the owners are reminded; absent: never. */
  remindAfterDays?: number;
  /** Days after which others are asked as well; absent: never. */
  escalation?: { afterDays: number; to: EscalationTarget };
  asks: readonly Ask[];
  /** Whether guests are marked and come first among the members. */
  marksGuests: boolean;
}

/**
 * `open` until everything is answered (`finished`) or the time is over (`lapsed`); `settled`: the group is gone.
 */
export type AttestationState = 'open' | 'finished' | 'lapsed' | 'settled';

/** What the rule said when the round began: a policy that changes meanwhile changes the next round. */
export type AttestationTerms = Pick<AttestationRule, 'asks' | 'marksGuests'> &
  Partial<Pick<AttestationRule, 'everyDays' | 'remindAfterDays' | 'escalation'>>;

export interface AttestationAnswer {
  said: 'yes' | 'no' | 'kept' | 'changed' | 'checked';
  by: PersonRef;
  at: Date;
}

/** How far looking through the members is. */
export interface MembersProgress {
  /** On which nobody has decided yet. */
  left: number;
  kept: number;
  removed: number;
}

/** One round of questions about one group. Of each group one is open at most. */
export interface Attestation {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  group: PersonRef;
  /** From 1. */
  round: number;
  state: AttestationState;
  terms: AttestationTerms;
  startedAt: Date;
  /** When it lapses. */
  lapsesAt: Date;
  escalatedAt?: Date;
  endedAt?: Date;
  /** As the question about it says; absent where that is not asked. */
  visibility?: 'public' | 'private';
  answers: Partial<Record<Ask, AttestationAnswer>>;
  /** Once somebody has begun to look through the members. */
  members?: MembersProgress;
  /** Goes up with each change. */
  revision: number;
}

/** Of somebody who is asked: as an owner, or in their place. */
export type AskedRole = 'owner' | 'standIn';

/** `removing`: somebody is just being taken out; `failed`: that was refused. */
export type AttestedState = 'undecided' | 'kept' | 'removing' | 'removed' | 'failed';

/** Somebody, or something, in a group that is being confirmed. */
export interface AttestedMember {
  id: string;
  displayName: string;
  type: 'person' | 'group' | 'other';
  isGuest: boolean;
  /** Their account may not sign in any more. */
  isDisabled: boolean;
  state: AttestedState;
  /** Why it was refused. */
  code?: string;
}

const dayMs = 24 * 3_600_000;
/** Over so many days the first round of a rule is spread. */
export const spreadDays = 30;
/** So many new questions come to one owner on one day (UTC). */
export const mostNewADay = 5;

/** @returns the first rule that matches; undefined where nobody is asked */
export function attestationRuleFor(rules: readonly AttestationRule[], group: RuledGroup): AttestationRule | undefined {
  return rules.find((rule) => matchesGroup(rule, group));
}

/** @returns of the 30 days after a rule began the one for this group, counted from 0 */
export function spreadOf(groupId: string): number {
  return createHash('sha256').update(groupId.toLowerCase()).digest().readUInt32BE() % spreadDays;
}

/**
 * When a group is asked about. Never before: `everyDays` after it was made, and not before its day of the 30 that begin on
 * the day (UTC) on which the rule was first followed. Else `everyDays` after the last round was finished or lapsed.
 */
export function attestationDue(
  group: { id: string; createdAt: Date | null },
  { everyDays }: Pick<AttestationRule, 'everyDays'>,
  { ruleBegan, lastEnded }: { ruleBegan: Date; lastEnded?: Date | undefined },
): Date {
  if (lastEnded) return new Date(lastEnded.getTime() + everyDays * dayMs);
  const ofAge = (group.createdAt?.getTime() ?? 0) + everyDays * dayMs;
  return new Date(Math.max(ofAge, (dayOf(ruleBegan) + spreadOf(group.id)) * dayMs));
}

/** Days since 1970, in UTC. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayMs);
}

export function startOfDay(day: number): Date {
  return new Date(day * dayMs);
}

/** What can be asked about a group: who is in it where people decide that, and whether it is public where it is either. */
export function asksAbout(
  asks: readonly Ask[],
  group: { kind: string; visibility: string; isDynamic: boolean; isSynced: boolean },
): Ask[] {
  return asks.filter((ask) => {
    if (ask === 'members') return !group.isDynamic && !group.isSynced;
    return ask !== 'visibility' || openVisibility(group) !== undefined;
  });
}

/** Only Microsoft 365 groups are public or private, and those with hidden members are neither. */
export function openVisibility({ kind, visibility }: { kind: string; visibility: string }) {
  if (kind !== 'microsoft365') return undefined;
  return visibility === 'public' || visibility === 'private' ? visibility : undefined;
}

/** What is left to answer. Of a group that is not needed nothing else matters. */
export function openAsks({ state, terms, answers }: Pick<Attestation, 'state' | 'terms' | 'answers'>): Ask[] {
  if (state !== 'open' || answers.needed?.said === 'no') return [];
  return terms.asks.filter((ask) => !answers[ask]);
}

/** The same round with one more answer, and finished where it was the last. */
export function answered(attestation: Attestation, ask: Ask, answer: AttestationAnswer): Attestation {
  const after = { ...attestation, answers: { ...attestation.answers, [ask]: answer } };
  return openAsks(after).length > 0 ? after : { ...after, state: 'finished', endedAt: answer.at };
}

/** When the group is asked about again; undefined where nothing says so. */
export function nextRoundAt({ state, endedAt, terms }: Pick<Attestation, 'state' | 'endedAt' | 'terms'>) {
  if (!endedAt || terms.everyDays === undefined || state === 'settled') return undefined;
  return new Date(endedAt.getTime() + terms.everyDays * dayMs);
}

/** Goes before the others among the members: people from outside, and people who are gone. */
export function isUnusual(
  { isGuest, isDisabled }: Pick<AttestedMember, 'isGuest' | 'isDisabled'>,
  { marksGuests }: Pick<AttestationTerms, 'marksGuests'>,
): boolean {
  return isDisabled || (isGuest && marksGuests);
}

export function noSuchAttestation(): AppError {
  return new AppError('notFound', {
    code: 'attestation.not-found',
    advice: 'This question cannot be found any more. “Groups to confirm” shows those that wait for you.',
  });
}
