import { describe, expect, it } from 'vitest';
import { beginOfDay, isoWeek, nextReportDay } from '../../../src/domain/report-week.ts';

describe('the week of a day', () => {
  it.each([
    ['2026-11-30', '2026-W49'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-01', '2020-W53'],
  ])('%s is in %s', (day, week) => expect(isoWeek(day)).toBe(week));
});

describe('the day of the next report', () => {
  it('is today, or comes in the week that begins', () => {
    expect(nextReportDay('2026-11-30', 'monday')).toBe('2026-11-30');
    expect(nextReportDay('2026-12-01', 'monday')).toBe('2026-12-07');
    expect(nextReportDay('2026-12-01', 'sunday')).toBe('2026-12-06');
    expect(nextReportDay('2026-12-01', 'never')).toBeUndefined();
  });
});

describe('the beginning of a day', () => {
  const day = '2026-12-07';
  const before = new Date('2026-12-06T10:00Z');

  it('is when quiet hours end, else at eight, by the clock of the reader', () => {
    const quiet = { from: '18:00', to: '09:30', weekends: true };
    expect(beginOfDay(day, quiet, 'Europe/Berlin', before)).toEqual(new Date('2026-12-07T08:30Z'));
    expect(beginOfDay(day, undefined, 'Pacific/Auckland', before)).toEqual(new Date('2026-12-06T19:00Z'));
    expect(beginOfDay(day, { from: '12:00', to: '14:00', weekends: false }, 'UTC', before)).toEqual(
      new Date('2026-12-07T08:00Z'),
    );
  });

  it('is now when it is over, unless it is quiet then', () => {
    const late = new Date('2026-12-07T20:00Z');
    expect(beginOfDay(day, undefined, 'UTC', late)).toEqual(late);
    expect(beginOfDay(day, { from: '18:00', to: '08:00', weekends: false }, 'UTC', late)).toEqual(
      new Date('2026-12-08T08:00Z'),
    );
  });
});
