import { describe, expect, it } from 'vitest';
import { nextWakingMoment, type QuietHours } from '../../../src/domain/quiet-hours.ts';

const nights: QuietHours = { from: '18:00', to: '08:00', weekends: true };
const rome = 'Europe/Rome';

function wakes(quiet: QuietHours | undefined, zone: string, at: string): string {
  return nextWakingMoment(quiet, zone, new Date(at))
    .toISOString()
    .replace(/:00\.000Z$/, 'Z');
}

describe('nextWakingMoment', () => {
  it.each<[string, QuietHours | undefined, string, string, string]>([
    ['without quiet hours it is now', undefined, rome, '2026-11-17T02:00Z', '2026-11-17T02:00Z'],
    ['by day it is now', nights, rome, '2026-11-17T07:00Z', '2026-11-17T07:00Z'],
    ['the minute before the end is quiet', nights, rome, '2026-11-17T06:59Z', '2026-11-17T07:00Z'],
    ['the last minute of the day is awake', nights, rome, '2026-11-17T16:59Z', '2026-11-17T16:59Z'],
    ['in the evening it is the next morning', nights, rome, '2026-11-17T17:00Z', '2026-11-18T07:00Z'],
    ['after midnight it is the same morning', nights, rome, '2026-11-17T23:30Z', '2026-11-18T07:00Z'],
    ['on Friday evening it is Monday morning', nights, rome, '2026-11-20T17:00Z', '2026-11-23T07:00Z'],
    ['on Saturday at noon, too', nights, rome, '2026-11-21T11:00Z', '2026-11-23T07:00Z'],
    ['on Sunday night, too', nights, rome, '2026-11-22T23:30Z', '2026-11-23T07:00Z'],
    ['weekends are days like others', { ...nights, weekends: false }, rome, '2026-11-21T11:00Z', '2026-11-21T11:00Z'],
    ['a rest at noon', { ...nights, from: '12:00', to: '14:30' }, rome, '2026-11-17T12:00Z', '2026-11-17T13:30Z'],
    ['a rest and a weekend', { ...nights, from: '12:00', to: '14:00' }, rome, '2026-11-21T11:00Z', '2026-11-22T23:00Z'],
    ['it is the reader’s clock', nights, 'America/New_York', '2026-11-17T12:00Z', '2026-11-17T13:00Z'],
    ['half hours', nights, 'Asia/Kolkata', '2026-11-17T13:00Z', '2026-11-18T02:30Z'],
    ['Saturday begins earlier in the east', nights, 'Pacific/Auckland', '2026-11-20T11:30Z', '2026-11-22T19:00Z'],
  ])('%s', (_name, quiet, zone, at, expected) => {
    expect(wakes(quiet, zone, at)).toBe(expected);
  });

  // Clocks go forward in Rome on Sunday 2026-03-29 at 02:00 and back on Sunday 2026-10-25 at 03:00.
  it.each<[string, QuietHours, string, string, string]>([
    ['a short night', { ...nights, weekends: false }, rome, '2026-03-28T17:00Z', '2026-03-29T06:00Z'],
    ['a long night', { ...nights, weekends: false }, rome, '2026-10-24T16:00Z', '2026-10-25T07:00Z'],
    ['a weekend with an hour less', nights, rome, '2026-03-28T12:00Z', '2026-03-30T06:00Z'],
    [
      'an end that the clocks skip',
      { from: '22:00', to: '02:30', weekends: false },
      rome,
      '2026-03-28T23:00Z',
      '2026-03-29T01:30Z',
    ],
    [
      'an end that comes twice, before',
      { from: '22:00', to: '02:30', weekends: false },
      rome,
      '2026-10-25T00:15Z',
      '2026-10-25T01:30Z',
    ],
    [
      'an end that comes twice, between',
      { from: '22:00', to: '02:30', weekends: false },
      rome,
      '2026-10-25T01:15Z',
      '2026-10-25T01:30Z',
    ],
    // And in New York on Sunday 2026-11-01 at 02:00: there the first of the two is what a clock's time is taken for.
    [
      'an end that comes twice, between, to the west',
      { from: '22:00', to: '01:30', weekends: false },
      'America/New_York',
      '2026-11-01T06:15Z',
      '2026-11-01T06:30Z',
    ],
    [
      'a zone whose clocks skip midnight',
      { ...nights, from: '20:00', to: '00:00' },
      'Africa/Cairo',
      '2026-04-23T19:00Z',
      '2026-04-23T22:00Z',
    ],
  ])('over a change of the clocks: %s', (_name, quiet, zone, at, expected) => {
    expect(wakes(quiet, zone, at)).toBe(expected);
  });

  it('is never before, never quiet itself, and for the same moment always the same', () => {
    for (let hour = 0; hour < 24 * 16; hour++) {
      const at = new Date(Date.UTC(2026, 9, 18) + hour * 3_600_000 + 17_000);
      const first = nextWakingMoment(nights, rome, at);
      expect(first.getTime()).toBeGreaterThanOrEqual(at.getTime());
      expect(nextWakingMoment(nights, rome, first)).toEqual(first);
    }
  });
});
