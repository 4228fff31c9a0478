import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from '../../../../src/sandbox/server/clock.ts';

const day = 86_400;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('lets a year pass in less than a minute, a day at a time', () => {
  const clock = createClock();
  const seen: number[] = [];
  clock.onMove(() => seen.push(clock.aheadSeconds));
  clock.run('week');
  vi.advanceTimersByTime(60_000);
  expect(clock.aheadSeconds).toBe(366 * day);
  expect(clock.pace).toBeUndefined();
  const steps = seen.slice(1).map((ahead, index) => ahead - (seen[index] ?? 0));
  expect(Math.max(...steps)).toBe(day);
});

it('goes on with real time when it is stopped, and says each time that it is', () => {
  const clock = createClock(day);
  let told = 0;
  clock.run('hour');
  vi.advanceTimersByTime(3_000);
  expect([clock.aheadSeconds, clock.pace]).toEqual([day + 3 * 3_600, 'hour']);
  clock.onMove(() => (told += 1));
  clock.stop();
  clock.stop();
  expect([told, clock.pace]).toEqual([1, undefined]);
  vi.advanceTimersByTime(10_000);
  expect(clock.aheadSeconds).toBe(day + 3 * 3_600);
  expect(clock.now().getTime() - Date.now()).toBe((day + 3 * 3_600) * 1000);
});

it('runs at one pace at a time, and not after it was set back', () => {
  const clock = createClock();
  clock.run('day');
  clock.run('hour');
  vi.advanceTimersByTime(2_000);
  expect(clock.aheadSeconds).toBe(2 * 3_600);
  clock.reset();
  vi.advanceTimersByTime(2_000);
  expect([clock.aheadSeconds, clock.pace]).toEqual([0, undefined]);
});

it('tells who waits only when the time has moved', async () => {
  const clock = createClock();
  let heard = false;
  void clock.moved(0, 60_000, new AbortController().signal).then(() => (heard = true));
  clock.run('hour');
  await vi.advanceTimersByTimeAsync(900);
  expect(heard).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(heard).toBe(true);
});
