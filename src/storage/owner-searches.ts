import { sql, type Kysely } from 'kysely';
import { openStates, type Candidate, type OpenState, type OwnerSearch } from '../domain/owner-search.ts';
import type { OwnerSearchStore } from '../ports/owner-searches.ts';
import { inTransaction, parseOwn, type Tables } from './rows.ts';
import type { Database } from './schema.ts';
import type { OwnerCandidateRow, OwnerSearchRow } from './lifecycle-schema.ts';

const rowsPerStatement = 100;

/** The searches for owners of groups that nobody owns, and who is asked. */
export function ownerSearchStore(tables: Tables): OwnerSearchStore {
  const { db } = tables;
  return {
    async begin(search) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('owner_search')
        .values(rowOf(search))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async get(tenantId, id) {
      const row = await searchRow(db, tenantId, id).executeTakeFirst();
      return row && searchOf(row);
    },

    async openFor(tenantId, groupId) {
      const row = await openRows(db, tenantId).where('group_id', '=', groupId).selectAll().executeTakeFirst();
      return row && searchOf(row);
    },

    async open(tenantId, { limit, after }) {
      const rows = openRows(db, tenantId);
      const page = after
        ? rows.where((row) => row(row.refTuple('since', 'id'), '>', row.tuple(after.since.getTime(), after.id)))
        : rows;
      return (await page.selectAll().orderBy('since').orderBy('id').limit(limit).execute()).map(searchOf);
    },

    async countOpen(tenantId) {
      const rows = await openRows(db, tenantId)
        .select(['state', (row) => row.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const counts: Record<OpenState, number> = { asking: 0, accepted: 0, exhausted: 0 };
      for (const { state, count } of rows) counts[state as OpenState] = count;
      return counts;
    },

    async hold(tenantId, id) {
      await bump(db, tenantId, id);
      const row = await searchRow(db, tenantId, id).executeTakeFirst();
      return row && searchOf(row);
    },

    async move({ tenantId, id }, from, { state, round, owner, confirmedBy }) {
      const { numUpdatedRows } = await db
        .updateTable('owner_search')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('state', 'in', [...from])
        .set({
          state,
          revision: sql<number>`revision + 1`,
          ...(round !== undefined && { round }),
          ...(owner && { owner_id: owner.id, owner_name: owner.displayName }),
          ...(confirmedBy && { confirmed_by_id: confirmedBy.id, confirmed_by_name: confirmedBy.displayName }),
        })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    addCandidates: ({ tenantId, id }, people) =>
      inTransaction(tables, async (transaction) => {
        const known = await candidateRows(transaction, tenantId, id).select(['person_id', 'place']).execute();
        const ids = new Set(known.map((row) => row.person_id));
        const first = Math.max(-1, ...known.map(({ place }) => place)) + 1;
        const fresh = people.filter(({ person }) => {
          if (ids.has(person.id)) return false;
          ids.add(person.id);
          return true;
        });
        const rows = fresh.map(({ person, kind }, index): OwnerCandidateRow => ({
          tenant_id: tenantId,
          search_id: id,
          person_id: person.id,
          person_name: person.displayName,
          place: first + index,
          kind,
          state: 'waiting',
          answer_by: null,
          accepted_at: null,
        }));
        for (let start = 0; start < rows.length; start += rowsPerStatement)
          await transaction
            .insertInto('owner_candidate')
            .values(rows.slice(start, start + rowsPerStatement))
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      }),

    async candidates(tenantId, searchId) {
      return (await candidateRows(db, tenantId, searchId).selectAll().orderBy('place').execute()).map(candidateOf);
    },

    async candidate(tenantId, searchId, personId) {
      const row = await candidateRows(db, tenantId, searchId)
        .where('person_id', '=', personId)
        .selectAll()
        .executeTakeFirst();
      return row && candidateOf(row);
    },

    moveCandidate: ({ tenantId, searchId, person: { id } }, from, { state, answerBy, acceptedAt, person }) =>
      inTransaction(tables, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('owner_candidate')
          .where('tenant_id', '=', tenantId)
          .where('search_id', '=', searchId)
          .where('person_id', '=', id)
          .where('state', 'in', [...from])
          .set({
            state,
            ...(answerBy && { answer_by: answerBy.getTime() }),
            ...(acceptedAt && { accepted_at: acceptedAt.getTime() }),
            ...(person && { person_name: person.displayName }),
          })
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await bump(transaction, tenantId, searchId);
        return true;
      }),

    async addCopy({ tenantId, searchId, recipientId, occasion, conversationId, activityId }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('owner_search_copy')
        .values({
          tenant_id: tenantId,
          search_id: searchId,
          recipient_id: recipientId,
          occasion,
          conversation_id: conversationId,
          activity_id: activityId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async copies(tenantId, searchId) {
      const rows = await db
        .selectFrom('owner_search_copy')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('search_id', '=', searchId)
        .orderBy('activity_id')
        .execute();
      return rows.map((row) => ({
        tenantId,
        searchId,
        recipientId: row.recipient_id,
        occasion: row.occasion,
        conversationId: row.conversation_id,
        activityId: row.activity_id,
      }));
    },
  };
}

function searchRow(db: Kysely<Database>, tenantId: string, id: string) {
  return db.selectFrom('owner_search').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);
}

function openRows(db: Kysely<Database>, tenantId: string) {
  return db
    .selectFrom('owner_search')
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', [...openStates]);
}

function candidateRows(db: Kysely<Database>, tenantId: string, searchId: string) {
  return db.selectFrom('owner_candidate').where('tenant_id', '=', tenantId).where('search_id', '=', searchId);
}

async function bump(db: Kysely<Database>, tenantId: string, id: string): Promise<void> {
  await db
    .updateTable('owner_search')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .set({ revision: sql<number>`revision + 1` })
    .execute();
}

function rowOf({
  tenantId,
  id,
  group,
  state,
  since,
  formerIds,
  round,
  revision,
  ...ends
}: OwnerSearch): OwnerSearchRow {
  return {
    tenant_id: tenantId,
    id,
    group_id: group.id,
    group_name: group.displayName,
    state,
    since: since.getTime(),
    former_ids: JSON.stringify(formerIds),
    round,
    revision,
    owner_id: ends.owner?.id ?? null,
    owner_name: ends.owner?.displayName ?? null,
    confirmed_by_id: ends.confirmedBy?.id ?? null,
    confirmed_by_name: ends.confirmedBy?.displayName ?? null,
  };
}

function searchOf(row: OwnerSearchRow): OwnerSearch {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    group: { id: row.group_id, displayName: row.group_name },
    state: row.state,
    since: new Date(row.since),
    formerIds: parseOwn(row.former_ids) as string[],
    round: row.round,
    revision: row.revision,
    ...(row.owner_id !== null && { owner: { id: row.owner_id, displayName: row.owner_name ?? '' } }),
    ...(row.confirmed_by_id !== null && {
      confirmedBy: { id: row.confirmed_by_id, displayName: row.confirmed_by_name ?? '' },
    }),
  };
}

function candidateOf(row: OwnerCandidateRow): Candidate {
  return {
    tenantId: row.tenant_id,
    searchId: row.search_id,
    person: { id: row.person_id, displayName: row.person_name },
    place: row.place,
    kind: row.kind,
    state: row.state,
    ...(row.answer_by !== null && { answerBy: new Date(row.answer_by) }),
    ...(row.accepted_at !== null && { acceptedAt: new Date(row.accepted_at) }),
  };
}
