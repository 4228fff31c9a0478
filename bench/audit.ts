// Entries of the audit trail appended per second, into one chain: `node bench/audit.ts --seconds 3`. On PostgreSQL by one
// and by two instances, where a server's binaries are found.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fieldChange } from '../src/domain/audit.ts';
import { openStore, type OpenedStore, type StoreLocation } from '../src/storage/open-store.ts';
import { newSchema } from '../test/support/postgres-schema.ts';
import { startPostgres } from '../test/support/postgres.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } });
const atOnce = 16;

async function appendsBy(first: OpenedStore, others: readonly OpenedStore[]): Promise<number> {
  const stores = [first, ...others];
  const until = performance.now() + Number(values.seconds) * 1000;
  let count = 0;
  const writer = async ({ store }: OpenedStore, number: number): Promise<void> => {
    while (performance.now() < until) {
      count += 1;
      await store.audit.append({
        tenantId: 'contoso',
        at: new Date(),
        actorId: `person-${number}`,
        operation: 'group.rename',
        outcome: 'done',
        groupId: 'guild',
        correlationId: `c${count}`,
        graphRequestIds: ['9f0c1d52-6f6b-4f0e-8d59-3f6f1f8c7d10'],
        details: [fieldChange('name', 'text', { from: 'Design Guild', to: 'Design Circle' })],
      });
    }
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, (_, index) => writer(stores[index % stores.length] ?? first, index)),
  );
  return Math.round((count / (performance.now() - began)) * 1000);
}

async function measured(where: string, location: StoreLocation, instances: number) {
  const first = await openStore(location);
  const others: OpenedStore[] = [];
  while (others.length < instances - 1) others.push(await openStore(location));
  const perSecond = await appendsBy(first, others);
  const broken = await first.store.audit.firstBrokenLink('contoso');
  for (const { close } of [first, ...others]) await close();
  return { where, instances, perSecond, chain: broken === undefined ? 'whole' : `broken at ${broken}` };
}

const directory = mkdtempSync(path.join(tmpdir(), 'muster-bench-audit-'));
const rows = [await measured('SQLite', { file: path.join(directory, 'muster.sqlite') }, 1)];
rmSync(directory, { recursive: true });
const server = await startPostgres();
if (server) {
  for (const instances of [1, 2]) {
    const { url, drop } = await newSchema(server.url);
    rows.push(await measured('PostgreSQL', { databaseUrl: url }, instances));
    await drop();
  }
  await server.stop();
}
console.table(rows);
process.exitCode = rows.every(({ chain }) => chain === 'whole') ? 0 : 1;
