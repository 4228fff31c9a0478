import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Agent, fetch } from 'undici';
import { loadSigningKeys } from '../../src/sandbox/entra/keys.ts';
import type { Faults, Grants, GroupDetails, Session, TrafficEntry } from '../../src/sandbox/page/api.ts';
import { usualAppRoles, type SandboxOptions } from '../../src/sandbox/options.ts';
import { loadPki } from '../../src/sandbox/pki.ts';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/sandbox.ts';
import type { Timing } from '../../src/sandbox/teams/delivery.ts';
import { startFront, type Front } from './front.ts';
import { Person, type Call } from './person.ts';
import { runOn } from './postgres-schema.ts';
import { until } from './until.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

export interface MusterOptions {
  /** Teams' patience; the tests wait for a bot that was killed no longer than they must. */
  timing?: Partial<Timing>;
  /** Further settings of the bot. */
  env?: Record<string, string>;
  /** The sandbox's time at the start, from which the directory's dates are counted. */
  startAt?: Date;
  /** What the directory is filled with, and in whose teams the app is installed from the start. */
  seed?: NonNullable<SandboxOptions['seed']>;
  teamsWithApp?: readonly string[];
  /** A PostgreSQL database instead of a file. */
  databaseUrl?: string;
  /** Several bots that take turns; they need a PostgreSQL database. */
  bots?: number;
  /** A module that is loaded into each bot's process before the bot. */
  preload?: string;
  keepsConversations?: boolean;
  /** What the administrator has granted the app, instead of the usual. */
  appRoles?: readonly string[];
  /** Tests type faster than people: so many times the published number of messages may be sent. */
  messageFactor?: number;
  /** Whether Graph holds its published limits; true when absent. */
  graphLimits?: boolean;
}

/** A bot in a process of its own, which can be killed and started again on the same store. */
export interface Bot {
  readonly port: number;
  readonly pid: number | undefined;
  /** While it runs; speaks with what was loaded into it. */
  readonly process: ChildProcess | undefined;
  /** What it wrote to its log, one JSON object a line. */
  log(): string;
  /** Starts it and waits until it serves. */
  start(): Promise<void>;
  /** SIGKILL: it has no chance to say goodbye. */
  kill(): Promise<void>;
  /** SIGTERM, as a host stops it. @returns its exit code */
  stop(): Promise<number>;
}

/** The whole system: the sandbox in this process, one bot or several in processes of their own. */
export interface Muster {
  sandbox: RunningSandbox;
  front: Front;
  bot: Bot;
  bots: readonly Bot[];
  call: Call;
  /** @param id of the directory object */
  person(id: string): Person;
  session(): Promise<Session>;
  /** As an administrator grants the app a permission on Graph. Tokens that it holds already do not have it. */
  grantAppRole(role: string): void;
  setFaults(change: Partial<Faults>): Promise<void>;
  setGrants(userId: string, change: Partial<Omit<Grants, 'userId'>>): Promise<void>;
  advance(seconds: number): Promise<void>;
  group(id: string): Promise<GroupDetails>;
  /** Calls since a number, the newest last. */
  traffic(after?: number): Promise<TrafficEntry[]>;
  /** Calls that put somebody into a group, the refused ones too. */
  additions(groupId: string, after?: number): Promise<TrafficEntry[]>;
  /** Where the bot keeps everything, unless it has a PostgreSQL database. */
  databaseFile: string;
  /** Rows of the bot's own database, read past it. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Waits until nothing is due or under way: what has not come by then does not come. */
  quiet(limitMs?: number): Promise<void>;
  /** Groups live for ever, so that a test can let weeks go by. */
  keepGroups(): void;
  /** Ends everything and removes what it kept. */
  stop(): Promise<void>;
}

