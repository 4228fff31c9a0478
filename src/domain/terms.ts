import { AppError } from './errors.ts';
import type { PersonRef } from './people.ts';

/**
 * `running` until somebody ends it; `ended`: the person was taken out; `kept`: they stay for good; `left`: they, or the
 * group, were gone already.
 */
export type TermState = 'running' | 'ended' | 'kept' | 'left';

/** How long somebody is to be a member of a group. Of each person in each group one runs at most. */
export interface MembershipTerm {
  /** A random GUID. Knowing it gives no right. */
  id: string;
  tenantId: string;
  group: { id: string; displayName: string };
  person: PersonRef;
  /** Who said for how long. */
  setBy: PersonRef;
  endsAt: Date;
  state: TermState;
  /** Who ended it or let it stay; absent while it runs, and where nobody had to. */
  closedBy?: PersonRef;
  /** When the person asked for more time; of the end that is set now. */
  moreAskedAt?: Date;
}

/** When people are told before the end, most first. */
export const termSteps = { day: 24 * 3_600_000, hour: 3_600_000, end: 0 } as const;
export type TermStep = keyof typeof termSteps;

/** How much longer the buttons offer. */
export const extensions = { 'two-weeks': 14, 'three-months': 91 } as const;
export type Extension = keyof typeof extensions;

export function isOver({ state, endsAt }: Pick<MembershipTerm, 'state' | 'endsAt'>, now: Date): boolean {
  return state === 'running' && endsAt <= now;
}

/** From the end that was set, or from now where that is over. */
export function extended({ endsAt }: Pick<MembershipTerm, 'endsAt'>, by: Extension, now: Date): Date {
  return new Date(Math.max(endsAt.getTime(), now.getTime()) + extensions[by] * termSteps.day);
}

/** Changes whenever a term does, so that two looks at it can be compared. */
export function termStamp({ state, endsAt, moreAskedAt }: MembershipTerm): string {
  return `${state}@${endsAt.getTime()}@${moreAskedAt?.getTime() ?? 0}`;
}

/** Furthest in the future that makes sense. */
const mostDays = 5 * 366;

/** @throws AppError `term.not-understood`, `term.over`, `term.too-long` */
export function checkedEnd(words: string, endsAt: Date | undefined, now: Date): Date {
  if (!endsAt)
    throw new AppError('input', {
      code: 'term.not-understood',
      advice: `Until when is “${words}”? Say a day, such as “until 15 March”, or a time, such as “for two weeks”.`,
      field: 'until',
    });
  if (endsAt <= now)
    throw new AppError('input', {
      code: 'term.over',
      advice: 'This time is over already. Say a day that is still to come.',
      field: 'until',
    });
  if (endsAt.getTime() - now.getTime() > mostDays * termSteps.day)
    throw new AppError('input', {
      code: 'term.too-long',
      advice: 'That is more than five years. Leave the time out, and the membership has no end.',
      field: 'until',
    });
  return endsAt;
}

export function noSuchTerm(): AppError {
  return new AppError('notFound', {
    code: 'term.not-found',
    advice:
      'This membership has no end any more that you could change. “Memberships for a time” shows those that have.',
  });
}
