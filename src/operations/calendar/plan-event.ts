import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventDoneCard, type EventDone } from '../../cards/event-done.ts';
import type { EventForm, EventValues } from '../../cards/event-fields.ts';
import { eventFormCard } from '../../cards/event-form.ts';
import { readerOf } from '../../cards/reader.ts';
import type { EventPlan } from '../../domain/events.ts';
import type { Group } from '../../domain/groups.ts';
import { dayMeant, timesMeant } from '../../domain/when.ts';
import type { Here } from '../../domain/when-phrases.ts';
import { defineOperation } from '../define-operation.ts';
import { begun } from '../side-by-side.ts';
import { groupsToChoose } from '../groups-to-choose.ts';
import { confirmed, maybeGroupName, words } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { asMember, calendarGroup, refuseUnlessMember, todayOf } from './calendar-group.ts';
import { timeAfter, timesOf, whenOf } from './event-times.ts';
import { mergedValues, noValues, textProblems, typedEvent } from './event-values.ts';
import { eventWords } from './event-words.ts';
import { invitationOf } from './invited.ts';

type Planning = { form: EventForm } | { done: EventDone };

const list = z.string({ error: 'Name people by their addresses.' }).max(4_000, 'This list is too long.').default('');

const input = z.object({
  group: maybeGroupName,
  ...typedEvent,
  /** The time as it was said in words; fills the fields. */
  when: words,
  invited: list,
  addresses: list,
  /** Made with the form, so that it plans one event however often it is sent. */
  key: z.guid({ error: 'This form is broken. Ask again with “plan a meeting”.' }).optional(),
  confirmed,
});
type Said = z.output<typeof input>;

const longestMinutes = 7 * 24 * 60;

/**
 * Puts an event into the calendar of a group: at once where words say what and when, else with a form.
 * @throws AppError `event.no-calendar`, `event.not-member`, `event.denied`, `event.planned-already`
 * @see https://learn.microsoft.com/graph/api/group-post-events
 */
export const planEvent = defineOperation({
  name: 'event.plan',
  phrases: [
    'plan a meeting',
    'plan meeting',
    'plan an event',
    'schedule a meeting',
    'schedule meeting',
    'schedule an event',
    'arrange a meeting',
    'book a meeting',
    'new meeting',
    'new event',
    'create event',
    'create an event',
    'create a meeting',
  ],
  summary: 'Plan a meeting in the calendar of a group',
  example: 'plan a meeting in Design Guild on Friday at 10 for an hour: Critique',
  fromWords: eventWords,
  input,
  scopes: ['GroupMember.Read.All', 'Group.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: {
    title: 'Plan a meeting',
    size: 'large',
    command: { description: 'Plan a meeting in the calendar of a group that you are in' },
  },

  async run(said, services): Promise<Planning> {
    const today = todayOf(services);
    const values = valuesSaid(said, readerOf(services));
    const form = { values, today, key: said.key ?? randomUUID(), addresses: said.addresses };
    if (said.group === '') return { form: { ...form, ...(await withoutGroup(said, services)) } };
    const inviting = begun(invitationOf(said.invited, said.addresses, services));
    const group = await calendarGroup(said.group, services);
    const isSent = said.confirmed === 'yes';
    const isSaid = values.subject !== '' && values.day !== '' && (values.start !== '' || values.allDay);
    if (!isSent && !isSaid) {
      await refuseUnlessMember(group, services);
      return { form: { ...form, group } };
    }

    const read = timesOf(values, services.caller.timeZone);
    const invitation = await inviting();
    const problems = {
      ...textProblems(values),
      ...(values.day !== '' && values.day < today && { day: 'This day is over. Please choose a coming one.' }),
      ...('problems' in read ? read.problems : {}),
      ...invitation.problems,
    };
    if ('problems' in read || Object.keys(problems).length > 0)
      return { form: { ...form, group, problems, invited: invitation.picked } };
    const { attendees } = invitation;
    return { done: await plan(group, { ...read.times, ...wishOf(values), attendees }, form.key, services) };
  },
  changes: (planning) => ('done' in planning ? { outcome: 'done', groupId: planning.done.group.id } : undefined),
  card: (planning, reader) =>
    'form' in planning ? eventFormCard(planning.form, reader) : eventDoneCard(planning.done, reader),
});

/** What was said over nothing; a length becomes an end. */
function valuesSaid(said: Said, here: Here): EventValues {
  const { minutes, ...times } = timesMeant(said.when, here);
  const day = said.day !== undefined && { day: dayMeant(said.day, here) ?? said.day };
  const values = mergedValues(mergedValues(noValues, times), { ...said, ...day });
  const isLong = minutes === undefined || minutes > longestMinutes;
  if (isLong || values.end !== '' || values.day === '' || values.start === '') return values;
  return { ...values, ...timeAfter(values.day, values.start, minutes, here.timeZone) };
}

async function withoutGroup({ confirmed: answer }: Said, services: Services) {
  const groups = await groupsToChoose('any', services);
  return {
    groups: groups.filter(({ kind }) => kind === 'microsoft365'),
    ...(answer === 'yes' && { problems: { group: 'In the calendar of which group?' } }),
  };
}

function wishOf({ subject, location: place, text, repeats, until, online }: EventValues) {
  return {
    subject,
    place,
    text,
    repeats: repeats === 'other' ? ('none' as const) : repeats,
    ...(until !== '' && { until }),
    isOnline: online,
  };
}

async function plan(group: Group, event: EventPlan, key: string, services: Services): Promise<EventDone> {
  const eventId = await asMember(group, services, () => services.calendar.plan(group.id, event, key));
  return {
    what: 'planned',
    group,
    subject: event.subject,
    when: whenOf(event),
    toldCount: event.attendees.length,
    ...(eventId !== undefined && { eventId }),
  };
}
