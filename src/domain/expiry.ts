import type { PersonRef } from './people.ts';

export const dayMs = 24 * 3_600_000;
/** How long an owner is left in peace who wants to hear again. */
const laterMs = 3 * dayMs;
/** How long a deleted group can be brought back. */
export const restorableDays = 30;

/**
 * One end of one group: what the directory said, and what came of it. A renewed group has a new one.
 * `moved`: the directory says another date now; `exempt`: none; `gone`: the group is deleted.
 */
export interface Expiration {
  tenantId: string;
  groupId: string;
  groupName: string;
  expiresAt: Date;
  state: 'open' | 'moved' | 'exempt' | 'gone';
  /** For `moved`: the date that holds now. */
  movedTo?: Date;
  /** The owner who said last that the group may go. */
  notNeeded?: { by: PersonRef; at: Date };
}

export type NoticeRecipient = { kind: 'owner'; userId: string } | { kind: 'channel'; groupId: string };

/**
 * `waiting → sending → sent`; `sending` for longer than a moment means that nobody knows whether it arrived. `dead`: the
 * recipient cannot be reached; `dropped`: it was not true or not wanted any more when it was due.
 */
export type NoticeState = 'waiting' | 'sending' | 'sent' | 'dead' | 'dropped';

/** One message about one end of a group to one recipient; also the copy of its card that is kept true. */
export interface Notice {
  /** A random GUID. */
  id: string;
  tenantId: string;
  groupId: string;
  expiresAt: Date;
  /** Days before the end, such as `30`, or `later:<day>` for a reminder that an owner asked for. Unique per recipient. */
  step: string;
  recipient: NoticeRecipient;
  dueAt: Date;
  plannedAt: Date;
  state: NoticeState;
  /** Since when it is `sending`. */
  sendingAt?: Date;
  message?: { conversationId: string; activityId: string };
}

/**
 * The threshold that speaks now: of those that are due, the nearest to the end. When time has jumped over several, the
 * others would only repeat what it says.
 * @param noticeDays days before the end at which people are told, most first, as policy says
 * @returns undefined before the first one and once the group has expired
 */
export function dueThreshold(expiresAt: Date, now: Date, noticeDays: readonly number[]): number | undefined {
  if (now >= expiresAt) return undefined;
  return noticeDays.findLast((days) => thresholdAt(expiresAt, days) <= now);
}

/** Thresholds that come up after now and not later than `until`. */
export function comingThresholds(
  expiresAt: Date,
  now: Date,
  until: Date,
  noticeDays: readonly number[],
): { days: number; at: Date }[] {
  return noticeDays
    .map((days) => ({ days, at: thresholdAt(expiresAt, days) }))
    .filter(({ at }) => at > now && at <= until);
}

/** Whether a notice still says what is due: it is not when a nearer one is, nor once the group has expired. */
export function isStillDue(
  { step, expiresAt }: Pick<Notice, 'step' | 'expiresAt'>,
  now: Date,
  noticeDays: readonly number[],
): boolean {
  if (now >= expiresAt) return false;
  return step.startsWith('later:') || Number(step) === dueThreshold(expiresAt, now, noticeDays);
}

/**
 * When an owner hears again who wants to be reminded later: at the next threshold or in three days, whichever is first.
 * @returns undefined when the group expires before
 */
export function remindLaterAt(
  expiresAt: Date,
  now: Date,
  noticeDays: readonly number[],
): { at: Date; step?: string } | undefined {
  const at = new Date(now.getTime() + laterMs);
  const [next] = comingThresholds(expiresAt, now, at, noticeDays);
  if (next) return { at: next.at };
  return at < expiresAt ? { at, step: `later:${at.toISOString().slice(0, 10)}` } : undefined;
}

/** Changes whenever what the cards say does. */
export function expirationStamp({ state, movedTo, notNeeded }: Expiration): string {
  return `${state}@${movedTo?.getTime() ?? 0}@${notNeeded?.at.getTime() ?? 0}`;
}

function thresholdAt(expiresAt: Date, days: number): Date {
  return new Date(expiresAt.getTime() - days * dayMs);
}
