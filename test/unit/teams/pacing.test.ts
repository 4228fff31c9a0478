import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pacing } from '../../../src/teams/connector/pacing.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** When each of the messages goes out, in ms, when all are wanted at once. */
function plan(count: number, target: (index: number) => { tenantId: string; conversationId: string }): number[] {
  const pacing = new Pacing();
  return Array.from({ length: count }, (_, index) => pacing.reserve(target(index), 120_000));
}

function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + ms).length));
}

it('sends 7 a second and 60 in 30 seconds to one conversation', () => {
  const times = plan(200, () => ({ tenantId: 't', conversationId: 'a' }));
  expect(times.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 1000]);
  expect(mostWithin(times, 1_000)).toBe(7);
  expect(mostWithin(times, 30_000)).toBe(60);
});

it('sends 50 a second to one tenant', () => {
  const times = plan(175, (index) => ({ tenantId: 't', conversationId: String(index) }));
  expect(mostWithin(times, 1_000)).toBe(50);
  expect(Math.max(...times)).toBe(3_000);
});

it('lets other tenants and conversations go ahead', () => {
  const pacing = new Pacing();
  for (let index = 0; index < 7; index += 1) pacing.reserve({ tenantId: 't', conversationId: 'a' }, 0);
  expect(pacing.reserve({ tenantId: 't', conversationId: 'a' }, 120_000)).toBe(1_000);
  expect(pacing.reserve({ tenantId: 't', conversationId: 'b' }, 120_000)).toBe(0);
});

it('takes no place in the line for what will not wait', () => {
  const pacing = new Pacing();
  const target = { tenantId: 't', conversationId: 'a' };
  for (let index = 0; index < 7; index += 1) pacing.reserve(target, 0);
  expect(pacing.reserve(target, 500)).toBe(1_000);
  vi.advanceTimersByTime(1_000);
  expect(Array.from({ length: 7 }, () => pacing.reserve(target, 0))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});
