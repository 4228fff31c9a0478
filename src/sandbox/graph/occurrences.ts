import { occurrenceIdOf } from '../tenant/exchange-ids.ts';
import type { EventFields, EventRecord, ZonedTime } from '../tenant/mail-records.ts';
import { occurrenceDates } from './recurrence.ts';
import { instantOf, localTime } from './time-zones.ts';

const dayMs = 86_400_000;

/** Something that stands in a calendar at one time: an event that comes once, a series, or one occurrence of it. */
export interface Entry {
  event: EventRecord;
  fields: EventFields;
  id: string;
  type: 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception';
  lastModifiedDateTime: string;
  /** For an occurrence the date on which it would start if nobody had moved it. */
  date?: string;
}

/** An event itself: it comes once, or stands for its series. */
export function entryOf(event: EventRecord): Entry {
  const type = event.recurrence ? 'seriesMaster' : 'singleInstance';
  return { event, fields: event, id: event.id, type, lastModifiedDateTime: event.lastModifiedDateTime };
}

/** One occurrence of a series, or undefined when there is none on that date. */
export function occurrenceOn(event: EventRecord, date: string): Entry | undefined {
  if (!event.recurrence || event.deletedDates.includes(date)) return undefined;
  const [found] = occurrenceDates(event.recurrence, date, date);
  return found === undefined ? undefined : occurrence(event, found);
}

/**
 * What a window of time touches of an event.
 * @param from epoch milliseconds
 * @param to epoch milliseconds; what begins then is outside
 */
export function entriesWithin(event: EventRecord, from: number, to: number): Entry[] {
  const isWithin = (entry: Entry): boolean => {
    const { start, end } = instantsOf(entry.fields);
    return start < to && (end > from || (start === end && start >= from));
  };
  if (!event.recurrence) return [entryOf(event)].filter(isWithin);
  const length = instantsOf(event).end - instantsOf(event).start;
  const firstDate = dateAt(from - length - dayMs);
  const moved = event.exceptions.map(({ date }) => date);
  const dates = [...occurrenceDates(event.recurrence, firstDate, dateAt(to + dayMs)), ...moved];
  return [...new Set(dates)].flatMap((date) => occurrenceOn(event, date) ?? []).filter(isWithin);
}

/** When an event begins and ends, epoch milliseconds. Whole days are the same days everywhere. */
export function instantsOf({ start, end, isAllDay }: EventFields): { start: number; end: number } {
  const zone = (time: ZonedTime): string => (isAllDay ? 'UTC' : time.timeZone);
  return { start: instantOf(start.dateTime, zone(start)), end: instantOf(end.dateTime, zone(end)) };
}

function occurrence(event: EventRecord, date: string): Entry {
  const exception = event.exceptions.find((one) => one.date === date);
  return {
    event,
    fields: { ...event, ...timesOn(event, date), ...exception?.changes },
    id: occurrenceIdOf(event.id, date),
    type: exception ? 'exception' : 'occurrence',
    lastModifiedDateTime: exception?.lastModifiedDateTime ?? event.lastModifiedDateTime,
    date,
  };
}

/** The clock on the wall shows the same at every occurrence, in summer and in winter. */
function timesOn({ start, end }: EventRecord, date: string): { start: ZonedTime; end: ZonedTime } {
  const shift = Date.parse(date) - Date.parse(start.dateTime.slice(0, 10));
  const moved = (time: ZonedTime): ZonedTime => {
    const local = new Date(Date.parse(`${time.dateTime}Z`) + shift).toISOString().slice(0, 19);
    return { dateTime: local, timeZone: time.timeZone };
  };
  return { start: moved(start), end: moved(end) };
}

function dateAt(instant: number): string {
  return localTime(instant, 'UTC').slice(0, 10);
}
