import { describe, expect, it } from 'vitest';
import { eventWords } from '../../../src/operations/calendar/event-words.ts';

describe('eventWords', () => {
  it.each<[string, Record<string, string>]>([
    ['in Design Guild', { group: 'Design Guild' }],
    ['', {}],
    [
      'in Design Guild on Friday at 10 for an hour: Critique: part 2',
      { group: 'Design Guild', day: 'friday', start: '10:00', minutes: '60', subject: 'Critique: part 2' },
    ],
    [
      'on 2026-12-04 from 9.30 to 11:15 in the group Design Guild: Talk',
      { group: 'Design Guild', day: '2026-12-04', start: '09:30', end: '11:15', subject: 'Talk' },
    ],
    [
      'in Design Guild tomorrow at 3pm for half an hour',
      { group: 'Design Guild', day: 'tomorrow', start: '15:00', minutes: '30' },
    ],
    [
      'for Book Club next Monday at 12 a.m. for 1.5 hours',
      { group: 'Book Club', day: 'next monday', start: '00:00', minutes: '90' },
    ],
    ['in Book Club at noon for 45 min', { group: 'Book Club', start: '12:00', minutes: '45' }],
    ['in "Cakes: on Friday" on Monday: Lemon', { group: 'Cakes: on Friday', day: 'monday', subject: 'Lemon' }],
    ['in Cakes on Friday afternoons', { group: 'Cakes on Friday afternoons' }],
    ['in Book Club at 25: Late', { group: 'Book Club', start: '25', subject: 'Late' }],
    ['in קבוצת עיצוב on Sunday at 13pm', { group: 'קבוצת עיצוב', day: 'sunday', start: '13pm' }],
  ])('%s', (words, fields) => {
    expect(eventWords(words)).toEqual(fields);
  });

  it('is not held up by a very long sentence', () => {
    const before = Date.now();
    eventWords(`in ${'on at for '.repeat(400)}`);
    expect(Date.now() - before).toBeLessThan(500);
  });
});
