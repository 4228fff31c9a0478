import { badRequest } from './errors.ts';
import { ianaZoneOf } from './windows-zones.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 500;

/** @throws GraphError 400 for a name that neither Windows nor the IANA database has */
export function checkZone(name: string): void {
  if (formatOf(name)) return;
  const message = `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`;
  throw badRequest(message, 'TimeZoneNotSupportedException');
}

/**
 * @param local wall-clock time, `2026-03-01T12:00:00`
 * @returns the instant, epoch milliseconds; a time that the clocks skip is taken as if they had not
 */
export function instantOf(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  const guess = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(guess, zone);
}

/** @returns wall-clock time of an instant, `2026-03-01T12:00:00` */
export function localTime(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 19);
}

function offsetAt(instant: number, zone: string): number {
  const parts = formatOf(zone)?.formatToParts(instant) ?? [];
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  const format = makeFormat(ianaZoneOf(zone) ?? zone);
  if (format && formats.size < mostFormats) formats.set(zone, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
