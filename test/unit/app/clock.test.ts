import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createClock, type AppClock } from '../../../src/app/clock.ts';

const day = 24 * 3600;
const servers: Server[] = [];
const clocks: AppClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface TimeServer {
  url: string;
  aheadSeconds: number;
  status: number;
  asked: string[];
  moveTo(aheadSeconds: number): void;
}

/** Answers at once, or with `after` only when the time is another. */
async function timeServer(): Promise<TimeServer> {
  const waiting = new Set<ServerResponse>();
  const answer = (response: ServerResponse) =>
    response.writeHead(time.status).end(JSON.stringify({ now: 'x', aheadSeconds: time.aheadSeconds }));
  const server = createServer((request, response) => {
    time.asked.push(request.url ?? '');
    const after = new URL(request.url ?? '', 'http://localhost').searchParams.get('after');
    if (after === String(time.aheadSeconds)) waiting.add(response);
    else answer(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const time: TimeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/time`,
    aheadSeconds: 0,
    status: 200,
    asked: [],
    moveTo(aheadSeconds) {
      time.aheadSeconds = aheadSeconds;
      for (const response of waiting) answer(response);
      waiting.clear();
    },
  };
  return time;
}

function clockOf(timeUrl?: string): AppClock {
  const clock = createClock(timeUrl === undefined ? {} : { timeUrl });
  clocks.push(clock);
  return clock;
}

const daysAhead = (clock: AppClock) => Math.round((clock.now().getTime() - Date.now()) / 1000 / day);
const jumpOf = (clock: AppClock) => new Promise<void>((resolve) => clock.onJump(resolve));

it('is this machine’s clock where the cloud names none', async () => {
  const clock = clockOf();
  await clock.ready;
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(50);
});

it('follows the cloud’s time and tells of each jump', async () => {
  const time = await timeServer();
  time.aheadSeconds = 3 * day;
  const clock = clockOf(time.url);
  await clock.ready;
  expect(daysAhead(clock)).toBe(3);

  await expect.poll(() => time.asked.at(-1)).toBe(`/time?after=${3 * day}`);
  const jumped = jumpOf(clock);
  time.moveTo(33 * day);
  await jumped;
  expect(daysAhead(clock)).toBe(33);
});

it('keeps its time while the cloud is away or talks nonsense, and comes back to it', async () => {
  const time = await timeServer();
  time.status = 500;
  const clock = clockOf(time.url);
  await clock.ready;
  expect(daysAhead(clock)).toBe(0);
  const jumped = jumpOf(clock);
  time.status = 200;
  time.aheadSeconds = 1e300;
  await expect.poll(() => time.asked.length, { timeout: 5000 }).toBeGreaterThan(1);
  time.aheadSeconds = 2 * day;
  await jumped;
  expect(daysAhead(clock)).toBe(2);
});

it('stops', async () => {
  const time = await timeServer();
  const clock = clockOf(time.url);
  await clock.ready;
  clock.stop();
  const asked = time.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(time.asked.length).toBeLessThanOrEqual(asked + 1);
});
