import { sql, type Kysely } from 'kysely';
import type { AuditEntry } from '../ports/audit.ts';
import type { Break } from './audit-chain.ts';
import { entryOf } from './audit-entries.ts';
import { contentOf, erasuresIn, sealedContent } from './audit-format.ts';
import { auditTrail } from './audit.ts';
import type { StoreLocation } from './open-store.ts';
import { notUpToDate, openToRead } from './open-to-read.ts';
import type { AuditEventRow, Database } from './schema.ts';

/** An entry as it stands in the database, with the links of the chain. */
export interface LinkedEntry extends AuditEntry {
  previousHash: string;
  hash: string;
  /** What is hashed after the hash before; absent where somebody was erased from an entry of format 1. */
  content?: string;
  /** What the seal over entries of format 1 holds about this one. */
  sealedContent?: string;
  /** JSON: personal field → its salt, with which the commitments in `content` can be checked. */
  salts: string;
  /** Whether a person was erased from it. */
  isErased: boolean;
}

/** The audit trails of a store, for reading alone: the bot may be running meanwhile. */
export interface OpenedAudit {
  /** Those that have a trail. */
  tenants(): Promise<string[]>;
  /** Every entry within a time, what began too, the oldest first. `until` is the first moment that is not wanted. */
  entries(tenantId: string, within: { from?: Date; until?: Date }): AsyncGenerator<LinkedEntry>;
  /** How many entries there are, and the first that does not fit. */
  verify(tenantId: string): Promise<{ count: number; broken?: Break }>;
  close(): Promise<void>;
}

const perRead = 1000;

/** @throws Error that says what to mend, when there is no store there, or one that the bot has not brought up to date */
export async function openAudit(location: StoreLocation): Promise<OpenedAudit> {
  const isFile = 'file' in location;
  const db = openToRead(location);
  try {
    await sql`select salts from audit_event where sequence = 0`.execute(db);
  } catch (cause) {
    await db.destroy();
    throw new Error(notUpToDate, { cause });
  }
  const trail = auditTrail({ db, engine: isFile ? 'sqlite' : 'postgres', clock: { now: () => new Date() } });
  return {
    tenants: () => trail.tenants(),
    entries: (tenantId, within) => entriesOf(db, tenantId, within),
    async verify(tenantId) {
      const broken = await trail.broken(tenantId);
      const count = await countOf(db, tenantId);
      return { count, ...(broken !== undefined && { broken }) };
    },
    close: () => db.destroy(),
  };
}

async function countOf(db: Kysely<Database>, tenantId: string): Promise<number> {
  const { count } = await db
    .selectFrom('audit_event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return count;
}

function linked(row: AuditEventRow): LinkedEntry {
  const content = contentOf(row);
  return {
    ...entryOf(row),
    previousHash: row.previous_hash,
    hash: row.hash,
    salts: row.salts,
    isErased: erasuresIn(row).length > 0,
    ...(content !== undefined && { content }),
    ...(row.format === 1 && { sealedContent: sealedContent(row) }),
  };
}

/** A page at a time, so that a long trail takes no more memory than a short one. */
async function* entriesOf(
  db: Kysely<Database>,
  tenantId: string,
  { from, until }: { from?: Date; until?: Date },
): AsyncGenerator<LinkedEntry> {
  let last = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('sequence', '>', last)
      .$if(from !== undefined, (query) => query.where('at', '>=', from?.getTime() ?? 0))
      .$if(until !== undefined, (query) => query.where('at', '<', until?.getTime() ?? 0))
      .orderBy('sequence')
      .limit(perRead)
      .execute();
    for (const row of rows) yield linked(row);
    if (rows.length < perRead) return;
    last = rows.at(-1)?.sequence ?? last;
  }
}
