import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { fieldChange, timedActor, trailOperations } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditEvent } from '../ports/audit.ts';
import { ChainWalk, startOf, trailFields, type ChainStart } from './audit-chain.ts';
import { anchorsOf, entriesAfter } from './audit-verify.ts';
import type { Database } from './schema.ts';

/** As many as a transaction takes that nobody waits for long. */
const mostAtOnce = 10_000;

/** What is to be appended before entries go, and the work that takes them away then. */
export interface Cut {
  entries: number;
  anchor?: AuditEvent;
  finish(): Promise<void>;
}

/**
 * Finds where to cut a chain, under its lock. See `AuditTrail.cutBefore`.
 * @throws AppError `audit.broken`
 */
export async function cutBefore(db: Kysely<Database>, tenantId: string, before: Date, now: Date): Promise<Cut> {
  const [first] = await entriesAfter(db, tenantId, 0, { limit: 1 });
  const upTo = first && first.at < before.getTime() ? await lastOlder(db, tenantId, before) : 0;
  if (!first || upTo < first.sequence) return { entries: 0, finish: () => Promise.resolve() };
  const start = startOf(first, await anchorsOf(db, tenantId));
  if (!start) throw broken();
  const place = await walkTo(db, tenantId, start, Math.min(upTo, start.sequence + mostAtOnce));
  const entries = place.sequence - start.sequence;
  return {
    entries,
    anchor: anchorAt(tenantId, place, entries, now),
    async finish() {
      await db.updateTable('audit_head').set({ cut_to: place.sequence }).where('tenant_id', '=', tenantId).execute();
      await db
        .deleteFrom('audit_event')
        .where('tenant_id', '=', tenantId)
        .where('sequence', '<=', place.sequence)
        .execute();
    },
  };
}

/** Entries go from the beginning only, so the first that has to stay keeps what comes after it, whatever its time. */
async function lastOlder(db: Kysely<Database>, tenantId: string, before: Date): Promise<number> {
  const { kept, last } = await db
    .selectFrom('audit_event')
    .select(({ fn }) => [
      fn.max<number>('sequence').as('last'),
      fn.min<number | null>('sequence').filterWhere('at', '>=', before.getTime()).as('kept'),
    ])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return kept === null ? last : kept - 1;
}

async function walkTo(db: Kysely<Database>, tenantId: string, start: ChainStart, upTo: number): Promise<ChainStart> {
  const walk = new ChainWalk(start);
  for (let last = start.sequence; last < upTo; last = walk.place.sequence) {
    const rows = await entriesAfter(db, tenantId, last);
    for (const row of rows.filter(({ sequence }) => sequence <= upTo)) if (walk.take(row)) throw broken();
    if (rows.length === 0) throw broken();
  }
  return walk.place;
}

function anchorAt(tenantId: string, place: ChainStart, entries: number, now: Date): AuditEvent {
  const says = {
    [trailFields.upTo]: place.sequence,
    [trailFields.hash]: place.hash,
    [trailFields.entries]: entries,
    [trailFields.sealDigest]: place.sealDigest,
    [trailFields.erasedBefore]: place.erasedBefore,
  };
  return {
    tenantId,
    at: now,
    actorId: timedActor,
    operation: trailOperations.cut,
    outcome: 'done',
    correlationId: randomUUID(),
    details: Object.entries(says).map(([field, to]) => fieldChange(field, 'word', { to: String(to) })),
  };
}

function broken(): AppError {
  return new AppError('conflict', {
    code: 'audit.broken',
    advice:
      'The oldest entries of the audit trail do not fit together, so none were cut off. “npm run audit:verify” says where.',
  });
}
