// What the queue of outgoing messages takes, on SQLite and on PostgreSQL: claims and ends per second while many wait, and how
// long an approval waits that comes after a long line of notices. `npm run bench:jobs -- --waiting 100000 --notices 50000`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startJobRunner } from '../src/jobs/runner.ts';
import type { JobQueue, NewJob } from '../src/ports/jobs.ts';
import { openStore, type StoreLocation } from '../src/storage/open-store.ts';
import { newSchema } from '../test/support/postgres-schema.ts';
import { startPostgres } from '../test/support/postgres.ts';

const { values } = parseArgs({
  options: {
    waiting: { type: 'string', default: '100000' },
    notices: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '5' },
    tenants: { type: 'string', default: '4' },
  },
});
const [waiting, notices, seconds] = [Number(values.waiting), Number(values.notices), Number(values.seconds)];
const tenants = Array.from({ length: Number(values.tenants) }, (_, index) => `tenant-${index}`);
/** How long the stand-in for Teams takes to answer, and how many are asked at once, as in the bot. */
const [answerMs, atOnce] = [50, 16];

const jobOf = (kind: string, index: number): NewJob => ({
  kind,
  key: `${kind}:${index}`,
  tenantId: tenants[index % tenants.length] ?? '',
  payload: { noticeId: crypto.randomUUID() },
});

async function fill(jobs: JobQueue, kind: string, count: number): Promise<void> {
  for (let start = 0; start < count; start += 1_000)
    await jobs.enqueue(
      Array.from({ length: Math.min(1_000, count - start) }, (_, index) => jobOf(kind, start + index)),
    );
}

/** Claims and ends as fast as the store lets it. */
async function claimAndFinish(location: StoreLocation): Promise<number> {
  const { store, close } = await openStore(location);
  await fill(store.jobs, 'deliver-notice', waiting);
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < seconds * 1000) {
    const claimed = await store.jobs.claim({ now: new Date(), limit: atOnce, leaseSeconds: 30 });
    await Promise.all(claimed.map((job) => store.jobs.finish(job)));
    count += claimed.length;
  }
  const perSecond = count / ((performance.now() - begun) / 1000);
  await close();
  return perSecond;
}

/** A runner at work on a long line of notices: how long does an approval wait that comes now? */
async function waitOfApproval(location: StoreLocation): Promise<number[]> {
  const { store, close } = await openStore(location);
  await fill(store.jobs, 'deliver-notice', notices);
  const begunAt = new Map<string, number>();
  const runner = startJobRunner({
    store,
    clock: { now: () => new Date() },
    concurrency: atOnce,
    log: console,
    handlers: {
      'deliver-notice': () => sleep(answerMs),
      'deliver-request-card': ({ key }) => (begunAt.set(key, performance.now()), sleep(answerMs)),
    },
  });
  const waits: number[] = [];
  for (let index = 0; index < 10; index += 1) {
    await sleep(300);
    const job = jobOf('deliver-request-card', index);
    const asked = performance.now();
    await store.jobs.enqueue([job]);
    runner.wake();
    while (!begunAt.has(job.key)) await sleep(1);
    waits.push((begunAt.get(job.key) ?? 0) - asked);
  }
  await runner.stop();
  await close();
  return waits.sort((one, other) => one - other);
}

async function measure(engine: string, place: () => Promise<StoreLocation>) {
  const perSecond = await claimAndFinish(await place());
  const waits = await waitOfApproval(await place());
  return {
    engine,
    [`claimed and ended per second, ${waiting} waiting`]: Math.round(perSecond),
    [`approval behind ${notices} notices, ms (median)`]: Math.round(waits[Math.floor(waits.length / 2)] ?? 0),
    'ms (longest)': Math.round(waits.at(-1) ?? 0),
  };
}

const directory = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
let files = 0;
const rows = [await measure('SQLite', () => Promise.resolve({ file: path.join(directory, `${(files += 1)}.sqlite`) }))];
const server = await startPostgres();
if (server) {
  rows.push(await measure('PostgreSQL', async () => ({ databaseUrl: (await newSchema(server.url)).url })));
  await server.stop();
}
rmSync(directory, { recursive: true, force: true });
console.table(rows);