/** Starts a fresh system on free ports and waits until the bot is ready. */
export async function startMuster(options: MusterOptions = {}): Promise<Muster> {
  const ends: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await assemble(options, stop, (end) => ends.push(end));
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function assemble(
  {
    timing,
    env = {},
    startAt,
    bots: count = 1,
    databaseUrl,
    seed,
    teamsWithApp = [],
    preload,
    keepsConversations = true,
    appRoles: roles = usualAppRoles,
    messageFactor = 1,
    graphLimits = true,
  }: MusterOptions,
  stop: Muster['stop'],
  atEnd: (end: () => unknown) => void,
): Promise<Muster> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-e2e-'));
  atEnd(() => rmSync(dataDir, { recursive: true, force: true }));
  await giveKeys(path.join(dataDir, 'sandbox'));
  if (startAt !== undefined) {
    const aheadSeconds = (startAt.getTime() - Date.now()) / 1000;
    writeFileSync(path.join(dataDir, 'sandbox', 'clock.json'), JSON.stringify({ aheadSeconds }));
  }
  const databaseFile = path.join(dataDir, 'muster.sqlite');
  const appRoles = [...roles];
  const sandbox = await startSandbox({
    dataDir: path.join(dataDir, 'sandbox'),
    // Nobody listens on the discard port until the front is there.
    botUrl: 'http://localhost:9',
    timing: { retryPauseMs: 300, ...timing },
    teamsWithApp,
    appRoles,
    keepsConversations,
    messageFactor,
    graphLimits,
    ...(seed && { seed }),
    log: (text) => process.stderr.write(`${text}\n`),
  });
  atEnd(() => sandbox.stop());
  const limits = messageFactor === 1 ? {} : manyTimes(messageFactor);
  const bots: Bot[] = [];
  const front = await startFront(() => bots.map(({ port }) => port));
  atEnd(() => front.stop());
  sandbox.setBotUrl(front.url);
  const database = databaseUrl === undefined ? { DATABASE_FILE: databaseFile } : { DATABASE_URL: databaseUrl };
  for (let index = 0; index < count; index += 1) {
    const port = await freePort();
    const bot = createBot(
      port,
      { ...botEnvironment(sandbox, port, front.url), ...database, ...limits, ...env },
      preload,
    );
    atEnd(() => bot.kill());
    bots.push(bot);
  }
  await Promise.all(bots.map((bot) => bot.start()));
  return system({
    sandbox,
    front,
    bots,
    stop,
    databaseFile,
    grantAppRole: (role) => void appRoles.push(role),
    rows: (sql) => readRows(databaseUrl ?? databaseFile, sql),
  });
}

/** The published limits of the bot's settings, so many times. */
function manyTimes(factor: number): Record<string, string> {
  const times = (limits: string): string =>
    limits.replace(/(\d+)\//g, (_, count: string) => `${Number(count) * factor}/`);
  return { MESSAGES_PER_TENANT: times('50/1'), MESSAGES_PER_CONVERSATION: times('7/1,8/2,60/30,1800/3600') };
}

function system(
  parts: Pick<Muster, 'sandbox' | 'front' | 'bots' | 'stop' | 'databaseFile' | 'grantAppRole' | 'rows'>,
): Muster {
  const { sandbox } = parts;
  const call: Call = (where, body) => callPage(`${sandbox.pageUrl}${where}`, body);
  const muster: Muster = {
    ...parts,
    bot: parts.bots[0]!,
    call,
    person: (id) => new Person(id, call),
    session: async () => (await call('/api/session')) as Session,
    setFaults: async (change) => {
      const { faults } = await muster.session();
      await call('/api/faults', { ...faults, ...change });
    },
    setGrants: async (userId, change) => {
      const { people } = await muster.session();
      await call('/api/grants', { ...people.find(({ id }) => id === userId)?.grants, ...change });
    },
    advance: async (advanceSeconds) => {
      await call('/api/clock', { advanceSeconds });
    },
    group: async (id) => (await call(`/api/groups/${id}?as=${sandbox.botId}`)) as GroupDetails,
    traffic: async (after = 0) => (await call(`/api/traffic?after=${after}`)) as TrafficEntry[],
    additions: async (groupId, after = 0) =>
      (await muster.traffic(after)).filter(
        ({ method, to, path: where }) =>
          method === 'POST' && to === 'Graph' && where.startsWith(`/v1.0/groups/${groupId}/members/$ref`),
      ),
    quiet: (limitMs) => settled(muster, limitMs),
    keepGroups: () => {
      const { tenant } = sandbox;
      for (const { id } of [...tenant.groups()]) tenant.updateGroup(id, { expirationDateTime: null });
    },
  };
  return muster;
}

/** As the launcher gives it, but for the address, which is the front's. */
function botEnvironment(sandbox: RunningSandbox, port: number, publicUrl: string): Record<string, string> {
  return {
    MUSTER_CLOUD: 'sandbox',
    MUSTER_SANDBOX_URL: sandbox.cloudUrl,
    BOT_ID: sandbox.botId,
    BOT_TENANT_IDS: sandbox.tenantId,
    BOT_CLIENT_SECRET: sandbox.credentials.clientSecret,
    TRUSTED_HOST_ORIGINS: sandbox.pageUrl,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    NODE_EXTRA_CA_CERTS: sandbox.caFile,
  };
}

function createBot(port: number, env: Record<string, string>, preload?: string): Bot {
  let child: ChildProcess | undefined;
  let log = '';
  const end = async (signal: NodeJS.Signals): Promise<number> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? 0;
    const ended = new Promise<number>((resolve) => ending.once('exit', (code) => resolve(code ?? -1)));
    ending.kill(signal);
    return ended;
  };
  return {
    port,
    get pid() {
      return child?.pid;
    },
    get process() {
      return child;
    },
    log: () => log,
    start: async () => {
      const started = spawn(
        process.execPath,
        [...(preload === undefined ? [] : ['--import', preload]), 'src/index.ts'],
        {
          cwd: root,
          // Nothing of the developer's own settings may reach it, nor vitest's.
          env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
          // The channel closes when this process ends, however that happens, and the bot ends then too.
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        },
      );
      child = started;
      started.once('exit', (code, signal) => {
        if (child === started) process.stderr.write(`A bot ended by itself (${code ?? signal}): ${log.slice(-2000)}\n`);
      });
      for (const stream of [started.stdout, started.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => void (log += text));
      await until(
        'the bot is ready',
        async () => {
          if (started.exitCode !== null) throw new Error(`The bot ended with ${started.exitCode}: ${log}`);
          return (await fetch(`http://localhost:${port}/readyz`).catch(() => undefined))?.ok;
        },
        60_000,
      ).catch((problem: unknown) => {
        throw new Error(`${String(problem)}\n${log}`);
      });
    },
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
  });
}

