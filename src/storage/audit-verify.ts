import type { Kysely } from 'kysely';
import { trailOperations } from '../domain/audit.ts';
import { ChainWalk, firstMissing, startOf, type Break } from './audit-chain.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { AuditEventRow, Database } from './schema.ts';

const perRead = 1000;

/** @returns the first entry of a chain that does not fit, and why; undefined when it is whole */
export async function brokenLink(tables: Tables, tenantId: string): Promise<Break | undefined> {
  const { db, engine } = tables;
  const look = (within: Kysely<Database>) => lookAlong(within, tenantId);
  // All of it as it stands at one moment: an erasure meanwhile changes entries that were read and appends one that was not.
  if (engine === 'postgres' && !db.isTransaction)
    return db.transaction().setIsolationLevel('repeatable read').execute(look);
  return inTransaction(tables, look);
}

async function lookAlong(db: Kysely<Database>, tenantId: string): Promise<Break | undefined> {
  const head = await db.selectFrom('audit_head').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  const [first] = await entriesAfter(db, tenantId, 0, { limit: 1 });
  const anchors = await anchorsOf(db, tenantId);
  const start = startOf(first, anchors);
  if (!start) return { sequence: firstMissing(anchors), why: 'cutAtStart' };
  const walk = new ChainWalk(start);
  for (let last = start.sequence; ;) {
    const rows = await entriesAfter(db, tenantId, last);
    for (const row of rows) {
      const found = walk.take(row);
      if (found) return found;
    }
    if (rows.length < perRead) return walk.end(head);
    last = walk.place.sequence;
  }
}

/** The entries that say where older ones were cut off, the oldest first. */
export function anchorsOf(db: Kysely<Database>, tenantId: string): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('operation', '=', trailOperations.cut)
    .orderBy('sequence')
    .execute();
}

/** In order. */
export function entriesAfter(
  db: Kysely<Database>,
  tenantId: string,
  sequence: number,
  { limit = perRead }: { limit?: number } = {},
): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
