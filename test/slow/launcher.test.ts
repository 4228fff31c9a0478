import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../src/sandbox/page/api.ts';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
let data: string;
const launched: Launched[] = [];

beforeAll(() => void (data = mkdtempSync(path.join(tmpdir(), 'muster-launcher-'))));
afterEach(async () => {
  for (const one of launched.splice(0)) await one.end('SIGKILL');
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

interface Launched {
  child: ChildProcess;
  said(): string;
  /** The address that it prints. */
  address(): Promise<string>;
  /** Signals the whole group, as a terminal does. @returns exit code */
  end(signal: NodeJS.Signals, whom?: 'group' | 'launcher'): Promise<number | null>;
}

/** Runs what `npm start` runs, in a process group of its own. */
function launch(args: string[] = ['--data', data], env: Record<string, string> = {}): Launched {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'src/index.ts', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const one: Launched = {
    child,
    said: () => said,
    address: () =>
      until(
        'an address is printed',
        () => {
          if (child.exitCode !== null) throw new Error(said);
          return /Open (http:\/\/localhost:\d+)/.exec(said)?.[1];
        },
        60_000,
      ),
    end: async (signal, whom = 'group') => {
      try {
        process.kill(whom === 'group' ? -child.pid! : child.pid!, signal);
      } catch {
        // Everybody is gone already.
      }
      return ended;
    },
  };
  launched.push(one);
  return one;
}

/** Processes of a group that still live. Linux and macOS. */
function living(groupId: number): boolean {
  try {
    process.kill(-groupId, 0);
    return true;
  } catch {
    return false;
  }
}

const session = async (address: string): Promise<Session> =>
  (await (await fetch(`${address}/api/session`)).json()) as Session;

function occupy(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(undefined))
      .listen(port, () => resolve(server));
  });
}

it('prints one address, takes the next ports when the usual ones are taken, and ends whole on Ctrl-C', async () => {
  const taken = await Promise.all([3978, 3979, 9443].map(occupy));
  try {
    const muster = launch();
    const address = await muster.address();
    expect(muster.said().match(/https?:\/\//g)).toHaveLength(1);
    expect(new URL(address).port).not.toBe('3979');
    await until('the bot is there', async () => (await session(address)).bot.reachable);
    expect((await fetch(address)).status).toBe(200);

    const second = launch();
    await until('the second has given up', () => second.child.exitCode !== null, 20_000);
    expect(second.child.exitCode).not.toBe(0);
    expect(second.said()).toContain(address);
    expect(second.said()).toMatch(/in use by process \d+/);

    const startedAt = performance.now();
    expect(await muster.end('SIGINT')).toBe(0);
    await until('all of them are gone', () => !living(muster.child.pid!), 10_000);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  } finally {
    for (const server of taken) server?.close();
  }
}, 90_000);

it('leaves nobody behind when it is killed, and forgets everything with --fresh', async () => {
  const first = launch();
  const address = await first.address();
  await fetch(`${address}/api/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds: 86_400 }) });
  await until('the clock is kept', () => {
    const file = path.join(data, 'sandbox', 'clock.json');
    return existsSync(file) && readFileSync(file, 'utf8').includes('86400');
  });
  const before = await session(address);
  expect(before.aheadSeconds).toBe(86_400);
  // The launcher is the child of the script that finds a Node; only it is killed.
  await first.end('SIGKILL', 'launcher');
  killLauncherOf(first);
  await until('its children are gone', () => !living(first.child.pid!), 15_000);

  const second = launch(['--data', data, '--fresh']);
  const after = await session(await second.address());
  expect(after.aheadSeconds).toBe(0);
  expect(after.bot.id).not.toBe(before.bot.id);
  expect(await second.end('SIGTERM')).not.toBeNull();
}, 120_000);

it('refuses production with nothing configured, and says what is missing', async () => {
  const refused = launch([], { NODE_ENV: 'production' });
  await until('it ended', () => refused.child.exitCode !== null, 20_000);
  expect(refused.child.exitCode).not.toBe(0);
  expect(refused.said()).toMatch(/BOT_ID/);
  expect(refused.said()).toMatch(/PUBLIC_URL/);
  expect(refused.said()).not.toMatch(/ at .*\.ts:\d+/);
});

/** Kills the process that `scripts/run.mjs` started: the one that holds the channels to the sandbox and the bot. */
function killLauncherOf({ child }: Launched): void {
  const list = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of list) {
    const [, pid, group, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(group) === child.pid && args.includes('src/index.ts --data')) process.kill(Number(pid), 'SIGKILL');
  }
}
