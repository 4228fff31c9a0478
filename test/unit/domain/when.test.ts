import { describe, expect, it } from 'vitest';
import { dayMeant, endOfPeriod, periodIn, timeAtEnd, timesIn, timesMeant } from '../../../src/domain/when.ts';
import type { Here } from '../../../src/domain/when-phrases.ts';

/** A Friday, eleven o’clock by the clock on the wall. */
const here: Here = { now: new Date('2026-11-20T10:00Z'), timeZone: 'Europe/Berlin', locale: 'en-GB' };
const inLocale = (locale: string): Here => ({ ...here, locale });

describe('dayMeant', () => {
  it.each([
    ['2026-12-24', '2026-12-24'],
    ['2026-02-29', undefined],
    ['2026-13-01', undefined],
    ['today', '2026-11-20'],
    ['Tomorrow.', '2026-11-21'],
    ['friday', '2026-11-27'],
    ['this Friday', '2026-11-20'],
    ['next Mon', '2026-11-23'],
    ['in 3 days', '2026-11-23'],
    ['in two weeks', '2026-12-04'],
    ['in a fortnight', '2026-12-04'],
    ['next week', '2026-11-27'],
    ['24 December', '2026-12-24'],
    ['December 24th', '2026-12-24'],
    ['by the 3rd of March', '2027-03-03'],
    ['the 15th', '2026-12-15'],
    ['the 31st', '2026-12-31'],
    ['until the end of the year', '2026-12-31'],
    ['20 Nov', '2026-11-20'],
    ['19 Nov', '2027-11-19'],
    ['15.3.', '2027-03-15'],
    ['29.2.', '2028-02-29'],
    ['31.6.', undefined],
    ['31 June', undefined],
    ['5 May 2028', '2028-05-05'],
    ['yesterday', '2026-11-19'],
    ['last Friday', '2026-11-13'],
    ['2025-01-01', '2025-01-01'],
    ['noon', undefined],
    ['May', undefined],
    ['Friday and Monday', undefined],
    ['soonish', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('understands %s', (words, day) => {
    expect(dayMeant(words, here)).toBe(day);
  });

  it('reads numbers in the order of the person’s language, unless only the other one is a day', () => {
    expect(dayMeant('3/4', inLocale('en-GB'))).toBe('2027-04-03');
    expect(dayMeant('3/4', inLocale('en-US'))).toBe('2027-03-04');
    expect(dayMeant('3/4', inLocale('ja-JP'))).toBe('2027-03-04');
    expect(dayMeant('3/15', inLocale('en-GB'))).toBe('2027-03-15');
    expect(dayMeant('15/3', inLocale('en-US'))).toBe('2027-03-15');
  });

  it('counts days where the person is', () => {
    const late = { ...here, now: new Date('2026-11-20T23:30Z') };
    expect(dayMeant('tomorrow', { ...late, timeZone: 'Asia/Tokyo' })).toBe('2026-11-22');
    expect(dayMeant('tomorrow', { ...late, timeZone: 'America/New_York' })).toBe('2026-11-21');
  });
});

describe('periodIn', () => {
  it.each([
    ['Mona to Design until 15 March', 'Mona to Design', 'until 15 March'],
    ['Mona until Friday to Design', 'Mona to Design', 'until Friday'],
    ['Book Club for two weeks', 'Book Club', 'for two weeks'],
    ['for 10 days Mona to Design', 'Mona to Design', 'for 10 days'],
    ['Ada, Grace for three hours to Design', 'Ada, Grace to Design', 'for three hours'],
    ['Book Club till the 15th, please', 'Book Club please', 'till the 15th'],
    ['"Closed until Friday" until 15.3.', 'Closed until Friday', 'until 15.3.'],
    ['Mona until 3/15', 'Mona', 'until 3/15'],
  ])('takes the period out of %s', (words, rest, period) => {
    expect(periodIn(words)).toEqual({ rest, period });
  });

  it.each([
    'Book Club',
    '"Closed until Friday"',
    'Waiting for Friday',
    'Until Friday Afternoons',
    'Design until Friday afternoons',
    'Book Club for ages',
    'Book Club until May',
    '',
  ])('leaves %s alone', (words) => {
    expect(periodIn(words)).toEqual({ rest: words });
  });
});

describe('endOfPeriod', () => {
  it.each([
    ['until Friday', '2026-11-27T23:00:00.000Z'],
    ['until today', '2026-11-20T23:00:00.000Z'],
    ['until Friday 3pm', '2026-11-20T14:00:00.000Z'],
    ['until Friday 9am', '2026-11-27T08:00:00.000Z'],
    ['until tomorrow noon', '2026-11-21T11:00:00.000Z'],
    ['for two weeks', '2026-12-04T10:00:00.000Z'],
    ['for 3 hours', '2026-11-20T13:00:00.000Z'],
    ['until yesterday', '2026-11-19T23:00:00.000Z'],
    ['until then', undefined],
  ])('%s', (period, end) => {
    expect(endOfPeriod(period, here)?.toISOString()).toBe(end);
  });

  // At two o’clock in the night to the 28th the clocks go forward.
  const before: Here = { ...here, now: new Date('2027-03-27T00:30Z') };
  it('keeps to the clock on the wall for days, and to the time that passes for hours', () => {
    expect(endOfPeriod('until the 28th', before)?.toISOString()).toBe('2027-03-28T22:00:00.000Z');
    expect(endOfPeriod('for two days', before)?.toISOString()).toBe('2027-03-28T23:30:00.000Z');
    expect(endOfPeriod('for 48 hours', before)?.toISOString()).toBe('2027-03-29T00:30:00.000Z');
    expect(endOfPeriod('until tomorrow at 2:30', before)?.toISOString()).toBe('2027-03-28T01:30:00.000Z');
  });
});

describe('timesIn and timesMeant', () => {
  it.each([
    ['in Design on Friday at 10 for an hour', 'in Design', { day: '2026-11-27', start: '10:00', minutes: 60 }],
    ['on 2026-12-04 from 9.30 to 11:15 in Design', 'in Design', { day: '2026-12-04', start: '09:30', end: '11:15' }],
    ['in Design tomorrow at 3pm for half an hour', 'in Design', { day: '2026-11-21', start: '15:00', minutes: 30 }],
    ['next Monday at 12 a.m. for 1.5 hours', '', { day: '2026-11-23', start: '00:00', minutes: 90 }],
    ['in Design at noon for 45 min', 'in Design', { start: '12:00', minutes: 45 }],
    ['in Design on 15/3 at 9', 'in Design', { day: '2027-03-15', start: '09:00' }],
    ['in Sun', 'in Sun', undefined],
    ['in Design at 25', 'in Design at 25', undefined],
  ])('%s', (words, rest, times) => {
    const { when, ...others } = timesIn(words);
    expect(others).toEqual({ rest });
    expect(when === undefined ? undefined : timesMeant(when, here)).toEqual(times);
  });
});

describe('timeAtEnd', () => {
  it('gives the phrase of time that ends a sentence, and the word before it', () => {
    expect(timeAtEnd('in Design since last Monday')).toEqual({ rest: 'in Design', link: 'since', time: 'last Monday' });
    expect(timeAtEnd('in Design')).toBeUndefined();
  });
});

it('is not held up by very long sentences', () => {
  for (const part of ['on at for ', 'on Friday ', 'until Friday ', 'the 1st of ', '“', '1.1.']) {
    const before = performance.now();
    timesIn(part.repeat(4000));
    periodIn(part.repeat(4000));
    expect(performance.now() - before).toBeLessThan(1000);
  }
});
