import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { keyNames } from './configuration-keys.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const usualBotPort = 3978;
const startLimitMs = 60_000;
const graceMs = 5_000;
/** A bot that keeps falling is left lying: more ends than this in a minute are not an accident. */
const restartsPerMinute = 5;

/** What the sandbox prints on its first line when it serves. */
const readyLine = z.object({
  ready: z.literal(true),
  cloudUrl: z.url(),
  pageUrl: z.url(),
  caFile: z.string(),
  tenantId: z.string(),
  botId: z.string(),
  clientSecret: z.string(),
});
type Ready = z.infer<typeof readyLine>;

/**
 * Runs the sandbox cloud and the bot side by side, as two processes that share nothing but addresses, and prints the
 * one address to open. Used when no cloud is configured.
 * @returns the exit code, once both have ended
 */
export async function launch(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      data: { type: 'string', default: '.muster' },
      'app-role': { type: 'string', multiple: true, default: [] },
    },
  });
  const data = path.resolve(root, values.data);
  mkdirSync(path.join(data, 'logs'), { recursive: true });

  const botPort = await freePort(usualBotPort);
  // The page's port is looked for behind the bot's, so that the two never choose the same one.
  const ports = ['--bot-url', `http://localhost:${botPort}`, '--page-port', String(botPort + 1)];
  const folder = ['--data', path.join(data, 'sandbox'), ...(values.fresh ? ['--fresh'] : [])];
  const roles = values['app-role'].flatMap((role) => ['--app-role', role]);
  const sandbox = start(['src/sandbox/main.ts', ...folder, ...ports, ...roles], {}, data, 'sandbox');
  const children = new Set<ChildProcess>([sandbox]);
  const stopping = stopOnSignal(children);

  const ready = await firstLine(sandbox);
  if (typeof ready === 'number') {
    console.error(`The sandbox did not start. ${path.join(data, 'logs', 'sandbox.log')} has the details.`);
    return ready || 1;
  }
  // The sandbox holds the lock on the data by now, so nobody else uses the bot's database.
  if (values.fresh)
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(path.join(data, `muster.sqlite${end}`), { force: true });

  await superviseBot(ready, botPort, data, children, stopping);
  return 0;
}

/** Starts the bot, says where to look once it serves, and starts it again when it dies by itself, as a host in production would. */
async function superviseBot(
  ready: Ready,
  botPort: number,
  data: string,
  children: Set<ChildProcess>,
  stopping: AbortSignal,
): Promise<void> {
  const ends: number[] = [];
  for (let first = true; !stopping.aborted; first = false) {
    const bot = start(['src/index.ts'], botEnvironment(ready, botPort, data), data, 'bot');
    children.add(bot);
    if (first) void announce(ready.pageUrl, botPort, data, stopping);
    const code = await ended(bot);
    children.delete(bot);
    if (isStopping(stopping)) break;

    const now = Date.now();
    ends.push(now);
    if (ends.filter((time) => now - time < 60_000).length > restartsPerMinute) {
      console.error(
        `The bot ended ${ends.length} times (last with ${code}). ${path.join(data, 'logs', 'bot.log')} says why.`,
      );
      for (const child of children) child.kill('SIGTERM');
      break;
    }
    console.log('The bot ended unexpectedly; it is started again.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await Promise.all([...children].map(ended));
}

// The flag changes while the loop waits, which the compiler cannot see.
function isStopping(signal: AbortSignal): boolean {
  return signal.aborted;
}

function botEnvironment(ready: Ready, botPort: number, data: string): Record<string, string> {
  return {
    MUSTER_CLOUD: 'sandbox',
    MUSTER_SANDBOX_URL: ready.cloudUrl,
    BOT_ID: ready.botId,
    BOT_TENANT_IDS: ready.tenantId,
    BOT_CLIENT_SECRET: ready.clientSecret,
    TRUSTED_HOST_ORIGINS: new URL(ready.pageUrl).origin,
    PORT: String(botPort),
    PUBLIC_URL: `http://localhost:${botPort}`,
    DATABASE_FILE: path.join(data, 'muster.sqlite'),
    NODE_EXTRA_CA_CERTS: ready.caFile,
    // The one setting of somebody's own that reaches the sandbox's bot: it is how a policy is tried out.
    POLICY_FILE: path.resolve(process.env['POLICY_FILE'] ?? path.join(root, 'config', 'sandbox-policy.yaml')),
  };
}

async function announce(pageUrl: string, botPort: number, data: string, stopping: AbortSignal): Promise<void> {
  const limit = Date.now() + startLimitMs;
  while (!stopping.aborted && Date.now() < limit) {
    const answer = await fetch(`http://localhost:${botPort}/readyz`).catch(() => undefined);
    if (answer?.ok) {
      console.log(
        `\nMuster is running in its sandbox. Open ${pageUrl}\n(Ctrl-C ends it; logs are in ${path.join(path.relative(root, data) || '.', 'logs')})`,
      );
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (!stopping.aborted) console.error(`The bot does not answer yet. ${path.join(data, 'logs', 'bot.log')} says why.`);
}

/** Starts a Node process whose log goes to a file; it ends when this process does, also when this one is killed (the IPC channel closes). */
function start(args: string[], environment: Record<string, string>, data: string, name: string): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...unconfigured(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(path.join(data, 'logs', `${name}.log`), { flags: 'a' });
  // The sandbox's output is its one line for us, which holds the bot's secret.
  if (name !== 'sandbox') child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

/** Somebody's own settings, such as a DATABASE_URL, are not for the sandbox. */
function unconfigured(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const keys: ReadonlySet<string> = new Set([...keyNames, 'AZURE_FEDERATED_TOKEN_FILE']);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !keys.has(name)));
}

/** @returns what the sandbox said of itself, or its exit code when it ended instead (what it printed is repeated then). */
async function firstLine(child: ChildProcess): Promise<Ready | number> {
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  if (!child.stdout) throw new Error('The sandbox has no output to read.');
  const lines = createInterface({ input: child.stdout });
  const line = new Promise<Ready>((resolve) => {
    lines.on('line', (text) => {
      const parsed = readyLine.safeParse(parseJson(text));
      if (parsed.success) resolve(parsed.data);
    });
  });
  const result = await Promise.race([line, ended(child)]);
  if (typeof result === 'number') console.error(complaints.join('').trim());
  return result;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

function stopOnSignal(children: Set<ChildProcess>): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      controller.abort();
      for (const child of children) child.kill('SIGTERM');
      setTimeout(() => {
        for (const child of children) child.kill('SIGKILL');
      }, graceMs).unref();
    });
  }
  return controller.signal;
}

/** The first free port from `wanted` on, on loopback. */
async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port += 1) if (await isFree(port)) return port;
  throw new Error(`No port between ${wanted} and ${wanted + 99} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)))
      .listen(port);
  });
}
