import { describe, expect, it } from 'vitest';
import { occurrenceDates } from '../../../../src/sandbox/graph/recurrence.ts';
import { instantOf, localTime } from '../../../../src/sandbox/graph/time-zones.ts';
import type { Recurrence } from '../../../../src/sandbox/tenant/mail-records.ts';

function series(pattern: Partial<Recurrence['pattern']>, range: Partial<Recurrence['range']> = {}): Recurrence {
  return {
    pattern: {
      type: 'daily',
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: [],
      firstDayOfWeek: 'sunday',
      index: 'first',
      ...pattern,
    },
    range: {
      type: 'noEnd',
      startDate: '2026-01-01',
      endDate: '0001-01-01',
      recurrenceTimeZone: 'UTC',
      numberOfOccurrences: 0,
      ...range,
    },
  };
}

const dates = (recurrence: Recurrence, from: string, to: string): string[] => [
  ...occurrenceDates(recurrence, from, to),
];

describe('a series', () => {
  it.each<[string, Recurrence, string[]]>([
    ['every third day', series({ interval: 3 }), ['2026-01-01', '2026-01-04', '2026-01-07']],
    [
      'every other week, counted from Sunday',
      series({ type: 'weekly', interval: 2, daysOfWeek: ['tuesday', 'thursday'] }),
      ['2026-01-01', '2026-01-13', '2026-01-15'],
    ],
    [
      'the last day of short months',
      series({ type: 'absoluteMonthly', dayOfMonth: 31 }),
      ['2026-01-31', '2026-02-28', '2026-03-31'],
    ],
    [
      'the second Tuesday',
      series({ type: 'relativeMonthly', daysOfWeek: ['tuesday'], index: 'second' }),
      ['2026-01-13', '2026-02-10', '2026-03-10'],
    ],
    [
      'the last workday',
      series({
        type: 'relativeMonthly',
        daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        index: 'last',
      }),
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'a date of the year',
      series({ type: 'absoluteYearly', month: 2, dayOfMonth: 29 }),
      ['2026-02-28', '2027-02-28', '2028-02-29'],
    ],
    [
      'a weekday of the year',
      series({ type: 'relativeYearly', month: 3, daysOfWeek: ['sunday'], index: 'first' }),
      ['2026-03-01', '2027-03-07', '2028-03-05'],
    ],
  ])('comes on %s', (_, recurrence, expected) => {
    expect(dates(recurrence, '2026-01-01', '2030-01-01').slice(0, 3)).toEqual(expected);
  });

  it('ends on its last date, or after so many', () => {
    expect(dates(series({}, { type: 'endDate', endDate: '2026-01-03' }), '2026-01-02', '2027-01-01')).toEqual([
      '2026-01-02',
      '2026-01-03',
    ]);
    expect(dates(series({}, { type: 'numbered', numberOfOccurrences: 4 }), '2026-01-03', '2027-01-01')).toEqual([
      '2026-01-03',
      '2026-01-04',
    ]);
  });

  it('is as quick when it has gone on for centuries', () => {
    const old = series({ type: 'weekly', daysOfWeek: ['monday'] }, { startDate: '1900-01-01' });
    const begun = performance.now();
    for (let count = 0; count < 200; count++) expect(dates(old, '2190-01-01', '2190-01-11')).toHaveLength(2);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('time zones', () => {
  it('are known by the names of Windows and of IANA, in summer and in winter', () => {
    expect(new Date(instantOf('2026-07-01T12:00:00', 'Eastern Standard Time')).toISOString()).toBe(
      '2026-07-01T16:00:00.000Z',
    );
    expect(new Date(instantOf('2026-01-01T12:00:00', 'America/New_York')).toISOString()).toBe(
      '2026-01-01T17:00:00.000Z',
    );
    expect(localTime(Date.UTC(2026, 0, 1), 'india standard time')).toBe('2026-01-01T05:30:00');
  });

  it('take a time that the clocks skip for the one after it', () => {
    expect(new Date(instantOf('2026-03-29T02:30:00', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});
