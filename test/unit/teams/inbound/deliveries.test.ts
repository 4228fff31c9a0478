import { afterEach, expect, it, vi } from 'vitest';
import { Deliveries } from '../../../../src/teams/inbound/deliveries.ts';
import { fakeStore } from '../../../support/fake-store.ts';

afterEach(() => vi.useRealTimers());

const deaf = { unrecorded: vi.fn(), unheld: vi.fn() };
const done = { answer: { status: 200, body: 'done' }, keep: true };

it('keeps an activity that takes longer than its lease from a second instance', async () => {
  vi.useFakeTimers();
  const { activities } = fakeStore();
  const [one, other] = [new Deliveries(activities, deaf), new Deliveries(activities, deaf)];
  const turn = Promise.withResolvers<typeof done>();
  let turns = 0;
  const count = () => {
    turns += 1;
    return turn.promise;
  };
  const first = one.once('a', count);
  await vi.advanceTimersByTimeAsync(50_000);
  const second = other.once('a', count);
  await vi.advanceTimersByTimeAsync(1_000);
  turn.resolve(done);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all([first, second])).toEqual([
    { state: 'answered', answer: done.answer },
    { state: 'answered', answer: done.answer },
  ]);
  expect(turns).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives an activity free at once when its answer is not to be kept, so that the next delivery is handled', async () => {
  vi.useFakeTimers();
  const deliveries = new Deliveries(fakeStore().activities, deaf);
  const failed = { answer: { status: 503 }, keep: false };
  await deliveries.once('a', () => Promise.resolve(failed));
  await expect(deliveries.once('a', () => Promise.resolve(done))).resolves.toMatchObject({ answer: done.answer });

  await expect(deliveries.once('b', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  await expect(deliveries.once('b', () => Promise.resolve(done))).resolves.toMatchObject({ answer: done.answer });
  expect(vi.getTimerCount()).toBe(0);
});
