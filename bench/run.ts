// Time from start to /healthz, and activities per second of `help` and `favourite` beside a plain botbuilder echo, all in one
// run against one stand-in cloud. `npm run bench -- --seconds 10 --rounds 3`. Numbers compare within one run only.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { makeCertificates } from '../src/sandbox/pki.ts';
import { botId, clientSecret, groupId, startBenchCloud } from './cloud.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '32' },
  },
});
const [seconds, rounds, clients] = [Number(values.seconds), Number(values.rounds), Number(values.clients)];
const root = path.dirname(import.meta.dirname);
const data = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
// Published limits hold the bot back per conversation and per tenant, so the load comes from many of both.
const tenants = Array.from({ length: 64 }, () => randomUUID());
const people = Array.from({ length: 1024 }, (_, index) => ({
  tenantId: tenants[index % tenants.length] ?? '',
  userId: randomUUID(),
  chat: `a:${randomUUID()}`,
}));
type Who = (typeof people)[number];
type Subject = 'muster' | 'echo';

const certificates = await makeCertificates();
const caFile = path.join(data, 'ca.pem');
writeFileSync(caFile, certificates.ca.certificate);
const cloud = await startBenchCloud({ key: certificates.server.key, cert: certificates.server.certificate });
const channelToken = await cloud.channelToken();

function environment(subject: Subject, port: number): Record<string, string> {
  return {
    MUSTER_CLOUD: 'sandbox',
    MUSTER_SANDBOX_URL: cloud.url,
    BOT_ID: botId,
    BOT_TENANT_IDS: tenants.join(','),
    BOT_CLIENT_SECRET: clientSecret,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_FILE: path.join(data, `${subject}-${port}.sqlite`),
    NODE_EXTRA_CA_CERTS: caFile,
    LOG_LEVEL: 'error',
  };
}

interface Running {
  child: ChildProcess;
  pool: Pool;
  startedInMs: number;
}

async function start(subject: Subject): Promise<Running> {
  const port = await freePort();
  const file = subject === 'muster' ? 'src/index.ts' : 'bench/echo.ts';
  const pinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
  const command = pinned ? ['taskset', '-c', '0', process.execPath, file] : [process.execPath, file];
  const from = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...environment(subject, port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pool = new Pool(`http://localhost:${port}`, { connections: clients });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${subject} ended with ${child.exitCode}`);
    const status = await pool.request({ path: '/healthz', method: 'GET' }).then(
      async ({ statusCode, body }) => (await body.dump(), statusCode),
      () => 0,
    );
    if (status === 200) return { child, pool, startedInMs: performance.now() - from };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function stop({ child, pool }: Running): Promise<void> {
  await pool.close();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

let sent = 0;
function activity(who: Who, rest: Record<string, unknown>): Record<string, unknown> {
  sent += 1;
  return {
    id: `f:${sent}`,
    timestamp: new Date().toISOString(),
    serviceUrl: `${cloud.url}/connector/`,
    channelId: 'msteams',
    from: { id: `29:${who.userId}`, name: 'Ada', aadObjectId: who.userId },
    conversation: { conversationType: 'personal', tenantId: who.tenantId, id: who.chat },
    recipient: { id: `28:${botId}`, name: 'Muster' },
    channelData: { tenant: { id: who.tenantId } },
    locale: 'en-GB',
    ...rest,
  };
}

async function post(pool: Pool, body: Record<string, unknown>): Promise<{ status: number; body: string }> {
  const answer = await pool.request({
    path: '/api/messages',
    method: 'POST',
    headers: { authorization: `Bearer ${channelToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}

const help = (who: Who): Record<string, unknown> => activity(who, { type: 'message', text: 'help' });
const favourite = (who: Who, authentication?: Record<string, unknown>): Record<string, unknown> =>
  activity(who, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: '1',
    value: {
      action: { type: 'Action.Execute', verb: 'group.favorite', data: { group: groupId } },
      trigger: 'manual',
      ...(authentication ? { authentication } : {}),
    },
  });

/** Signs everybody in as a client does: asked on the card, answered with the token that belongs to the question. */
async function signIn(pool: Pool): Promise<void> {
  await Promise.all(
    Array.from({ length: clients }, async (_, lane) => {
      for (let index = lane; index < people.length; index += clients) {
        const who = people[index];
        if (!who) continue;
        const asked = JSON.parse((await post(pool, favourite(who))).body) as {
          value?: { tokenExchangeResource?: { id: string } };
        };
        const id = asked.value?.tokenExchangeResource?.id;
        const token = await cloud.assertion(who.tenantId, who.userId);
        const done = await post(pool, favourite(who, { id, connectionName: 'sso', token }));
        if (!done.body.includes('"statusCode":200')) throw new Error(`sign-in was refused: ${done.body.slice(0, 300)}`);
      }
    }),
  );
}

interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
  cpuMs: number;
  errors: number;
  rssMb: number;
}

