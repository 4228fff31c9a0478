import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { wallClock } from '../../domain/wall-clock.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

const broken = 'This button is broken. Ask again for the calendar of the group.';

/** Exchange's id of an event; only cards carry it. */
export const eventId = z.string({ error: broken }).min(1, broken).max(512, broken);

/**
 * The group that a person names, when it has a calendar.
 * @throws AppError `event.no-calendar`
 */
export async function calendarGroup(name: string, { directory }: Pick<Services, 'directory'>): Promise<Group> {
  const group = await resolveGroup(directory, name);
  refuseWithoutCalendar(group);
  return group;
}

/**
 * The same with what is read of it, side by side where a card gave its id.
 * @throws AppError `event.no-calendar`
 */
export async function calendarGroupWith<T>(
  name: string,
  { directory }: Pick<Services, 'directory'>,
  read: (groupId: string) => Promise<T>,
): Promise<{ group: Group; found: T }> {
  const { group, beside } = await groupBeside(directory, name, read);
  refuseWithoutCalendar(group);
  return { group, found: await beside() };
}

function refuseWithoutCalendar(group: Group): void {
  if (group.kind === 'microsoft365') return;
  throw new AppError('denied', {
    code: 'event.no-calendar',
    advice: `“${group.displayName}” has no calendar: only Microsoft 365 groups have.`,
  });
}

/** Whether the caller belongs to the group, without which Exchange lets nobody plan. */
export async function canPlan(groupId: string, { directory }: Pick<Services, 'directory'>): Promise<boolean> {
  const { isMember, isOwner } = await directory.standingIn(groupId);
  return isMember || isOwner;
}

/**
 * Spares somebody a form that Exchange would refuse.
 * @throws AppError `event.not-member`
 */
export async function refuseUnlessMember(group: Group, services: Pick<Services, 'directory'>): Promise<void> {
  refuseStranger(group, await canPlan(group.id, services));
}

/** @throws AppError `event.not-member` */
export function refuseStranger(group: Group, isInside: boolean): void {
  if (isInside) return;
  throw new AppError('denied', {
    code: 'event.not-member',
    advice: `Only members of “${group.displayName}” may plan in its calendar. Join it first, with “join ${group.displayName}”.`,
  });
}

/**
 * Does what members may. Exchange alone knows; where it refuses a stranger, the person reads how to become a member.
 * @throws AppError `event.not-member`, and what `work` throws otherwise
 */
export async function asMember<T>(
  group: Group,
  services: Pick<Services, 'directory'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.kind === 'denied') await refuseUnlessMember(group, services);
    throw error;
  }
}

/** The present day where the caller is, `2026-03-29`. */
export function todayOf({ caller, clock }: Pick<Services, 'caller' | 'clock'>): string {
  return wallClock(clock.now(), caller.timeZone).slice(0, 10);
}
