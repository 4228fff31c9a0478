import type { GroupPlan } from './group-plan.ts';
import type { PersonRef } from './people.ts';
import type { RequestWish } from './request-wish.ts';

/** What somebody wrote about an open request. It decides nothing. */
export interface RequestComment {
  /** Of this comment in its request; made of who wrote what when, so that a press that comes twice writes once. */
  id: string;
  by: PersonRef;
  at: Date;
  text: string;
}

/** An earlier request for the same that did not come to anything, as it ended. */
export interface EarlierRequest {
  id: string;
  /** How it ended. */
  status: 'rejected' | 'withdrawn' | 'lapsed' | 'undone' | 'settled' | 'failed';
  /** Absent where nobody decided. */
  by?: PersonRef;
  at?: Date;
  /** Why, in the words of whoever decided; may be empty. */
  reason: string;
}

/** What was asked for where something else was approved. */
export interface AskedAs {
  plan?: GroupPlan;
  /** Null: there was no wish, and a time was added. */
  wish?: RequestWish | null;
}

/** What there is about a request besides who decides on it. */
export interface AroundRequest {
  /** The last time that whoever asked had those reminded for whom it waits. */
  nudge?: { at: Date; people: readonly PersonRef[] };
  /** How many comments were made, and the last of them that are kept, the oldest first. */
  comments?: { count: number; last: readonly RequestComment[] };
  follows?: EarlierRequest;
  askedAs?: AskedAs;
  /** Until when whoever carried it out may take its effect back; absent where there is none of theirs. */
  undoUntil?: Date;
  undone?: { by: PersonRef; at: Date };
}

/** In characters. */
export const longestComment = 1000;
/** So many of the last ones are on the cards. */
export const shownComments = 3;
/** After these, what people wrote is deleted, unless the request is still open. */
export const commentsKeptDays = 90;
/** How often whoever asked may have the others reminded. */
export const nudgeEveryMs = 24 * 3_600_000;
/** For how long what was carried out can be taken back with one press. */
export const undoWithinMs = 10 * 60_000;

/** When the others can be reminded again: at once when absent. */
export function nextNudgeAt({ nudge }: AroundRequest): Date | undefined {
  return nudge && new Date(nudge.at.getTime() + nudgeEveryMs);
}

/** Whether it is early enough to take back what was done. */
export function canStillUndo({ undoUntil }: AroundRequest, now: Date): boolean {
  return undoUntil !== undefined && now < undoUntil;
}

/** Changes whenever one of these does; empty while there is nothing. */
export function aroundStamp({ nudge, comments, undone }: AroundRequest): string {
  return [comments && `c${comments.count}`, nudge && `n${nudge.at.getTime()}`, undone && `u${undone.at.getTime()}`]
    .filter((part) => part !== undefined)
    .map((part) => `/${part}`)
    .join('');
}
