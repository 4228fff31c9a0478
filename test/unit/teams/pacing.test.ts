import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { publishedLimits } from '../../../src/domain/pacing.ts';
import { memoryPaces } from '../../../src/storage/paces.ts';
import { Pacing, type PaceTarget } from '../../../src/teams/connector/pacing.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
afterEach(() => vi.useRealTimers());

const pacing = () => new Pacing(memoryPaces(), publishedLimits);
const chat = (conversationId = 'a', tenantId = 't'): PaceTarget => ({ tenantId, conversationId });
const longest = 3_600_000;

/** When each of the answers goes out, in ms, when all are wanted at once. */
function plan(count: number, target: (index: number) => PaceTarget): number[] {
  const one = pacing();
  return Array.from({ length: count }, (_, index) => one.reply(target(index), longest));
}

/** When each message of the queue goes out, in ms, when each comes again as it was told. */
async function queue(count: number, target: (index: number) => PaceTarget, one = pacing()): Promise<number[]> {
  const start = Date.now();
  const times: number[] = [];
  let due = Array.from({ length: count }, (_, index) => ({ index, at: start }));
  while (due.length > 0) {
    due.sort((a, b) => a.at - b.at);
    const [next, ...rest] = due;
    vi.setSystemTime(Math.max(Date.now(), next!.at));
    const answer = await one.take(target(next!.index));
    if ('waitMs' in answer) times.push(Date.now() + answer.waitMs - start);
    due = 'waitMs' in answer ? rest : [...rest, { index: next!.index, at: Date.now() + answer.awayMs }];
  }
  return times.sort((a, b) => a - b);
}

function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + ms).length));
}

it('answers 7 times in a second, 8 in two and 60 in 30 in one conversation, in whichever thread', () => {
  const times = plan(200, (index) => chat(`19:a@thread.tacv2;messageid=${index}`));
  expect(times.slice(0, 9)).toEqual([0, 0, 0, 0, 0, 0, 0, 1000, 2000]);
  expect([1_000, 2_000, 30_000].map((ms) => mostWithin(times, ms))).toEqual([7, 8, 60]);
});

it('answers 50 times a second in one tenant, and others at once', () => {
  const times = plan(175, (index) => chat(String(index)));
  expect(mostWithin(times, 1_000)).toBe(50);
  expect(Math.max(...times)).toBe(3_000);
});

it('leaves a tenth of every limit to those who answer', async () => {
  const inOneChat = await queue(120, () => chat());
  expect([1_000, 2_000, 30_000].map((ms) => mostWithin(inOneChat, ms))).toEqual([6, 7, 54]);
  const inOneTenant = await queue(200, (index) => chat(String(index)));
  expect(mostWithin(inOneTenant, 1_000)).toBe(45);
  expect(Math.max(...inOneTenant)).toBeLessThanOrEqual(5_000);
});

it('sends no more than 1800 messages an hour to one chat', async () => {
  const times = await queue(1_700, () => chat());
  expect(mostWithin(times, 3_600_000)).toBe(1_620);
});

it('does not let an answer wait for the queue, but the queue for answers', async () => {
  const one = pacing();
  for (let index = 0; index < 6; index += 1) expect(await one.take(chat())).toEqual({ waitMs: 0 });
  expect(one.reply(chat(), longest)).toBe(0);
  const others = pacing();
  for (let index = 0; index < 6; index += 1) others.reply(chat(), longest);
  expect(await others.take(chat())).toEqual({ waitMs: 1_000 });
});

it('takes no moment for an answer that would wait too long', () => {
  const one = pacing();
  for (let index = 0; index < 7; index += 1) one.reply(chat(), 0);
  expect(one.reply(chat(), 500)).toBe(1_000);
  expect(one.reply(chat('b'), 0)).toBe(0);
  vi.advanceTimersByTime(2_000);
  expect(Array.from({ length: 7 }, () => one.reply(chat(), 0))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

it('sends away who would hold a worker for long, one behind the other', async () => {
  const one = pacing();
  one.refused(chat(), 30);
  const away = [await one.take(chat()), await one.take(chat()), await one.take(chat())];
  expect(away.map((answer) => 'awayMs' in answer && Math.round(answer.awayMs))).toEqual([30_000, 30_556, 31_111]);
  expect(await one.take(chat('b'))).toEqual({ waitMs: 0 });
  expect(one.reply(chat(), 0)).toBe(0);
});

it('is silent to a whole tenant when several of its conversations are refused', async () => {
  const one = pacing();
  for (const id of ['a', 'b', 'c']) one.refused(chat(id), 20);
  expect(await one.take(chat('d'))).toEqual({ awayMs: 20_000, isTenant: true });
  expect(await one.take(chat('d', 'other'))).toEqual({ waitMs: 0 });
});
