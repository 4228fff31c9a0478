/** A process for the tests to kill: `hold` keeps the store open, `work` enqueues, claims and finishes, saying what was acknowledged. */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type StoreLocation } from '../../../src/storage/open-store.ts';

const [task, location, total] = process.argv.slice(2) as [string, string, string];
const leaseSeconds = 0.3;
const { store, close } = await openStore(JSON.parse(location) as StoreLocation);
const say = (...words: string[]) => writeSync(1, `${words.join(' ')}\n`);
const now = () => new Date(Date.now() + 1000);

async function workOff(limit: number): Promise<number> {
  const jobs = await store.jobs.claim({ now: now(), limit, leaseSeconds });
  for (const job of jobs) if (await store.jobs.finish(job)) say('finished', job.key);
  return jobs.length;
}

say('opened');
if (task === 'hold') await sleep(60_000);
for (let index = 0; index < Number(total); index += 1) {
  const key = `job-${index}`;
  await store.jobs.enqueue([{ kind: 'test', key, tenantId: 'tenant', payload: { index } }]);
  say('enqueued', key);
  if (index % 3 === 2) await workOff(2);
}
// What a killed process held comes free when its lease ends.
for (let empty = 0; empty < 6; empty += 1) {
  if ((await workOff(5)) > 0) empty = 0;
  else await sleep((leaseSeconds * 1000) / 4);
}
await close();
