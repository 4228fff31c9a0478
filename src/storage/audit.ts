import type { Kysely } from 'kysely';
import type { AuditEvent, AuditTrail } from '../ports/audit.ts';
import type { Break } from './audit-chain.ts';
import { newestEntries, tenantsIn } from './audit-entries.ts';
import { erasePerson, mentionsOf } from './audit-erasure.ts';
import { committed, genesis, hashOf, presentFormat, type Entry } from './audit-format.ts';
import { cutBefore } from './audit-retention.ts';
import { brokenLink } from './audit-verify.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database } from './schema.ts';
import { storable } from './storable-text.ts';

/** The trail of a store, and why a chain is not whole where it is not. */
export interface StoredTrail extends AuditTrail {
  broken(tenantId: string): Promise<Break | undefined>;
}

/**
 * The audit trail: each entry carries the hash of the one before, so a changed, missing or swapped one shows. Who can
 * write the whole database can still write a whole new chain; against that, keep a copy of the newest hash elsewhere.
 */
export function auditTrail(tables: Tables): StoredTrail {
  const within = <T>(work: (tables: Tables) => Promise<T>): Promise<T> =>
    inTransaction(tables, (db) => work({ ...tables, db }));
  return {
    append: (event) => within((inside) => append(inside, event)),
    newest: (tenantId, filter, page) => newestEntries(tables.db, tenantId, filter, page),
    broken: (tenantId) => brokenLink(tables, tenantId),
    firstBrokenLink: async (tenantId) => (await brokenLink(tables, tenantId))?.sequence,
    tenants: () => tenantsIn(tables.db),
    mentionsOf: (tenantId, person) => mentionsOf(tables.db, tenantId, person),

    erase: (tenantId, person, erasureId) =>
      within(async (inside) => {
        await lockedHead(inside, tenantId);
        return erasePerson(inside.db, tenantId, person, erasureId);
      }),

    cutBefore: (tenantId, before, now) =>
      within(async (inside) => {
        await lockedHead(inside, tenantId);
        const cut = await cutBefore(inside.db, tenantId, before, now);
        if (cut.anchor) await append(inside, cut.anchor);
        await cut.finish();
        return cut.entries;
      }),
  };
}

/** The end of the chain. On PostgreSQL nobody else appends, erases or cuts until this transaction has ended. */
async function lockedHead({ db, engine }: Tables, tenantId: string): Promise<Database['audit_head']> {
  await db
    .insertInto('audit_head')
    .values({ tenant_id: tenantId, sequence: 0, hash: genesis, cut_to: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db
    .selectFrom('audit_head')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

async function append(tables: Tables, event: AuditEvent): Promise<void> {
  const entry = committed(entryFrom(event, await lockedHead(tables, event.tenantId)));
  const hash = hashOf(entry) ?? '';
  await insert(tables.db, { ...entry, hash });
}

async function insert(db: Kysely<Database>, row: Database['audit_event']): Promise<void> {
  await db.insertInto('audit_event').values(row).execute();
  await db
    .updateTable('audit_head')
    .set({ sequence: row.sequence, hash: row.hash })
    .where('tenant_id', '=', row.tenant_id)
    .execute();
}

/** Text as it will be read back, because that is what the hash is checked against. */
function entryFrom(event: AuditEvent, head: { sequence: number; hash: string }): Omit<Entry, 'commitments' | 'salts'> {
  const { decision, graphRequestIds = [], details = [] } = event;
  return {
    tenant_id: storable(event.tenantId),
    sequence: head.sequence + 1,
    at: event.at.getTime(),
    actor_id: storable(event.actorId),
    operation: storable(event.operation),
    outcome: event.outcome,
    group_id: optional(event.groupId),
    subject_kind: event.subject?.kind ?? null,
    subject_id: optional(event.subject?.id),
    request_id: optional(event.requestId),
    code: optional(event.code),
    correlation_id: storable(event.correlationId),
    previous_hash: head.hash,
    format: presentFormat,
    on_behalf_of_id: optional(event.onBehalfOfId),
    decision_outcome: decision?.outcome ?? null,
    decision_at: decision?.at.getTime() ?? null,
    decided_by_id: optional(decision?.byId),
    graph_request_ids: listed(graphRequestIds),
    details: listed(details),
  };
}

function optional(text: string | undefined): string | null {
  return text === undefined ? null : storable(text);
}

function listed(items: readonly unknown[]): string | null {
  if (items.length === 0) return null;
  return JSON.stringify(items, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));
}
