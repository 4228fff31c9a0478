import { z } from 'zod';
import { eventListCard, type EventList } from '../../cards/event-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { calendarGroupWith, canPlan } from './calendar-group.ts';

const pageSize = 10;

/**
 * Shows everything that stands in the calendar of a group, a series once, the latest first.
 * @throws AppError `event.no-calendar`, `event.denied`
 * @see https://learn.microsoft.com/graph/api/group-list-events
 */
export const listEvents = defineOperation({
  name: 'event.list',
  phrases: ['events of', 'events in', 'list events of', 'all events of', 'show events of', 'events'],
  summary: 'Show everything that stands in the calendar of a group',
  example: 'events of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['Group.Read.All'],

  async run({ group: name, next }, services): Promise<EventList> {
    const { group, found } = await calendarGroupWith(name, services, (groupId) =>
      Promise.all([
        services.calendar.events(groupId, { pageSize, ...(next !== undefined && { next }) }),
        canPlan(groupId, services),
      ]),
    );
    const [page, isInside] = found;
    return { group, canPlan: isInside, events: page.items, next: page.next, isContinued: next !== undefined };
  },
  card: eventListCard,
});
