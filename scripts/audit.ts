/**
 * `npm run audit:export -- --from 2026-01-01 --to 2026-01-31 > audit.csv` and `npm run audit:verify`, on the server, with the
 * settings of the bot, which may be running. Days are in UTC, both included. `npm run audit:erase -- --person …` takes
 * somebody out: see docs/audit.md.
 */
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Break } from '../src/storage/audit-chain.ts';
import { eraseEverywhere, personToErase } from './audit-erase.ts';
import { addDays, isDay } from '../src/domain/wall-clock.ts';
import { timedActor, type FieldChange } from '../src/domain/audit.ts';
import { openAudit, type LinkedEntry, type OpenedAudit } from '../src/storage/open-audit.ts';
import { openStore } from '../src/storage/open-store.ts';
import { storeLocation } from './store-location.ts';

const columns: Record<string, (entry: LinkedEntry) => string | number | undefined> = {
  tenant: ({ tenantId }) => tenantId,
  sequence: ({ sequence }) => sequence,
  at: ({ at }) => at.toISOString(),
  actor: ({ actorId }) => idOf(actorId),
  as: ({ actorId, onBehalfOfId }) =>
    actorId === timedActor ? 'app' : onBehalfOfId === undefined ? 'self' : `in place of ${idOf(onBehalfOfId)}`,
  operation: ({ operation }) => operation,
  outcome: ({ outcome }) => outcome,
  group: ({ groupId }) => groupId,
  subjectKind: ({ subject }) => subject?.kind,
  subject: ({ subject }) => subject && idOf(subject.id),
  changes: ({ details = [] }) => details.map(changeText).join('; '),
  request: ({ requestId }) => requestId,
  decision: ({ decision }) => decision?.outcome,
  decidedBy: ({ decision }) => decision && idOf(decision.byId),
  decidedAt: ({ decision }) => decision?.at.toISOString(),
  code: ({ code }) => code,
  correlation: ({ correlationId }) => correlationId,
  graphRequests: ({ graphRequestIds = [] }) => graphRequestIds.join(' '),
  previousHash: ({ previousHash }) => previousHash,
  hash: ({ hash }) => hash,
  content: ({ content }) => content,
  sealed: ({ sealedContent }) => sealedContent,
  salts: ({ salts }) => salts,
};

const root = path.dirname(import.meta.dirname);
const erased = 'erased person';

function idOf(id: string): string {
  return id === '' ? erased : id;
}

function changeText({ field, from, to }: FieldChange): string {
  const side = (value: string | null | undefined) => (value === null ? erased : (value ?? ''));
  return `${field}: ${side(from)} → ${side(to)}`;
}

/** Spreadsheets take UTF-8 for something else without it. */
const byteOrderMark = '\uFEFF';

/** A field of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe, which makes it text. */
export function csvField(value: string | number | undefined): string {
  const text = String(value ?? '');
  const harmless = /^[\s\0]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n']/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

async function exportAll(audit: OpenedAudit, within: { from?: Date; until?: Date }): Promise<void> {
  await write(`${byteOrderMark}${Object.keys(columns).join(',')}\r\n`);
  for (const tenant of await audit.tenants())
    for await (const entry of audit.entries(tenant, within))
      await write(
        `${Object.values(columns)
          .map((read) => csvField(read(entry)))
          .join(',')}\r\n`,
      );
}

const reasons: Record<Break['why'], string> = {
  altered: 'it was altered',
  missing: 'it is missing',
  inserted: 'it was put in, or does not follow the one before',
  cutAtStart: 'it was cut off, and nothing on record says so',
  cutAtEnd: 'it was removed, with all that came after',
  erasedUnrecorded: 'a person was taken out of it, and no erasure on record says so',
};

/** @returns whether every chain is whole */
async function verifyAll(audit: OpenedAudit): Promise<boolean> {
  const tenants = await audit.tenants();
  let isWhole = true;
  for (const tenant of tenants) {
    const { count, broken } = await audit.verify(tenant);
    const of = tenants.length > 1 ? ` (tenant ${tenant})` : '';
    if (broken === undefined) await write(`audit: ${count} entries, whole${of}\n`);
    else {
      isWhole = false;
      await write(`audit: broken at entry ${broken.sequence}${of}: ${reasons[broken.why]}\n`);
    }
  }
  if (tenants.length === 0) await write('audit: 0 entries, whole\n');
  return isWhole;
}

/** Waits while whoever reads cannot keep up. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** @throws Error that says how a day is written */
function withinDays({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from?: Date;
  until?: Date;
} {
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) throw new Error(`“${day}” is no day: write it as 2026-01-31.`);
  const midnight = (day: string) => new Date(`${day}T00:00Z`);
  return {
    ...(from !== undefined && { from: midnight(from) }),
    ...(to !== undefined && { until: midnight(addDays(to, 1)) }),
  };
}

/** @returns whether it was done: without `--yes` it is only said what would go */
async function erasePerson(said: { person?: string; name?: string[]; yes?: boolean }): Promise<boolean> {
  const person = await personToErase(said.person ?? '', said.name ?? [], root);
  const { store, close } = await openStore(storeLocation());
  try {
    const { entries, isErased } = await eraseEverywhere(store, person, said.yes ?? false, new Date());
    const count = entries === 1 ? '1 entry names' : `${entries} entries name`;
    if (entries === 0) await write('audit: no entry names this person\n');
    else if (isErased) await write(`audit: erased from ${entries === 1 ? '1 entry' : `${entries} entries`}\n`);
    else await write(`audit: ${count} this person. This cannot be undone: add --yes to erase.\n`);
    return isErased || entries === 0;
  } finally {
    await close();
  }
}

async function main(): Promise<boolean> {
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    person: { type: 'string' },
    name: { type: 'string', multiple: true },
    yes: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const within = withinDays(values);
  const [wanted] = positionals;
  if (wanted === 'erase') return erasePerson(values);
  if (wanted !== 'export' && wanted !== 'verify') throw new Error('Say “export”, “verify” or “erase”.');
  const audit = await openAudit(storeLocation());
  try {
    if (wanted === 'verify') return await verifyAll(audit);
    await exportAll(audit, within);
    return true;
  } finally {
    await audit.close();
  }
}

if (import.meta.main)
  main().then(
    (isWhole) => (process.exitCode = isWhole ? 0 : 1),
    (problem: unknown) => {
      process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
      process.exitCode = 1;
    },
  );
