import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { DirectoryChange, DirectoryGroup, GroupLook, ReadingPlace } from '../domain/directory-group.ts';
import type { DirectoryGroupStore, GroupPosition } from '../ports/directory-groups.ts';
import { movePlace, readPlace } from './delta-links.ts';
import { groupFrom } from './directory-group-rows.ts';
import { upsertGroups } from './put-directory-groups.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database } from './schema.ts';

const rowsPerStatement = 250;

type Rows = SelectQueryBuilder<Database, 'directory_group', object>;

/** What the app knows of every group of a directory. */
export function directoryGroupStore(tables: Tables): DirectoryGroupStore {
  const { db } = tables;
  const there = (tenantId: string) =>
    db.selectFrom('directory_group').where('tenant_id', '=', tenantId).where('gone_at', 'is', null);

  return {
    place: (tenantId) => readPlace(db, tenantId),

    begin: (tenantId, from, { rules, at }) =>
      movePlace(db, tenantId, from, {
        generation: (from?.generation ?? 0) + 1,
        round: 'full',
        startedAt: at,
        ...(from?.fullAt && { fullAt: from.fullAt }),
        ...(rules !== undefined && { rules }),
      }),

    putPage: (tenantId, from, page) =>
      inTransaction(tables, async (transaction) => {
        const place = await movePlace(transaction, tenantId, from, afterPage(from, page));
        if (place) await putChanges({ ...tables, db: transaction }, tenantId, page, place.generation);
        return place;
      }),

    sweep: (tenantId, from, options) =>
      inTransaction(tables, (transaction) => sweep(transaction, tenantId, from, options)),

    async get(tenantId, id) {
      const row = await db
        .selectFrom('directory_group')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && groupFrom(row);
    },

    putLooks: (tenantId, looks, at) =>
      inTransaction(tables, async (transaction) => {
        for (const look of looks) await putLook(transaction, tenantId, look, at);
      }),

    async dueBetween(tenantId, { from, until, limit, after }) {
      const rows = there(tenantId).where('expires_at', '>', from.getTime()).where('expires_at', '<=', until.getTime());
      return (await inOrderOf('expires_at', rows, { limit, after })).map(
        (group) => group as DirectoryGroup & { expiresAt: Date },
      );
    },

    async ownersUnknownSince(tenantId, { since, limit, afterId = '' }) {
      const rows = await there(tenantId)
        .selectAll()
        .where('kind', '=', 'microsoft365')
        .where((row) => row.or([row('owners_at', 'is', null), row('owners_at', '<', since.getTime())]))
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(groupFrom);
    },

    async microsoft365(tenantId, { limit, afterId = '' }) {
      const rows = there(tenantId).selectAll().where('kind', '=', 'microsoft365').where('id', '>', afterId);
      return (await rows.orderBy('id').limit(limit).execute()).map(groupFrom);
    },

    async ownerless(tenantId, { limit, afterId = '' }) {
      const rows = there(tenantId).selectAll().where('owner_count', '=', 0).where('id', '>', afterId);
      return (await rows.orderBy('id').limit(limit).execute()).map(groupFrom);
    },

    async goneSince(tenantId, { since, limit, after }) {
      const rows = db
        .selectFrom('directory_group')
        .where('tenant_id', '=', tenantId)
        .where('gone_at', '>=', since.getTime());
      return (await inOrderOf('gone_at', rows, { limit, after })).map(
        (group) => group as DirectoryGroup & Required<Pick<DirectoryGroup, 'gone'>>,
      );
    },
  };
}

function afterPage(from: ReadingPlace, { token, at }: { token: string; at: Date }): ReadingPlace {
  const isLast = token.startsWith('delta.');
  const begun = from.token?.startsWith('delta.') ? { round: 'changes' as const, startedAt: at } : {};
  const place = { ...from, ...begun, token };
  return isLast && place.round === 'full' ? { ...place, sweptTo: '' } : place;
}

