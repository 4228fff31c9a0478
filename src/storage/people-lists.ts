import { sql, type Selectable } from 'kysely';
import type { ListRow, PeopleList } from '../domain/people-lists.ts';
import type { ListStore } from '../ports/lists.ts';
import { inTransaction, realNow, withoutNulls, type Tables } from './rows.ts';
import type { PeopleListEntryRow, PeopleListRow } from './schema.ts';

/** PostgreSQL takes 65,535 values in a statement, SQLite 32,766. */
const rowsAtOnce = 500;

/** Lists of people and their rows. Whether one is being worked off is told by a lease in real time. */
export function peopleListStore(tables: Tables): ListStore {
  const { db, engine } = tables;
  const now = () => realNow(engine);
  const listAt = (tenantId: string, id: string) =>
    db.updateTable('people_list').where('tenant_id', '=', tenantId).where('id', '=', id);
  const entries = (tenantId: string, id: string) =>
    db.selectFrom('people_list_entry').where('tenant_id', '=', tenantId).where('list_id', '=', id);

  return {
    insert: (list, rows) =>
      inTransaction(tables, async (transaction) => {
        await transaction.insertInto('people_list').values(listColumns(list)).execute();
        for (let start = 0; start < rows.length; start += rowsAtOnce) {
          const part = rows.slice(start, start + rowsAtOnce).map((row) => entryColumns(list.tenantId, list.id, row));
          await transaction.insertInto('people_list_entry').values(part).execute();
        }
      }),

    async get(tenantId, id) {
      const row = await db
        .selectFrom('people_list')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && listFrom(row);
    },

    async move(tenantId, id, from, to, { actor, group, aliveMs = 0 } = {}) {
      const { numUpdatedRows } = await listAt(tenantId, id)
        .set({
          state: to,
          alive_until: sql<number>`${now()} + ${aliveMs}`,
          ...(actor && { actor_id: actor.id, actor_name: actor.displayName }),
          ...(group && { group_id: group.id, group_name: group.displayName }),
        })
        .where((list) =>
          list.or([
            list('state', 'in', [...from]),
            ...(from.includes('stopped')
              ? [list.and([list('state', '=', 'running'), list('alive_until', '<=', now())])]
              : []),
          ]),
        )
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async keepAlive(tenantId, id, aliveMs) {
      await listAt(tenantId, id)
        .set({ alive_until: sql<number>`${now()} + ${aliveMs}` })
        .where('state', '=', 'running')
        .execute();
    },

    async rows(tenantId, id, { limit, what, after = 0 }) {
      const rows = await entries(tenantId, id)
        .selectAll()
        .where('number', '>', after)
        .$if(what !== undefined, (query) => query.where('what', 'in', [...(what ?? [])]))
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map(entryFrom);
    },

    async known(tenantId, id) {
      const rows = await entries(tenantId, id)
        .select(['person_id', 'number'])
        .where('person_id', 'is not', null)
        .where('same_as', 'is', null)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({ personId: row.person_id ?? '', number: row.number }));
    },

    async counts(tenantId, id) {
      const rows = await entries(tenantId, id)
        .select(['what', (list) => list.fn.countAll<number>().as('count')])
        .groupBy('what')
        .execute();
      return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
    },

    async settle(tenantId, id, rows) {
      if (rows.length === 0) return;
      await db
        .insertInto('people_list_entry')
        .values(rows.map((row) => entryColumns(tenantId, id, row)))
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'list_id', 'number']).doUpdateSet((row) => ({
            what: row.ref('excluded.what'),
            person_id: row.ref('excluded.person_id'),
            person_name: row.ref('excluded.person_name'),
            same_as: row.ref('excluded.same_as'),
          })),
        )
        .execute();
    },

    forgetBefore: (time) =>
      inTransaction(tables, async (transaction) => {
        const old = transaction.selectFrom('people_list').select('id').where('saved_at', '<', time.getTime());
        await transaction.deleteFrom('people_list_entry').where('list_id', 'in', old).execute();
        await transaction.deleteFrom('people_list').where('saved_at', '<', time.getTime()).execute();
      }),
  };
}

function listColumns({ tenantId, id, kind, group, sender, actor, state, size, createdAt }: PeopleList): PeopleListRow {
  return {
    tenant_id: tenantId,
    id,
    kind,
    group_id: group?.id ?? null,
    group_name: group?.displayName ?? null,
    sender_id: sender.id,
    sender_name: sender.displayName,
    actor_id: actor?.id ?? null,
    actor_name: actor?.displayName ?? null,
    state,
    size,
    created_at: createdAt.getTime(),
    alive_until: 0,
    saved_at: Date.now(),
  };
}

function listFrom(row: Selectable<PeopleListRow>): PeopleList {
  return withoutNulls({
    tenantId: row.tenant_id,
    id: row.id,
    kind: row.kind,
    group: named(row.group_id, row.group_name),
    sender: { id: row.sender_id, displayName: row.sender_name },
    actor: named(row.actor_id, row.actor_name),
    state: row.state,
    size: row.size,
    createdAt: new Date(row.created_at),
  });
}

function entryColumns(tenantId: string, listId: string, row: ListRow): PeopleListEntryRow {
  return {
    tenant_id: tenantId,
    list_id: listId,
    number: row.number,
    wanted: row.wanted,
    role: row.role ?? null,
    what: row.what,
    person_id: row.person?.id ?? null,
    person_name: row.person?.displayName ?? null,
    same_as: row.sameAs ?? null,
  };
}

function entryFrom(row: Selectable<PeopleListEntryRow>): ListRow {
  return withoutNulls({
    number: row.number,
    wanted: row.wanted,
    role: row.role,
    what: row.what,
    person: named(row.person_id, row.person_name),
    sameAs: row.same_as,
  });
}

function named(id: string | null, displayName: string | null): { id: string; displayName: string } | null {
  return id === null || displayName === null ? null : { id, displayName };
}
