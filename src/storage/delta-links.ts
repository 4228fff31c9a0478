import type { Kysely, Selectable } from 'kysely';
import type { ReadingPlace } from '../domain/directory-group.ts';
import { withoutNulls } from './rows.ts';
import type { Database } from './schema.ts';
import type { DeltaLinkRow } from './lifecycle-schema.ts';

export async function readPlace(db: Kysely<Database>, tenantId: string): Promise<ReadingPlace | undefined> {
  const row = await db.selectFrom('delta_link').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  return row && placeFrom(row);
}

/**
 * Moves the place on, if it still is where the caller believes: of two readers one gets on.
 * @returns the new place; undefined when somebody else was faster
 */
export async function movePlace(
  db: Kysely<Database>,
  tenantId: string,
  from: ReadingPlace | undefined,
  to: Omit<ReadingPlace, 'step'>,
): Promise<ReadingPlace | undefined> {
  const place = { ...to, step: (from?.step ?? 0) + 1 };
  const row = placeColumns(tenantId, place);
  if (!from) {
    const insert = db.insertInto('delta_link').values(row);
    const { numInsertedOrUpdatedRows } = await insert
      .onConflict((conflict) => conflict.column('tenant_id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? place : undefined;
  }
  const { numUpdatedRows } = await db
    .updateTable('delta_link')
    .set(row)
    .where('tenant_id', '=', tenantId)
    .where('step', '=', from.step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? place : undefined;
}

function placeColumns(tenantId: string, place: ReadingPlace): DeltaLinkRow {
  return {
    tenant_id: tenantId,
    generation: place.generation,
    round: place.round,
    token: place.token ?? null,
    started_at: place.startedAt.getTime(),
    swept_to: place.sweptTo ?? null,
    full_at: place.fullAt?.getTime() ?? null,
    rules: place.rules ?? null,
    step: place.step,
  };
}

function placeFrom(row: Selectable<DeltaLinkRow>): ReadingPlace {
  return withoutNulls({
    step: row.step,
    generation: row.generation,
    round: row.round,
    token: row.token,
    startedAt: new Date(row.started_at),
    sweptTo: row.swept_to,
    fullAt: row.full_at === null ? null : new Date(row.full_at),
    rules: row.rules,
  });
}
