import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { fieldChange, timedActor, trailOperations } from '../domain/audit.ts';
import { ChainWalk, trailFields } from './audit-chain.ts';
import { committed, genesis, hashOf, presentFormat, sealAfter, type Entry } from './audit-format.ts';
import type { AuditEventRow, Database } from './schema.ts';

const perRead = 500;

/**
 * Gives each entry of format 1 commitments to its personal fields, and ends it with an entry that holds a digest over all
 * of them: what is erased later leaves the own hash of such an entry behind, but not this one. Where a chain was broken
 * before, the entry says so.
 */
export async function sealTrails(db: Kysely<Database>): Promise<void> {
  const tenants = await db
    .selectFrom('audit_event')
    .select('tenant_id')
    .union(db.selectFrom('audit_head').select('tenant_id'))
    .execute();
  for (const { tenant_id } of tenants) await sealTrail(db, tenant_id);
}

async function sealTrail(db: Kysely<Database>, tenantId: string): Promise<void> {
  const head = await db.selectFrom('audit_head').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  let last = { sequence: 0, hash: genesis };
  let digest = genesis;
  let brokenAt: number | undefined;
  const walk = new ChainWalk({ ...last, sealDigest: genesis, erasedBefore: 0 });
  for await (const row of entriesOf(db, tenantId)) {
    const entry: AuditEventRow = { ...committed(row), hash: row.hash };
    brokenAt ??= walk.take(entry)?.sequence;
    digest = sealAfter(digest, entry);
    const { commitments, salts } = entry;
    await db
      .updateTable('audit_event')
      .set({ commitments, salts })
      .where('tenant_id', '=', tenantId)
      .where('sequence', '=', row.sequence)
      .execute();
    last = row;
  }
  if (last.sequence === 0 && !head?.sequence) return;
  if (!head || head.sequence !== last.sequence || head.hash !== last.hash) brokenAt ??= last.sequence + 1;
  const after = head && head.sequence >= last.sequence ? head : last;
  await appendSeal(db, tenantId, after, { upTo: last.sequence, digest, brokenAt });
}

async function* entriesOf(db: Kysely<Database>, tenantId: string): AsyncGenerator<AuditEventRow> {
  let last = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(perRead)
      .execute();
    yield* rows;
    if (rows.length < perRead) return;
    last = rows.at(-1)?.sequence ?? last;
  }
}

async function appendSeal(
  db: Kysely<Database>,
  tenantId: string,
  after: { sequence: number; hash: string },
  { upTo, digest, brokenAt }: { upTo: number; digest: string; brokenAt: number | undefined },
): Promise<void> {
  const says = {
    upTo: String(upTo),
    sealDigest: digest,
    ...(brokenAt !== undefined && { brokenAt: String(brokenAt) }),
  };
  const entry: Entry = {
    tenant_id: tenantId,
    sequence: after.sequence + 1,
    at: Date.now(),
    actor_id: timedActor,
    operation: trailOperations.seal,
    outcome: 'done',
    group_id: null,
    subject_kind: null,
    subject_id: null,
    request_id: null,
    code: null,
    correlation_id: randomUUID(),
    previous_hash: after.hash,
    format: presentFormat,
    on_behalf_of_id: null,
    decision_outcome: null,
    decision_at: null,
    decided_by_id: null,
    graph_request_ids: null,
    details: JSON.stringify(
      Object.entries(says).map(([name, to]) => fieldChange(trailFields[name as keyof typeof says], 'word', { to })),
    ),
    commitments: '{}',
    salts: '{}',
  };
  const hash = hashOf(entry) ?? '';
  await db
    .insertInto('audit_event')
    .values({ ...entry, hash })
    .execute();
  await db
    .insertInto('audit_head')
    .values({ tenant_id: tenantId, sequence: entry.sequence, hash, cut_to: 0 })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ sequence: entry.sequence, hash }))
    .execute();
}
