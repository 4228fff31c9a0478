// What the first scan of a directory costs: the whole bot, in a process of its own, reads a generated directory over HTTPS into
// SQLite. `npm run bench:scan -- --groups 1000000 --due 1000 --heap 112`. `--most-mb` fails the run above so much memory over the
// start. `--heap` caps V8, which else keeps garbage while there is memory; 0 does not.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeCertificates } from '../src/sandbox/pki.ts';
import { freePort } from '../test/support/muster.ts';
import { botId, clientSecret, startBenchCloud } from './cloud.ts';
import { generatedGraph } from './scan/generated-graph.ts';

const { values } = parseArgs({
  options: {
    groups: { type: 'string', default: '1000000' },
    due: { type: 'string', default: '1000' },
    heap: { type: 'string', default: '112' },
    'most-mb': { type: 'string', default: '100' },
  },
});
const [groups, due, mostMb] = [Number(values.groups), Number(values.due), Number(values['most-mb'])];
const data = mkdtempSync(path.join(tmpdir(), 'muster-bench-scan-'));
const certificates = await makeCertificates();
writeFileSync(path.join(data, 'ca.pem'), certificates.ca.certificate);
const graph = generatedGraph(groups, due);
const cloud = await startBenchCloud(
  { key: certificates.server.key, cert: certificates.server.certificate },
  graph.answer,
);
const port = await freePort();
const file = path.join(data, 'muster.sqlite');
const bot = spawn(
  process.execPath,
  [...(values.heap === '0' ? [] : [`--max-old-space-size=${values.heap}`, '--max-semi-space-size=4']), 'src/index.ts'],
  {
    cwd: path.dirname(import.meta.dirname),
    env: {
      PATH: process.env['PATH'] ?? '',
      MUSTER_CLOUD: 'sandbox',
      MUSTER_SANDBOX_URL: cloud.url,
      BOT_ID: botId,
      BOT_TENANT_IDS: randomUUID(),
      BOT_CLIENT_SECRET: clientSecret,
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_FILE: file,
      NODE_EXTRA_CA_CERTS: path.join(data, 'ca.pem'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);

try {
  while (!(await fetch(`http://localhost:${port}/readyz`).catch(() => undefined))?.ok) {
    if (bot.exitCode !== null) throw new Error(`The bot ended with ${bot.exitCode}.`);
    await sleep(100);
  }
  // It waits for its first page now. What it needed to start is let go of first.
  await sleep(5_000);
  const startMb = residentMb();
  let peakMb = startMb;
  const watching = setInterval(() => (peakMb = Math.max(peakMb, residentMb())), 50);
  const from = performance.now();
  graph.open();
  await graph.isRead;
  const seconds = (performance.now() - from) / 1000;
  const planned = await untilScanned();
  clearInterval(watching);
  const known = count('select count(*) as count from directory_group where gone_at is null');
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} cores, SQLite, ${due} groups due, heap ${values.heap === '0' ? 'as V8 likes' : `of ${values.heap} MB`}\n`,
  );
  console.table([
    {
      groups: known,
      seconds: seconds.toFixed(1),
      pages: graph.pages(),
      'pages/s': (graph.pages() / seconds).toFixed(1),
      'groups/s': Math.round(known / seconds),
      'RSS at start, MB': startMb.toFixed(1),
      'peak RSS over start, MB': (peakMb - startMb).toFixed(1),
      'notices planned': planned,
    },
  ]);
  process.exitCode = known === groups && peakMb - startMb <= mostMb ? 0 : 1;
} finally {
  const ended = new Promise((resolve) => bot.once('exit', resolve));
  if (bot.exitCode === null && bot.kill()) await ended;
  cloud.stop();
  rmSync(data, { recursive: true, force: true });
}

/** Until the scan has planned what is due too. @returns how many notices there are */
async function untilScanned(): Promise<number> {
  while (count("select count(*) as count from job where kind = 'scan-expiry' and state = 'done'") === 0)
    await sleep(200);
  return count('select count(*) as count from notice');
}

function count(sql: string): number {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return Number(database.prepare(sql).get()?.['count']);
  } finally {
    database.close();
  }
}

function residentMb(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid ?? 0}/status`, 'utf8'))?.[1]) / 1024;
}
