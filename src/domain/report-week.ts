import type { ReportDay } from './policy.ts';
import { nextWakingMoment, type QuietHours } from './quiet-hours.ts';
import { addDays, instantOf, weekdayOf } from './wall-clock.ts';

/** When a day begins on which nobody said when it does. */
const usualMorning = '08:00';

/** @returns the day of the next report, `2026-11-30`: today where it is one. Undefined where there is none */
export function nextReportDay(today: string, weekly: ReportDay): string | undefined {
  if (weekly === 'never') return undefined;
  const days = Array.from({ length: 7 }, (_, index) => addDays(today, index));
  return days.find((day) => weekdayOf(day) === weekly);
}

/** The week of a day by ISO 8601, such as `2026-W49`: it begins on a Monday, and its Thursday says of which year it is. */
export function isoWeek(day: string): string {
  const sinceMonday = (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(day, 3 - sinceMonday);
  const dayOfYear =
    (Date.parse(`${thursday}T00:00Z`) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00Z`)) / 86_400_000;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** When somebody's day begins, by their own clock: when their quiet hours end, else at eight. Not before `now`. */
export function beginOfDay(day: string, quiet: QuietHours | undefined, timeZone: string, now: Date): Date {
  const isNight = quiet !== undefined && quiet.from > quiet.to;
  const morning = instantOf(`${day}T${isNight ? quiet.to : usualMorning}`, timeZone);
  return nextWakingMoment(quiet, timeZone, morning > now ? morning : now);
}
