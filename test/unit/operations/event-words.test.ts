import { describe, expect, it } from 'vitest';
import { eventWords } from '../../../src/operations/calendar/event-words.ts';

describe('eventWords', () => {
  it.each<[string, Record<string, string>]>([
    ['in Design Guild', { group: 'Design Guild' }],
    ['', {}],
    [
      'in Design Guild on Friday at 10 for an hour: Critique: part 2',
      { group: 'Design Guild', when: 'for an hour; on Friday at 10', subject: 'Critique: part 2' },
    ],
    [
      'on 2026-12-04 from 9.30 to 11:15 in the group Design Guild: Talk',
      { group: 'Design Guild', when: 'on 2026-12-04 from 9.30 to 11:15', subject: 'Talk' },
    ],
    [
      'for Book Club next Monday at 12 a.m. for 1.5 hours',
      { group: 'Book Club', when: 'for 1.5 hours; next Monday at 12 a.m.' },
    ],
    ['in "Cakes: on Friday" on Monday: Lemon', { group: 'Cakes: on Friday', when: 'on Monday', subject: 'Lemon' }],
    ['in Cakes on Friday afternoons', { group: 'Cakes on Friday afternoons' }],
    ['in קבוצת עיצוב on Sunday', { group: 'קבוצת עיצוב', when: 'on Sunday' }],
  ])('%s', (words, fields) => {
    expect(eventWords(words)).toEqual(fields);
  });

  it('is not held up by a very long sentence', () => {
    const before = Date.now();
    eventWords(`in ${'on at for '.repeat(400)}`);
    expect(Date.now() - before).toBeLessThan(500);
  });
});
