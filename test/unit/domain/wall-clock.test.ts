import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayAt,
  instantOf,
  isDay,
  isOnClock,
  isTime,
  wallClock,
  weekdayOf,
} from '../../../src/domain/wall-clock.ts';

describe('clocks on walls', () => {
  it.each([
    ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-07-01T00:00', 'Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
    ['2026-12-31T23:30', 'Pacific/Kiritimati', '2026-12-31T09:30:00.000Z'],
    ['2026-11-01T12:00', 'America/St_Johns', '2026-11-01T15:30:00.000Z'],
    ['2026-01-01T00:00', 'UTC', '2026-01-01T00:00:00.000Z'],
  ])('%s in %s is %s, and back', (local, zone, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
    expect(wallClock(new Date(instant), zone)).toBe(local);
    expect(isOnClock(local, zone)).toBe(true);
  });

  it('knows the hour that is missing in spring, and the midnight that is missing in Cairo', () => {
    expect(isOnClock('2026-03-29T02:30', 'Europe/Berlin')).toBe(false);
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(isOnClock('2026-04-24T00:00', 'Africa/Cairo')).toBe(false);
    expect(wallClock(instantOf('2026-04-24T00:00', 'Africa/Cairo'), 'Africa/Cairo')).toBe('2026-04-24T01:00');
  });
});

describe('days', () => {
  it('are counted over months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(weekdayOf('2026-12-04')).toBe('friday');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '1800-01-01', '2026-1-1', '2026-01-01T00:00', ''])(
    'does not take %s for one',
    (text) => expect(isDay(text)).toBe(false),
  );

  it.each(['24:00', '9:30', '09:60', 'noon', ''])('does not take %s for a time', (text) => {
    expect(isTime(text)).toBe(false);
  });

  it('know which day it is where somebody is', () => {
    const late = new Date('2026-11-20T23:30:00Z');
    expect(dayAt(late, 'Asia/Tokyo')).toBe('2026-11-21');
    expect(dayAt(late, 'America/New_York')).toBe('2026-11-20');
    expect(dayAt(late, 'Nowhere/Atall')).toBe('2026-11-20');
  });
});
