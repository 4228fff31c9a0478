import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuditEvent, AuditTrail } from '../ports/store.ts';
import { newestEntries } from './audit-entries.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { AuditEventRow, Database } from './schema.ts';
import { storable } from './storable-text.ts';

type Entry = Omit<AuditEventRow, 'hash'>;

const genesis = '0'.repeat(64);
const entriesPerRead = 1000;

/**
 * The audit trail: each entry carries the hash of the one before, so a changed, missing or swapped one shows. Who can
 * write the whole database can still write a whole new chain; against that, keep a copy of the newest hash elsewhere.
 */
export function auditTrail(tables: Tables): AuditTrail {
  return {
    append: (event) => inTransaction(tables, (db) => append({ ...tables, db }, event)),
    newest: (tenantId, filter, page) => newestEntries(tables.db, tenantId, filter, page),

    async firstBrokenLink(tenantId) {
      // First, so that entries which are appended meanwhile only make the chain longer than it says.
      const head = await headOf(tables.db, tenantId);
      let last = { sequence: 0, hash: genesis };
      for (;;) {
        const entries = await entriesAfter(tables.db, tenantId, last.sequence);
        for (const entry of entries) {
          if (!follows(entry, last)) return last.sequence + 1;
          if (entry.sequence === head?.sequence && entry.hash !== head.hash) return entry.sequence;
          last = entry;
        }
        if (entries.length < entriesPerRead) break;
      }
      return head && head.sequence > last.sequence ? last.sequence + 1 : undefined;
    },
  };
}

async function append({ db, engine }: Tables, event: AuditEvent): Promise<void> {
  const tenantId = event.tenantId;
  await db
    .insertInto('audit_head')
    .values({ tenant_id: tenantId, sequence: 0, hash: genesis })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await db
    .selectFrom('audit_head')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  const entry = entryFrom(event, head);
  const hash = hashOf(entry);
  await db
    .insertInto('audit_event')
    .values({ ...entry, hash })
    .execute();
  await db
    .updateTable('audit_head')
    .set({ sequence: entry.sequence, hash })
    .where('tenant_id', '=', tenantId)
    .execute();
}

function headOf(db: Kysely<Database>, tenantId: string) {
  return db.selectFrom('audit_head').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

function entriesAfter(db: Kysely<Database>, tenantId: string, sequence: number): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(entriesPerRead)
    .execute();
}

function follows(entry: AuditEventRow, last: { sequence: number; hash: string }): boolean {
  return entry.sequence === last.sequence + 1 && entry.previous_hash === last.hash && entry.hash === hashOf(entry);
}

/** Text as it will be read back, because that is what the hash is checked against. */
function entryFrom(event: AuditEvent, head: { sequence: number; hash: string }): Entry {
  const optional = (text: string | undefined) => (text === undefined ? null : storable(text));
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
  };
}

/**
 * SHA-256 over a JSON list in a fixed order: names and nulls included, so no two entries read alike. The subject came later
 * and is in the list only where there is one, so that entries from before keep their hash; put in or taken out, it shows.
 */
function hashOf(entry: Entry): string {
  const { tenant_id, sequence, at, actor_id, operation, outcome, group_id, request_id, code, correlation_id } = entry;
  const { subject_kind, subject_id } = entry;
  const subject = subject_kind === null && subject_id === null ? {} : { subject_kind, subject_id };
  const first = { actor_id, at, code, correlation_id, group_id, operation, outcome, request_id, sequence, tenant_id };
  const fields = { ...first, ...subject };
  return createHash('sha256').update(entry.previous_hash).update('\n').update(JSON.stringify(fields)).digest('hex');
}
