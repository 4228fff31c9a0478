import { z } from 'zod';
import type {
  EventChanges,
  EventDetails,
  EventPlan,
  EventSeries,
  EventTimes,
  GroupEvent,
  Repeats,
  When,
} from '../domain/events.ts';
import { addDays, instantOf, weekdayOf } from '../domain/wall-clock.ts';

/** For `$select` wherever events come back. */
export const eventFields = 'id,subject,start,end,isAllDay,location,type,seriesMasterId,recurrence,isOnlineMeeting';
export const eventDetailFields = `${eventFields},attendees,body,webLink`;

/** Times are asked for in UTC: wall-clock time would not tell the two hours apart that a night in autumn has. */
const utcTime = z.object({ dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/), timeZone: z.string() });

const recurrence = z.object({
  pattern: z.object({
    type: z.string(),
    interval: z.number(),
    daysOfWeek: z.array(z.string()).nullish(),
  }),
  range: z.object({ type: z.string(), endDate: z.string().nullish() }),
});

export const eventShape = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  start: utcTime,
  end: utcTime,
  isAllDay: z.boolean().nullish(),
  location: z.object({ displayName: z.string().nullish() }).nullish(),
  type: z.string().nullish(),
  seriesMasterId: z.string().nullish(),
  recurrence: recurrence.nullish(),
  isOnlineMeeting: z.boolean().nullish(),
});
export const eventDetailShape = eventShape.extend({
  attendees: z
    .array(z.object({ emailAddress: z.object({ name: z.string().nullish(), address: z.string().nullish() }) }))
    .nullish(),
  body: z.object({ content: z.string().nullish() }).nullish(),
  webLink: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
});
export const eventList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(eventShape) });

type RawEvent = z.infer<typeof eventShape>;

export function eventFrom(raw: RawEvent): GroupEvent {
  const series = raw.recurrence;
  const endDate = series?.range.type === 'endDate' ? series.range.endDate : undefined;
  return {
    id: raw.id,
    subject: raw.subject ?? '',
    when: whenOf(raw),
    place: raw.location?.displayName ?? '',
    ...(raw.seriesMasterId && { seriesId: raw.seriesMasterId }),
    repeats: series ? repeatsOf(series) : 'none',
    ...(endDate && { until: endDate }),
    isOnline: raw.isOnlineMeeting ?? false,
  };
}

export function eventDetailsFrom(raw: z.infer<typeof eventDetailShape>): EventDetails {
  const names = (raw.attendees ?? []).map(({ emailAddress: { name, address } }) => name || address || '');
  return {
    ...eventFrom(raw),
    attendees: names.filter((name) => name !== ''),
    text: (raw.body?.content ?? '').trim(),
    ...(raw.webLink && { webUrl: raw.webLink }),
  };
}

/** Whole days come as midnight to midnight in whatever zone they are asked for. */
function whenOf({ start, end, isAllDay }: RawEvent): When {
  if (isAllDay) {
    const firstDay = start.dateTime.slice(0, 10);
    const lastDay = addDays(end.dateTime.slice(0, 10), -1);
    return { firstDay, lastDay: lastDay < firstDay ? firstDay : lastDay };
  }
  return { start: instantOf(start.dateTime.slice(0, 16), 'UTC'), end: instantOf(end.dateTime.slice(0, 16), 'UTC') };
}

function repeatsOf({ pattern, range }: z.infer<typeof recurrence>): Repeats {
  if (pattern.interval !== 1 || range.type === 'numbered') return 'other';
  if (pattern.type === 'daily') return 'daily';
  return pattern.type === 'weekly' && pattern.daysOfWeek?.length === 1 ? 'weekly' : 'other';
}

/** What Graph wants for a new event. @param key makes Exchange refuse the same event a second time */
export function newEventBody(plan: EventPlan, key: string) {
  const { subject, place, text, attendees, isOnline, start, timeZone } = plan;
  const { recurrence: series } = seriesBody({ ...plan, firstDay: start.slice(0, 10), timeZone });
  return {
    subject,
    ...timesBody(plan),
    ...(place !== '' && { location: { displayName: place } }),
    ...(text !== '' && { body: { contentType: 'text', content: text } }),
    ...(attendees.length > 0 && {
      attendees: attendees.map((emailAddress) => ({ type: 'required', emailAddress })),
    }),
    ...(series && { recurrence: series }),
    ...(isOnline && { isOnlineMeeting: true }),
    transactionId: key,
  };
}

export function changedEventBody({ subject, place, text, times, series }: EventChanges) {
  return {
    ...(subject !== undefined && { subject }),
    ...(place !== undefined && { location: { displayName: place } }),
    ...(text !== undefined && { body: { contentType: 'text', content: text } }),
    ...(times && timesBody(times)),
    ...(series && seriesBody(series)),
  };
}

function timesBody({ start, end, isAllDay, timeZone }: EventTimes) {
  return {
    start: { dateTime: `${start}:00`, timeZone },
    end: { dateTime: `${end}:00`, timeZone },
    isAllDay,
  };
}

function seriesBody({ repeats, until, firstDay, timeZone }: EventSeries & { firstDay: string; timeZone: string }) {
  if (repeats === 'none') return { recurrence: null };
  const pattern =
    repeats === 'daily'
      ? { type: 'daily', interval: 1 }
      : { type: 'weekly', interval: 1, daysOfWeek: [weekdayOf(firstDay)] };
  const end = until === undefined ? { type: 'noEnd' } : { type: 'endDate', endDate: until };
  return { recurrence: { pattern, range: { ...end, startDate: firstDay, recurrenceTimeZone: timeZone } } };
}
