import { addDays, instantOf, wallClock, weekdayOf } from './wall-clock.ts';

/** When nobody is written to who did not ask. Times of the reader's own clock, `HH:MM`; from after to goes over midnight. */
export interface QuietHours {
  from: string;
  to: string;
  /** Whether Saturday and Sunday are quiet all day. */
  weekends: boolean;
}

/** Between two steps lies a range or a day; more than a long weekend with changes of the clocks there cannot be. */
const mostSteps = 16;

/**
 * When somebody may be written to. Reminders, escalations and notices wait for it; decisions and answers do not.
 * @param timeZone IANA name that `Intl` knows
 * @returns the moment itself where it is not quiet, or where no quiet hours hold
 */
export function nextWakingMoment(quiet: QuietHours | undefined, timeZone: string, instant: Date): Date {
  let at = instant;
  for (let step = 0; quiet && step < mostSteps; step++) {
    const now = wallClock(at, timeZone);
    const end = endOfQuiet(quiet, now);
    if (end === undefined) break;
    at = momentAfter(at, now, end, timeZone);
  }
  return at;
}

/** @param now wall-clock time, as the results are @returns when it may be over; undefined where it is not quiet */
function endOfQuiet({ from, to, weekends }: QuietHours, now: string): string | undefined {
  const [day = '', time = ''] = now.split('T');
  const weekday = weekdayOf(day);
  if (weekends && (weekday === 'saturday' || weekday === 'sunday')) return `${addDays(day, 1)}T00:00`;
  if (from < to) return time >= from && time < to ? `${day}T${to}` : undefined;
  if (time >= from) return `${addDays(day, 1)}T${to}`;
  return time < to ? `${day}T${to}` : undefined;
}

/** In the night in which clocks go back they show a time twice; the end is then the one that is still to come. */
function momentAfter(at: Date, now: string, end: string, timeZone: string): Date {
  const moment = instantOf(end, timeZone);
  if (moment > at) return moment;
  const minuteMs = Math.floor(at.getTime() / 60_000) * 60_000;
  return new Date(minuteMs + Date.parse(`${end}Z`) - Date.parse(`${now}Z`));
}
