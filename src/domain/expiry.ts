import type { PersonRef } from './people.ts';

export const dayMs = 24 * 3_600_000;
/** How long an owner is left in peace who wants to hear again. */
const laterMs = 3 * dayMs;
/** How long a deleted group can be brought back. */
export const restorableDays = 30;

/**
 * One end of one group: what the directory said, and what came of it. A renewed group has a new one.
 * `moved`: the directory says another date now; `exempt`: none; `gone`: the group is deleted; `restored`: it was brought back;
 * `purged`: it cannot be brought back any more.
 */
export interface Expiration {
  tenantId: string;
  groupId: string;
  groupName: string;
  expiresAt: Date;
  /** The group is deleted already, and this end is when it is gone for ever. */
  isDeletion?: true;
  state: 'open' | 'moved' | 'exempt' | 'gone' | 'restored' | 'purged';
  /** For `moved` and `restored`: the date that holds now. For `gone`: until when the group can be brought back, where known. */
  movedTo?: Date;
  /** The owner who said last that the group may go; of a deletion, who deleted it. */
  notNeeded?: { by: PersonRef; at: Date };
  /** What people said of it besides, the first to speak first; nobody says the same twice. */
  said?: readonly Saying[];
}

/**
 * `not-mine`: an owner who has nothing to do with the group; `handed-over`: one who is none any more; `still-needed`: somebody
 * who may not renew it, but wants it kept.
 */
export interface Saying {
  what: 'not-mine' | 'handed-over' | 'still-needed';
  by: PersonRef;
  /** Of `handed-over`: who owns it instead. */
  to?: PersonRef;
  at: Date;
}

/** Who is told where no owner of a group could be reached, in this order. */
export const standInKinds = ['manager', 'member', 'admin'] as const;
export type StandInKind = (typeof standInKinds)[number];

export type PersonalRecipient = { kind: 'owner' | StandInKind; userId: string };
export type NoticeRecipient = PersonalRecipient | { kind: 'channel'; groupId: string };

export function isPersonal(recipient: NoticeRecipient): recipient is PersonalRecipient {
  return recipient.kind !== 'channel';
}

/**
 * `waiting → sending → sent`; `sending` for longer than a moment means that nobody knows whether it arrived. `dead`: the
 * recipient cannot be reached; `dropped`: it was not true or not wanted any more when it was due.
 */
export type NoticeState = 'waiting' | 'sending' | 'sent' | 'dead' | 'dropped';

/** What one recipient is told of one end of a group; also the copy of its card that is kept true. */
export interface Notice {
  /** A random GUID. */
  id: string;
  tenantId: string;
  groupId: string;
  expiresAt: Date;
  /**
   * Days before the end, such as `30`, `later:<day>` for a reminder that an owner asked for, or `news:<stamp>` for what
   * became of the end, told in the thread of a channel. Unique per recipient.
   */
  step: string;
  recipient: NoticeRecipient;
  dueAt: Date;
  plannedAt: Date;
  state: NoticeState;
  /** Since when it is `sending`. */
  sendingAt?: Date;
  /** Several notices to one person that are one message have the same. */
  digestId?: string;
  /** In a channel: the post in whose thread it is. */
  rootId?: string;
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

/**
 * Whether a notice still says what is due: it is not when a nearer one is, nor once the group has expired.
 * @param days before the end at which people are told of an end of this kind
 */
export function isStillDue(
  { step, expiresAt }: Pick<Notice, 'step' | 'expiresAt'>,
  now: Date,
  days: readonly number[],
): boolean {
  if (now >= expiresAt) return false;
  return step.startsWith('later:') || Number(step) === dueThreshold(expiresAt, now, days);
}

/** Whether this person has left the end to others, and hears no more of it. */
export function hasLeftIt(expiration: Pick<Expiration, 'said'>, userId: string): boolean {
  return hasSaid(expiration, 'not-mine', userId) || hasSaid(expiration, 'handed-over', userId);
}

/** The step by which the thread in a channel hears what became of an end. */
export function newsStep(expiration: Expiration): string {
  return `${newsPrefix}${expiration.state}@${expiration.movedTo?.getTime() ?? 0}`;
}

export function isNews({ step }: Pick<Notice, 'step'>): boolean {
  return step.startsWith(newsPrefix);
}

const newsPrefix = 'news:';

/** When a group that was deleted is gone for ever. */
export function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + restorableDays * dayMs);
}

/** Whether this person has said so of the end. */
export function hasSaid({ said }: Pick<Expiration, 'said'>, what: Saying['what'], userId: string): boolean {
  return said?.some((one) => one.what === what && one.by.id === userId) === true;
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
export function expirationStamp({ state, movedTo, notNeeded, said = [] }: Expiration): string {
  return `${state}@${movedTo?.getTime() ?? 0}@${notNeeded?.at.getTime() ?? 0}@${said.length}`;
}

function thresholdAt(expiresAt: Date, days: number): Date {
  return new Date(expiresAt.getTime() - days * dayMs);
}
