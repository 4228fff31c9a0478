import type { Caller } from '../domain/people.ts';

/** Who reads a card, and when: times are shown in their zone and language. */
export interface Reader {
  /** BCP 47 tag. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  now: Date;
}

/** @returns the reader of the answer to the present turn */
export function readerOf(services: { caller: Pick<Caller, 'locale' | 'timeZone'>; clock: { now(): Date } }): Reader {
  return { locale: services.caller.locale, timeZone: services.caller.timeZone, now: services.clock.now() };
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

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Such as `in 7 days`, `2 hours ago` or `now`: in English, because it stands inside our sentences. */
export function relativeTime(time: Date, reader: Reader): string {
  const distance = time.getTime() - reader.now.getTime();
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, milliseconds] of units) {
    if (Math.abs(distance) >= milliseconds) return format.format(Math.round(distance / milliseconds), unit);
  }
  return 'just now';
}

/** Locale and zone come from the client: what `Intl` does not know falls back instead of failing the answer. */
function formatter(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
