import { z } from 'zod';
import { eventListCard, type EventList } from '../../cards/event-list.ts';
import type { GroupEvent } from '../../domain/events.ts';
import { addDays, instantOf, isDay, wallClock } from '../../domain/wall-clock.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { calendarGroup, canPlan, todayOf } from './calendar-group.ts';

const shownDays = 14;
const pageSize = 10;

/**
 * Shows what takes place in a group within two weeks, in days of the caller's own zone, from today or a day that a button
 * names.
 * @throws AppError `event.no-calendar`, `event.denied`
 * @see https://learn.microsoft.com/graph/api/group-list-calendarview
 */
export const agenda = defineOperation({
  name: 'event.agenda',
  phrases: [
    'calendar of',
    'what is on in',
    "what's on in",
    'what is happening in',
    "what's happening in",
    'show calendar of',
    'show the calendar of',
    'calendar for',
    'calendar',
    'agenda of',
    'agenda',
    'meetings of',
    'meetings in',
  ],
  summary: 'Show what is on in a group',
  example: 'what is on in Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    from: z.string().refine(isDay, 'This button is broken. Ask again for the calendar of the group.').optional(),
    next: nextPage,
  }),
  scopes: ['Calendars.ReadBasic', 'GroupMember.Read.All'],

  async run({ group: name, from: wanted, next }, services): Promise<EventList> {
    const { calendar, caller } = services;
    const group = await calendarGroup(name, services);
    const from = wanted ?? todayOf(services);
    const end = addDays(from, shownDays);
    const midnight = (day: string): Date => instantOf(`${day}T00:00`, caller.timeZone);
    const window = { from: midnight(from), to: midnight(end) };
    const [page, isInside] = await Promise.all([
      calendar.view(group.id, window, { pageSize, ...(next !== undefined && { next }) }),
      canPlan(group.id, services),
    ]);
    const within = page.items.filter((event) => touches(event, from, end));
    const before = addDays(from, -shownDays);
    return {
      group,
      window: { from, to: addDays(end, -1) },
      ...(isDay(before) && { before }),
      ...(isDay(end) && { after: end }),
      canPlan: isInside,
      events: inOrder(within, caller.timeZone),
      next: page.next,
      isContinued: next !== undefined,
    };
  },
  card: eventListCard,
});

/** Exchange looks for whole days from midnight to midnight in UTC, so it finds one too many on either side. */
function touches({ when }: GroupEvent, from: string, end: string): boolean {
  return 'start' in when || (when.lastDay >= from && when.firstDay < end);
}

/** By the reader's days, on each what lasts all day first. */
function inOrder(events: readonly GroupEvent[], timeZone: string): GroupEvent[] {
  const keyOf = ({ when }: GroupEvent): string => ('start' in when ? wallClock(when.start, timeZone) : when.firstDay);
  return events
    .map((event) => ({ event, key: keyOf(event) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ event }) => event);
}
