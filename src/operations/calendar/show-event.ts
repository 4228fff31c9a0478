import { z } from 'zod';
import { eventShownCard, type EventShown } from '../../cards/event-shown.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { calendarGroupWith, canPlan, eventId } from './calendar-group.ts';

/**
 * Shows an event, a series, or one date of it.
 * @throws AppError `event.not-found`, `event.denied`
 * @see https://learn.microsoft.com/graph/api/group-get-event
 */
export const showEvent = defineOperation({
  name: 'event.show',
  phrases: [],
  summary: 'Show an event',
  example: '',
  input: z.object({ group: groupName, event: eventId }),
  scopes: ['Calendars.Read', 'GroupMember.Read.All'],

  async run({ group: name, event: id }, services): Promise<EventShown> {
    const { group, found } = await calendarGroupWith(name, services, (groupId) =>
      Promise.all([services.calendar.event(groupId, id), canPlan(groupId, services)]),
    );
    const [event, canChange] = found;
    return { group, event, canChange };
  },
  card: eventShownCard,
});
