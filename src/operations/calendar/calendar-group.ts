import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { wallClock } from '../../domain/wall-clock.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

const broken = 'This button is broken. Ask again for the calendar of the group.';

/** Exchange's id of an event; only cards carry it. */
export const eventId = z.string({ error: broken }).min(1, broken).max(512, broken);

/**
 * The group that a person names, when it has a calendar.
 * @throws AppError `event.no-calendar`
 */
export async function calendarGroup(name: string, { directory }: Pick<Services, 'directory'>): Promise<Group> {
  const group = await resolveGroup(directory, name);
  if (group.kind === 'microsoft365') return group;
  throw new AppError('denied', {
    code: 'event.no-calendar',
    advice: `“${group.displayName}” has no calendar: only Microsoft 365 groups have.`,
  });
}

/** Whether the caller belongs to the group, without which Exchange lets nobody plan. */
export async function canPlan(group: Group, { directory }: Pick<Services, 'directory'>): Promise<boolean> {
  const { isMember, isOwner } = await directory.standingIn(group.id);
  return isMember || isOwner;
}

/**
 * Spares somebody a form that Exchange would refuse.
 * @throws AppError `event.not-member`
 */
export async function refuseUnlessMember(group: Group, services: Pick<Services, 'directory'>): Promise<void> {
  if (await canPlan(group, services)) return;
  throw new AppError('denied', {
    code: 'event.not-member',
    advice: `Only members of “${group.displayName}” may plan in its calendar. Join it first, with “join ${group.displayName}”.`,
  });
}

/** The present day where the caller is, `2026-03-29`. */
export function todayOf({ caller, clock }: Pick<Services, 'caller' | 'clock'>): string {
  return wallClock(clock.now(), caller.timeZone).slice(0, 10);
}
