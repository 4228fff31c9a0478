import { expect, it } from 'vitest';
import { anyReader, longTime, relativeTime } from '../../../src/cards/reader.ts';

const now = new Date('2026-11-21T12:00:00Z');

it('tells times in the zone and language of the reader', () => {
  expect(longTime(now, { locale: 'en-GB', timeZone: 'Europe/Berlin', now })).toBe('21 November 2026 at 13:00');
  expect(longTime(now, { locale: 'de-DE', timeZone: 'America/New_York', now })).toBe('21. November 2026 um 07:00');
});

it('names the zone when it is not known where the reader is', () => {
  expect(longTime(now, anyReader(now))).toBe('21 November 2026 at 12:00 UTC');
});

it('falls back where the client names a language or a zone that there is not', () => {
  expect(longTime(now, { locale: '../../etc', timeZone: 'Mars/Phobos', now })).toContain('21 November 2026');
});

it('calls tomorrow what is tomorrow where the reader is', () => {
  const evening = { locale: 'en-GB', timeZone: 'Asia/Tokyo', now: new Date('2026-11-21T13:30:00Z') };
  // Half past ten in the evening there: 26 hours later it is the day after tomorrow.
  expect(relativeTime(new Date('2026-11-22T15:30:00Z'), evening)).toBe('in 2 days');
  expect(relativeTime(new Date('2026-11-22T14:30:00Z'), evening)).toBe('tomorrow');
  expect(relativeTime(new Date('2026-11-22T15:30:00Z'), { ...evening, timeZone: 'Mars/Phobos' })).toBe('tomorrow');
});

it.each([
  [7 * 86_400_000, 'in 7 days'],
  [-2 * 3_600_000, '2 hours ago'],
  [-60_000, '1 minute ago'],
  [-10_000, 'just now'],
  [30 * 86_400_000, 'in 30 days'],
  [180 * 86_400_000, 'in 6 months'],
])('tells a distance of %d ms as %s', (distance, words) => {
  expect(relativeTime(new Date(now.getTime() + distance), anyReader(now))).toBe(words);
});
