import type { EventDetails, GroupEvent } from '../domain/events.ts';

/** What the cards' samples show of a calendar. */
export const critique: GroupEvent = {
  id: 'AAMkADk=',
  subject: 'Critique',
  when: { start: new Date('2026-01-09T09:00:00Z'), end: new Date('2026-01-09T10:30:00Z') },
  place: 'Studio, second floor',
  repeats: 'none',
  seriesId: 'AAMkADs=',
  isOnline: true,
};
export const dyeWorks: GroupEvent = {
  id: 'AAMkADw=',
  subject: 'Visit to the *dye works* <at>all</at>',
  when: { firstDay: '2026-01-12', lastDay: '2026-01-13' },
  place: '',
  repeats: 'none',
  isOnline: false,
};
export const series: GroupEvent = {
  id: 'AAMkADs=',
  subject: 'Critique',
  when: critique.when,
  place: '',
  repeats: 'weekly',
  until: '2026-06-30',
  isOnline: false,
};

export function details(event: GroupEvent, more: Partial<EventDetails> = {}): EventDetails {
  return { ...event, attendees: ['Ada Lovelace', 'Grace Hopper'], text: 'Bring sketches,\nno slides.', ...more };
}