async function measure(
  running: Running,
  make: (who: Who) => Record<string, unknown>,
  accept: (body: string) => boolean,
): Promise<Measured> {
  const latencies: number[] = [];
  let errors = 0;
  let next = Math.floor(Math.random() * people.length);
  const until = performance.now() + seconds * 1000;
  const cpuBefore = cpuSeconds(running.child);
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const who = people[(next += 1) % people.length];
        if (!who) continue;
        const begin = performance.now();
        const answer = await post(running.pool, make(who));
        latencies.push(performance.now() - begin);
        if (answer.status >= 300 || !accept(answer.body)) errors += 1;
      }
    }),
  );
  const took = (performance.now() - from) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    perSecond: latencies.length / took,
    p50: at(0.5),
    p99: at(0.99),
    cpuMs: ((cpuSeconds(running.child) - cpuBefore) * 1000) / latencies.length,
    errors,
    rssMb: residentMb(running.child),
  };
}

function cpuSeconds(child: ChildProcess): number {
  try {
    const fields =
      readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN; // no /proc on this system
  }
}

function residentMb(child: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const median = (numbers: number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const rows = new Map<string, Measured[]>();
const starts: Record<Subject, number[]> = { muster: [], echo: [] };

for (let round = 0; round < rounds; round += 1) {
  const order: Subject[] = round % 2 === 0 ? ['echo', 'muster'] : ['muster', 'echo'];
  for (const subject of order) {
    const running = await start(subject);
    starts[subject].push(running.startedInMs);
    const record = async (
      name: string,
      make: (who: Who) => Record<string, unknown>,
      accept: (body: string) => boolean,
    ): Promise<void> => {
      rows.set(name, [...(rows.get(name) ?? []), await measure(running, make, accept)]);
    };
    await record(subject === 'echo' ? 'botbuilder echo' : 'Muster help', help, () => true);
    if (subject === 'muster') {
      await signIn(running.pool);
      await record('Muster favourite', favourite, (body) => body.includes('"statusCode":200'));
    }
    await stop(running);
  }
}
cloud.stop();
rmSync(data, { recursive: true, force: true });

console.log(
  `\nNode ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${seconds} s, ${clients} clients; medians (lowest–highest)\n`,
);
console.table(
  Object.fromEntries(
    Object.entries(starts).map(([subject, times]) => [
      subject,
      {
        'start to /healthz, ms': median(times).toFixed(0),
        range: `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`,
      },
    ]),
  ),
);
console.table(
  Object.fromEntries(
    [...rows].map(([name, all]) => {
      const rates = all.map(({ perSecond }) => perSecond);
      const figure = (key: keyof Measured, digits = 1): string => median(all.map((one) => one[key])).toFixed(digits);
      return [
        name,
        {
          'activities/s': `${median(rates).toFixed(0)} (${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)})`,
          'p50 ms': figure('p50'),
          'p99 ms': figure('p99'),
          'CPU ms each': figure('cpuMs', 2),
          'RSS MB': figure('rssMb', 0),
          errors: all.reduce((sum, { errors }) => sum + errors, 0),
        },
      ];
    }),
  ),
);
