import type { GroupEvent, When } from '../domain/events.ts';
import { dayRange, longDate, timeRange, type Reader } from './reader.ts';

/** Such as `Fri 4 Dec, 10:00–11:00` or `Fri 4 Dec, all day`. */
export function whenWords(when: When, reader: Reader): string {
  return 'start' in when
    ? timeRange(when.start, when.end, reader)
    : `${dayRange(when.firstDay, when.lastDay, reader)}, all day`;
}

/** Such as `Every week until 1 March 2027`; empty for what comes once. */
export function repeatsWords({ repeats, until }: Pick<GroupEvent, 'repeats' | 'until'>, reader: Reader): string {
  const end =
    until === undefined ? '' : ` until ${longDate(new Date(`${until}T12:00Z`), { ...reader, timeZone: 'UTC' })}`;
  switch (repeats) {
    case 'none':
      return '';
    case 'daily':
      return `Every day${end}`;
    case 'weekly':
      return `Every week${end}`;
    case 'other':
      return `Comes again${end}`;
  }
}

/** @param show makes the words of somebody ready to show */
export function subjectWords(subject: string, show: (text: string, maxLength: number) => string): string {
  return subject.trim() === '' ? 'An event without a subject' : show(subject, 160);
}
