import { z } from 'zod';
import { eventDoneCard, type EventDone } from '../../cards/event-done.ts';
import type { EventForm, EventValues } from '../../cards/event-fields.ts';
import { eventFormCard } from '../../cards/event-form.ts';
import type { EventChanges, EventDetails, EventTimes } from '../../domain/events.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { calendarGroupWith, canPlan, eventId, refuseStranger, todayOf } from './calendar-group.ts';
import { timesOf, whenOf } from './event-times.ts';
import { mergedValues, textProblems, typedEvent, valuesOf } from './event-values.ts';

type Changing = { form: EventForm } | { done: EventDone };

/**
 * Moves or changes an event, a series, or one date of it, with a form. Only what is different is sent.
 * @throws AppError `event.not-member`, `event.not-found`, `event.denied`
 * @see https://learn.microsoft.com/graph/api/group-update-event
 */
export const changeEvent = defineOperation({
  name: 'event.change',
  phrases: [],
  summary: 'Move or change an event',
  example: '',
  input: z.object({ group: groupName, event: eventId, ...typedEvent, confirmed }),
  scopes: ['Calendars.Read', 'Calendars.ReadWrite', 'GroupMember.Read.All'],

  dialog: { title: 'Change an event', size: 'large' },

  async run({ group: name, event: id, confirmed: answer, ...typed }, services): Promise<Changing> {
    const isAsking = answer !== 'yes';
    const { group, found } = await calendarGroupWith(name, services, (groupId) =>
      Promise.all([services.calendar.event(groupId, id), !isAsking || canPlan(groupId, services)]),
    );
    const [event, isInside] = found;
    refuseStranger(group, isInside);
    const now = valuesOf(event, services.caller.timeZone);
    const form = { group, event: formEvent(event), today: todayOf(services) };
    if (isAsking) return { form: { ...form, values: now } };
    const values = mergedValues(now, typed);
    const read = readForm(values, now, event, services);
    if ('problems' in read) return { form: { ...form, values, problems: read.problems } };
    return { done: await change(group, event, read, services) };
  },
  changes: (changing) =>
    'done' in changing && changing.done.what === 'changed'
      ? { outcome: 'done', groupId: changing.done.group.id }
      : undefined,
  card: (changing, reader) =>
    'form' in changing ? eventFormCard(changing.form, reader) : eventDoneCard(changing.done, reader),
});

function formEvent({ id, seriesId, repeats, isOnline }: EventDetails): NonNullable<EventForm['event']> {
  const part = seriesId !== undefined ? 'occurrence' : repeats === 'none' ? 'single' : 'series';
  return { id, part, isOnline };
}

interface Read {
  changes: EventChanges;
  times: EventTimes | undefined;
}

/** What stays as it is is never wrong, though Outlook may have made it in a way that the form cannot. */
function readForm(
  values: EventValues,
  now: EventValues,
  { seriesId }: EventDetails,
  { caller }: Services,
): Read | { problems: NonNullable<EventForm['problems']> } {
  const differs = (...keys: (keyof EventValues)[]): boolean => keys.some((key) => values[key] !== now[key]);
  const isMoved = differs('day', 'start', 'end', 'lastDay', 'allDay');
  const isSeries = seriesId === undefined && values.repeats !== 'other';
  const hasNewSeries = isSeries && (differs('repeats', 'until') || (differs('day') && values.repeats !== 'none'));
  const read = isMoved || hasNewSeries ? timesOf(values, caller.timeZone) : undefined;
  const problems = { ...textProblems(values), ...(read && 'problems' in read ? read.problems : {}) };
  if (Object.keys(problems).length > 0 || (read && 'problems' in read)) return { problems };
  const { subject, location: place, text, until } = values;
  const repeats = values.repeats === 'other' ? 'none' : values.repeats;
  const changes: EventChanges = {
    ...(differs('subject') && { subject }),
    ...(differs('location') && { place }),
    ...(differs('text') && { text }),
    ...(isMoved && read && { times: read.times }),
    ...(hasNewSeries && {
      series: { repeats, ...(until !== '' && { until }), firstDay: values.day, timeZone: caller.timeZone },
    }),
  };
  return { changes, times: read?.times };
}

async function change(
  group: Group,
  event: EventDetails,
  { changes, times }: Read,
  { calendar }: Services,
): Promise<EventDone> {
  const isSame = Object.keys(changes).length === 0;
  if (!isSame) await calendar.change(group.id, event.id, changes);
  return {
    what: isSame ? 'same' : 'changed',
    group,
    subject: changes.subject ?? event.subject,
    when: changes.times && times ? whenOf(times) : event.when,
    toldCount: isSame ? 0 : event.attendees.length,
    eventId: event.id,
  };
}
