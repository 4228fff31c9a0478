import { weekdays } from '../tenant/mail-records.ts';
import type { Recurrence } from '../tenant/mail-records.ts';

const dayMs = 86_400_000;
const indexes = ['first', 'second', 'third', 'fourth', 'last'];

/** Days are counted from the first of January 1970. */
interface Period {
  /** No day of this period or of a later one comes before it. */
  from: number;
  days: number[];
}

/**
 * The dates on which a series takes place, in order. A series that never ends costs no more the older it is; one that is
 * numbered is counted from its first date.
 * @param from first date of interest, `2026-03-01`
 * @param to last date of interest
 */
export function* occurrenceDates({ pattern, range }: Recurrence, from: string, to: string): Iterable<string> {
  const start = dayOf(range.startDate);
  const last = Math.min(dayOf(to), range.type === 'endDate' ? dayOf(range.endDate) : Infinity);
  const isNumbered = range.type === 'numbered';
  let left = isNumbered ? range.numberOfOccurrences : Infinity;
  const longest = {
    daily: 1,
    weekly: 7,
    absoluteMonthly: 31,
    relativeMonthly: 31,
    absoluteYearly: 366,
    relativeYearly: 366,
  };
  const passed = Math.floor((dayOf(from) - start) / (longest[pattern.type] * pattern.interval)) - 1;
  for (let count = isNumbered ? 0 : Math.max(0, passed); left > 0; count++) {
    const period = periodOf(pattern, start, count);
    if (!(period.from <= last)) return;
    for (const day of period.days) {
      if (day < start || left <= 0 || day > last) continue;
      left -= 1;
      if (day >= dayOf(from)) yield dateOf(day);
    }
  }
}

/** The days that the pattern names in the period that comes `count` intervals after the first. */
function periodOf(pattern: Recurrence['pattern'], start: number, count: number): Period {
  const step = count * pattern.interval;
  switch (pattern.type) {
    case 'daily':
      return { from: start + step, days: [start + step] };
    case 'weekly':
      return week(pattern, start, step);
    case 'absoluteMonthly':
    case 'relativeMonthly':
      return month(pattern, monthOf(start) + step);
    case 'absoluteYearly':
    case 'relativeYearly':
      return month(pattern, Math.floor(monthOf(start) / 12) * 12 + step * 12 + pattern.month - 1);
  }
}

function week({ firstDayOfWeek, daysOfWeek }: Recurrence['pattern'], start: number, step: number): Period {
  const begin = weekdays.indexOf(firstDayOfWeek);
  const from = start - ((weekdayOf(start) - begin + 7) % 7) + 7 * step;
  const offsets = daysOfWeek.map((name) => (weekdays.indexOf(name) - begin + 7) % 7);
  return { from, days: [...new Set(offsets)].sort((a, b) => a - b).map((offset) => from + offset) };
}

/** @param number months since January of the year 0 */
function month(pattern: Recurrence['pattern'], number: number): Period {
  const first = firstDayOf(number);
  const length = firstDayOf(number + 1) - first;
  // A month that is too short has its last day instead.
  if (pattern.type.startsWith('absolute'))
    return { from: first, days: [first + Math.min(pattern.dayOfMonth, length) - 1] };
  const days = Array.from({ length }, (_, index) => first + index);
  const fitting = days.filter((day) => pattern.daysOfWeek.some((name) => weekdays.indexOf(name) === weekdayOf(day)));
  const found = fitting.at(pattern.index === 'last' ? -1 : indexes.indexOf(pattern.index));
  return { from: first, days: found === undefined ? [] : [found] };
}

function firstDayOf(number: number): number {
  return Date.UTC(Math.floor(number / 12), number % 12, 1) / dayMs;
}

function monthOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function weekdayOf(day: number): number {
  return new Date(day * dayMs).getUTCDay();
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