async function putChanges(
  tables: Tables,
  tenantId: string,
  { changes, at }: { changes: readonly DirectoryChange[]; at: Date },
  generation: number,
): Promise<void> {
  // News of one group can come twice on a page; the last word counts.
  const latest = [...new Map(changes.map((change) => [change.id, change])).values()];
  const alike = Map.groupBy(latest, (change) => ('gone' in change ? change.gone : Object.keys(change.facts).join()));
  for (const some of alike.values()) {
    for (let start = 0; start < some.length; start += rowsPerStatement) {
      const chunk = some.slice(start, start + rowsPerStatement);
      if (chunk[0] && 'gone' in chunk[0]) await markGone(tables.db, tenantId, chunk, { as: chunk[0].gone, at });
      else await upsertGroups(tables, { tenantId, generation, chunk: chunk.filter((change) => 'facts' in change) });
    }
  }
}

async function markGone(
  db: Kysely<Database>,
  tenantId: string,
  some: readonly { id: string }[],
  { as, at }: NonNullable<DirectoryGroup['gone']>,
): Promise<void> {
  const ids = some.map(({ id }) => id);
  await db
    .updateTable('directory_group')
    // Purged after it was deleted: since when it is gone stays.
    .set({ gone_as: as, gone_at: sql<number>`coalesce(gone_at, ${at.getTime()})` })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}

/** Where the directory has said how it went, that stays. */
async function markMissing(db: Kysely<Database>, tenantId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('directory_group')
    .set({ gone_as: 'missing', gone_at: at.getTime() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .execute();
}

async function sweep(
  db: Kysely<Database>,
  tenantId: string,
  from: ReadingPlace,
  { limit, at, forgetBefore }: { limit: number; at: Date; forgetBefore: Date },
): Promise<ReadingPlace | undefined> {
  const { sweptTo = '', ...rest } = from;
  const ids = await db
    .selectFrom('directory_group')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '>', sweptTo)
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = ids.at(-1)?.id;
  const place = await movePlace(
    db,
    tenantId,
    from,
    last === undefined ? { ...rest, fullAt: at } : { ...rest, sweptTo: last },
  );
  if (!place || last === undefined) return place;
  const unseen = { tenantId, after: sweptTo, last };
  await db.deleteFrom('directory_group').where(within(unseen)).where('gone_at', '<', forgetBefore.getTime()).execute();
  await db
    .updateTable('directory_group')
    .set({ gone_as: 'missing', gone_at: at.getTime() })
    .where(within(unseen))
    .where('generation', '<', from.generation)
    .where('gone_at', 'is', null)
    .execute();
  return place;
}

function within({ tenantId, after, last }: { tenantId: string; after: string; last: string }) {
  return sql<boolean>`tenant_id = ${tenantId} and id > ${after} and id <= ${last}`;
}

async function putLook(db: Kysely<Database>, tenantId: string, look: GroupLook, at: Date): Promise<void> {
  if ('gone' in look) return markMissing(db, tenantId, look.id, at);
  const { ownerIds } = look;
  await db
    .updateTable('directory_group')
    .set({
      name: look.displayName,
      expires_at: look.expiresAt?.getTime() ?? null,
      gone_as: null,
      gone_at: null,
      ...(ownerIds && { owner_count: ownerIds.length, owner_ids: JSON.stringify(ownerIds), owners_at: at.getTime() }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', look.id)
    .execute();
}

async function inOrderOf(
  column: 'expires_at' | 'gone_at',
  rows: Rows,
  { limit, after }: { limit: number; after: GroupPosition | undefined },
): Promise<DirectoryGroup[]> {
  const page = after
    ? rows.where((row) => row(row.refTuple(column, 'id'), '>', row.tuple(after.at.getTime(), after.id)))
    : rows;
  return (await page.selectAll().orderBy(column).orderBy('id').limit(limit).execute()).map(groupFrom);
}
