import { z } from 'zod';
import { weekdays } from '../tenant/mail-records.ts';
import type { EventFields, Recurrence, ZonedTime } from '../tenant/mail-records.ts';
import { badRequest } from './errors.ts';
import { checkZone, instantOf, localTime } from './time-zones.ts';

const earliest = '1900-01-01';
const latest = '2200-01-01';
const midnight = 'T00:00:00';
const isoTime = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A time as callers send it: with a name of a zone, UTC without one; an offset in the time itself wins. */
export const zonedTime = z
  .looseObject({ dateTime: z.string().regex(isoTime), timeZone: z.string().nullish() })
  .transform(({ dateTime, timeZone }): ZonedTime => {
    const zone = timeZone === null || timeZone === undefined || timeZone === '' ? 'UTC' : timeZone;
    const [, date = '', minutes = '00:00', seconds = '00', offset] = isoTime.exec(dateTime) ?? [];
    const local = `${date}T${minutes}:${seconds}`;
    if (offset === undefined) return { dateTime: local, timeZone: zone };
    return { dateTime: `${local}${offset}`, timeZone: zone };
  });

/**
 * Brings times into the form in which they are kept: wall-clock time of a zone that exists.
 * @throws GraphError 400
 */
export function keptTime({ dateTime, timeZone }: ZonedTime): ZonedTime {
  checkZone(timeZone);
  const isWithin = dateTime >= earliest && dateTime < latest && !Number.isNaN(Date.parse(dateTime));
  if (!isWithin || !isRealDate(dateTime)) throw invalidEvent();
  if (dateTime.length === 19) return { dateTime, timeZone };
  return { dateTime: localTime(Date.parse(dateTime), timeZone), timeZone };
}

/** The thirtieth of February is read as some day in March otherwise. */
function isRealDate(dateTime: string): boolean {
  const date = dateTime.slice(0, 10);
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

/** What Exchange says when times or a series do not fit together. */
export function invalidEvent(): Error {
  return badRequest('At least one property failed validation.', 'ErrorPropertyValidationFailure');
}

/** @throws GraphError 400 when it ends before it starts, or lasts all day and not from midnight to midnight */
export function checkTimes(event: Pick<EventFields, 'start' | 'end' | 'isAllDay'>): void {
  const { start, end, isAllDay } = event;
  const length = instantOf(end.dateTime, end.timeZone) - instantOf(start.dateTime, start.timeZone);
  if (length < 0) throw invalidEvent();
  if (!isAllDay) return;
  const isWhole = start.dateTime.endsWith(midnight) && end.dateTime.endsWith(midnight);
  if (!isWhole || start.timeZone !== end.timeZone || start.dateTime >= end.dateTime) throw invalidEvent();
}

const weekday = z.enum(weekdays);
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const noDate = '0001-01-01';

/** How an event comes again. */
export const recurrence = z.looseObject({
  pattern: z.looseObject({
    type: z.enum(['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly']),
    interval: z.int().min(1).max(99),
    month: z.int().min(0).max(12).optional(),
    dayOfMonth: z.int().min(0).max(31).optional(),
    daysOfWeek: z.array(z.string().toLowerCase().pipe(weekday)).nullish(),
    firstDayOfWeek: z.string().toLowerCase().pipe(weekday).nullish(),
    index: z.enum(['first', 'second', 'third', 'fourth', 'last']).nullish(),
  }),
  range: z.looseObject({
    type: z.enum(['endDate', 'noEnd', 'numbered']),
    startDate: date,
    endDate: date.nullish(),
    recurrenceTimeZone: z.string().nullish(),
    numberOfOccurrences: z.int().min(0).max(999).optional(),
  }),
});

/** @throws GraphError 400 when the pattern lacks what its type needs, or does not begin on the day of the event */
export function keptRecurrence({ pattern, range }: z.infer<typeof recurrence>, start: ZonedTime): Recurrence {
  const kept: Recurrence = {
    pattern: {
      type: pattern.type,
      interval: pattern.interval,
      month: pattern.month ?? 0,
      dayOfMonth: pattern.dayOfMonth ?? 0,
      daysOfWeek: pattern.daysOfWeek ?? [],
      firstDayOfWeek: pattern.firstDayOfWeek ?? 'sunday',
      index: pattern.index ?? 'first',
    },
    range: {
      type: range.type,
      startDate: range.startDate,
      endDate: range.type === 'endDate' ? (range.endDate ?? noDate) : noDate,
      recurrenceTimeZone: range.recurrenceTimeZone ?? start.timeZone,
      numberOfOccurrences: range.type === 'numbered' ? (range.numberOfOccurrences ?? 0) : 0,
    },
  };
  checkZone(kept.range.recurrenceTimeZone);
  if (!isComplete(kept) || range.startDate !== start.dateTime.slice(0, 10)) throw invalidEvent();
  return kept;
}

function isComplete({ pattern, range }: Recurrence): boolean {
  const { type } = pattern;
  const namesDays = type === 'weekly' || type.startsWith('relative');
  if (namesDays && pattern.daysOfWeek.length === 0) return false;
  if (type.startsWith('absolute') && pattern.dayOfMonth < 1) return false;
  if (type.endsWith('Yearly') && pattern.month < 1) return false;
  if (range.type === 'endDate' && range.endDate < range.startDate) return false;
  return range.type !== 'numbered' || range.numberOfOccurrences > 0;
}
