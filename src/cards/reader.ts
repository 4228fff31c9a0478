import { LRUCache } from 'lru-cache';
import type { Caller } from '../domain/people.ts';

/** Who reads a card, and when: times are shown in their zone and language. */
export interface Reader {
  /** BCP 47 tag. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  now: Date;
  /** Whose card it is, where that is known: buttons are for those who may press them. */
  userId?: string;
}

/** @returns the reader of the answer to the present turn */
export function readerOf(services: {
  caller: Pick<Caller, 'locale' | 'timeZone' | 'userId'>;
  clock: { now(): Date };
}): Reader {
  const { locale, timeZone, userId } = services.caller;
  return { locale, timeZone, userId, now: services.clock.now() };
}

/** For messages that the bot sends by itself: where the person is when they read them is not known. */
export function anyReader(now: Date): Reader {
  return { locale: 'en-GB', timeZone: 'UTC', now };
}

/** Such as `21 November 2026 at 14:05`, by the reader's clock; ends in `UTC` where nobody knows the reader's zone. */
export function longTime(time: Date, reader: Reader): string {
  const parts = { dateStyle: 'long', timeStyle: 'short' } as const;
  const formatted = formatter(reader, parts).format(time);
  return reader.timeZone === 'UTC' ? `${formatted} UTC` : formatted;
}

/** Such as `21 November 2026`. */
export function longDate(time: Date, reader: Reader): string {
  return formatter(reader, { dateStyle: 'long' }).format(time);
}

/** Such as `Fri 4 Dec, 10:00–11:00`, by the reader's clock; with the year where it is another than the reader's. */
export function timeRange(start: Date, end: Date, reader: Reader): string {
  const parts = { ...dayParts(start, end, reader), hour: 'numeric', minute: '2-digit' } as const;
  const shown = formatter(reader, parts).formatRange(start, end);
  return reader.timeZone === 'UTC' ? `${shown} UTC` : shown;
}

/** Such as `Fri 4 – Sun 6 Dec`. @param firstDay `2026-12-04`, the same day wherever one is */
export function dayRange(firstDay: string, lastDay: string, reader: Reader): string {
  const [first, last] = [new Date(`${firstDay}T12:00Z`), new Date(`${lastDay}T12:00Z`)];
  return formatter({ ...reader, timeZone: 'UTC' }, dayParts(first, last, reader)).formatRange(first, last);
}

function dayParts(first: Date, last: Date, { now }: Reader): Intl.DateTimeFormatOptions {
  const isThisYear = [first, last].every((time) => time.getUTCFullYear() === now.getUTCFullYear());
  return { weekday: 'short', day: 'numeric', month: 'short', ...(!isThisYear && { year: 'numeric' }) };
}

const dayMs = 86_400_000;
const manyDays = 100;
const daysInMonth = 30.44;
const units = [
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Such as `in 14 months`, `in 7 days`, `2 hours ago` or `just now`: in English, because it stands inside our sentences. */
export function relativeTime(time: Date, reader: Reader): string {
  const distance = time.getTime() - reader.now.getTime();
  const days = dayOf(time, reader) - dayOf(reader.now, reader);
  if (Math.abs(days) >= manyDays) return relative.format(Math.round(days / daysInMonth), 'month');
  if (Math.abs(distance) >= dayMs && days !== 0) return relative.format(days, 'day');
  for (const [unit, milliseconds] of units) {
    if (Math.abs(distance) >= milliseconds) return relative.format(Math.round(distance / milliseconds), unit);
  }
  return 'just now';
}

/** Which day it is where the reader is, counted: “tomorrow” begins at midnight. */
function dayOf(time: Date, { timeZone }: Reader): number {
  const parts = formatter(
    { locale: 'en-GB', timeZone, now: time },
    { year: 'numeric', month: 'numeric', day: 'numeric' },
  );
  const values = Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(values['year'] ?? 0, (values['month'] ?? 1) - 1, values['day']) / dayMs;
}

/** Locale and zone come from the client: what `Intl` does not know falls back instead of failing the answer. */
function formatter({ locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  const known = formatters.get(key);
  if (known) return known;
  const made = newFormatter({ locale, timeZone }, options);
  formatters.set(key, made);
  return made;
}

/** Kept, because making one costs far more than using it. */
const formatters = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function newFormatter(
  reader: Pick<Reader, 'locale' | 'timeZone'>,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
