const dayMs = 86_400_000;

/** In this order in the calendars of Microsoft Graph, and as `Date` counts them. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** @returns what a clock on the wall shows at a moment, `2026-03-29T09:30`. @param timeZone IANA name that `Intl` knows */
export function wallClock(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

/**
 * @param local wall-clock time, `2026-03-29T09:30`
 * @returns the moment when a clock shows it; a time that the clocks skip is taken as if they had not
 */
export function instantOf(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone));
}

/** Whether the clocks ever show it: in the night in which they go forward an hour is missing. */
export function isOnClock(local: string, timeZone: string): boolean {
  return wallClock(instantOf(local, timeZone), timeZone) === local;
}

/** @returns the day of a moment in a zone, `YYYY-MM-DD`; in UTC where nobody knows the zone */
export function dayAt(instant: Date, timeZone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone }).format(instant);
  } catch {
    return instant.toISOString().slice(0, 10);
  }
}

/** @param day `2026-03-29` */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function weekdayOf(day: string): (typeof weekdays)[number] {
  return weekdays[new Date(`${day}T00:00Z`).getUTCDay()] ?? 'sunday';
}

/** Whether this is a day of the calendar, `2026-02-28`, in the years that calendars are kept for. */
export function isDay(text: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether this is a time of the day, `09:30`. */
export function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const numeric = 'numeric';
  const shown = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', ...shown });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant / 1000) * 1000;
}