/**
 * A connection for each call: the sandbox is in this process, and when both are busy for a second it may close one that
 * was kept at the moment at which it is used again.
 */
const calls = new Agent({ pipelining: 0 });

async function callPage(url: string, body: unknown): Promise<unknown> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { dispatcher: calls, ...(body !== undefined && post) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

async function readRows(database: string, sql: string): Promise<Record<string, unknown>[]> {
  if (database.startsWith('postgres')) return runOn(database, [sql]);
  // The next bot may just be reading in again what one that was killed left in the log.
  const file = new DatabaseSync(database, { readOnly: true, timeout: 5_000 });
  try {
    return file.prepare(sql).all();
  } finally {
    file.close();
  }
}

/** Each look goes through every bot: one that is short of breath has taken its turns by then. */
async function settled(muster: Muster, limitMs?: number): Promise<void> {
  let calm = 0;
  const look = async (): Promise<boolean> => {
    await Promise.all(muster.bots.map(answers));
    const isBusy =
      muster.sandbox.traffic().some(isUnderWay) ||
      (await muster.rows(`select 1 from job where state = 'waiting' and due_at <= ${muster.sandbox.now().getTime()}`))
        .length > 0;
    calm = isBusy ? 0 : calm + 1;
    return calm >= 8;
  };
  await until('nothing is under way any more', look, limitMs);
}

/** Also where it does not run, or is being stopped. */
async function answers({ port, process: running }: Bot): Promise<void> {
  if (running) await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
}

/** A call that nobody answered keeps status 0 too, but says so. The bot always waits for the clock to be moved. */
function isUnderWay({ status, summary, path: where }: TrafficEntry): boolean {
  return status === 0 && !summary.includes(' — ') && !where.startsWith('/time');
}

let keyFolder: Promise<string> | undefined;

/** Making RSA keys is most of a first start: each test file makes them once. */
async function giveKeys(dataDir: string): Promise<void> {
  keyFolder ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-keys-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await Promise.all([loadPki(folder), loadSigningKeys(folder)]);
    return folder;
  })();
  cpSync(await keyFolder, dataDir, { recursive: true });
}
