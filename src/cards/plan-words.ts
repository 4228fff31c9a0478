import { dayAt } from '../domain/wall-clock.ts';
import type { TaskProgress } from '../domain/plans.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';

export const progressWords: Record<TaskProgress, string> = {
  notStarted: 'Not started',
  inProgress: 'In progress',
  done: 'Finished',
};

const dayMs = 86_400_000;

/** Such as `12 December 2026, in 3 days`: a day is due, never an hour. */
export function dueWords(dueAt: Date, reader: Reader): string {
  const of = (instant: Date): number => Date.parse(dayAt(instant, reader.timeZone)) / dayMs;
  const days = of(dueAt) - of(reader.now);
  const near = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
  return `${longDate(dueAt, reader)}, ${Math.abs(days) < 100 ? near : relativeTime(dueAt, reader)}`;
}

export function isOverdue(dueAt: Date, { timeZone, now }: Reader): boolean {
  return dayAt(dueAt, timeZone) < dayAt(now, timeZone);
}

export function taskCount(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
