import { z } from 'zod';
import { eventConfirmCard, type EventConfirm } from '../../cards/event-confirm.ts';
import { eventDoneCard, type EventDone } from '../../cards/event-done.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { calendarGroupWith, canPlan, eventId, refuseStranger } from './calendar-group.ts';

type Cancelling = { ask: EventConfirm } | { done: EventDone };

/**
 * Calls an event off, a series, or one date of it, after a question that says who is told.
 * @throws AppError `event.not-member`, `event.not-found`, `event.denied`
 * @see https://learn.microsoft.com/graph/api/group-delete-event
 */
export const cancelEvent = defineOperation({
  name: 'event.cancel',
  phrases: [],
  summary: 'Cancel an event',
  example: '',
  input: z.object({ group: groupName, event: eventId, confirmed }),
  scopes: ['Calendars.Read', 'Calendars.ReadWrite', 'GroupMember.Read.All'],

  async run({ group: name, event: id, confirmed: answer }, services): Promise<Cancelling> {
    const isAsking = answer !== 'yes';
    const { group, found } = await calendarGroupWith(name, services, (groupId) =>
      Promise.all([services.calendar.event(groupId, id), !isAsking || canPlan(groupId, services)]),
    );
    const [event, isInside] = found;
    refuseStranger(group, isInside);
    if (isAsking) return { ask: { group, event } };
    await services.calendar.cancel(group.id, id);
    const { subject, when, attendees } = event;
    return { done: { what: 'cancelled', group, subject, when, toldCount: attendees.length } };
  },
  changes: (cancelling) => ('done' in cancelling ? { outcome: 'done', groupId: cancelling.done.group.id } : undefined),
  card: (cancelling, reader) =>
    'ask' in cancelling ? eventConfirmCard(cancelling.ask, reader) : eventDoneCard(cancelling.done, reader),
});
