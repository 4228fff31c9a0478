import { sql, type Kysely } from 'kysely';
import type { MembershipTerm } from '../domain/terms.ts';
import type { TermStore } from '../ports/terms.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database } from './schema.ts';
import type { TermRow } from './lifecycle-schema.ts';

/** Memberships for a time. */
export function termStore(tables: Tables): TermStore {
  const { db } = tables;
  return {
    set: (term) =>
      inTransaction(tables, async (transaction) => {
        // One that runs already keeps its row: the index on those that run lets no second one in.
        await transaction
          .insertInto('term')
          .values(rowOf(term))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { endsAt, setBy, group, person, tenantId } = term;
        await transaction
          .updateTable('term')
          .where('tenant_id', '=', tenantId)
          .where('group_id', '=', group.id)
          .where('person_id', '=', person.id)
          .where('state', '=', sql.lit('running'))
          .set({
            ends_at: endsAt.getTime(),
            set_by_id: setBy.id,
            set_by_name: setBy.displayName,
            more_asked_at: null,
          })
          .execute();
        return (await runningIn(transaction, term.tenantId, term.group.id, term.person.id)) ?? term;
      }),

    async get(tenantId, id) {
      const row = await db
        .selectFrom('term')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && termOf(row);
    },

    running: (tenantId, groupId, personId) => runningIn(db, tenantId, groupId, personId),

    async move({ tenantId, id, endsAt }, to, by) {
      const { numUpdatedRows } = await runningRow(db, tenantId, id)
        .where('ends_at', '=', endsAt.getTime())
        .set({ ends_at: to.getTime(), set_by_id: by.id, set_by_name: by.displayName, more_asked_at: null })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async close({ tenantId, id }, state, by) {
      const { numUpdatedRows } = await runningRow(db, tenantId, id)
        .set({ state, closed_by_id: by?.id ?? null, closed_by_name: by?.displayName ?? null })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async askMore({ tenantId, id, endsAt }, at) {
      const { numUpdatedRows } = await runningRow(db, tenantId, id)
        .where('ends_at', '=', endsAt.getTime())
        .where('more_asked_at', 'is', null)
        .set({ more_asked_at: at.getTime() })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async list(tenantId, { groupIds, personId }, { limit, after }) {
      if (groupIds?.length === 0 && personId === undefined) return [];
      const rows = await db
        .selectFrom('term')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('state', '=', sql.lit('running'))
        .$if(groupIds !== undefined || personId !== undefined, (query) =>
          query.where((row) =>
            row.or([
              ...(groupIds?.length ? [row('group_id', 'in', [...groupIds])] : []),
              ...(personId === undefined ? [] : [row('person_id', '=', personId)]),
            ]),
          ),
        )
        .$if(after !== undefined, (query) =>
          query.where((row) =>
            row.or([
              row('ends_at', '>', after?.endsAt.getTime() ?? 0),
              row.and([row('ends_at', '=', after?.endsAt.getTime() ?? 0), row('id', '>', after?.id ?? '')]),
            ]),
          ),
        )
        .orderBy('ends_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(termOf);
    },

    async addCopy({ tenantId, termId, recipientId, occasion, conversationId, activityId }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('term_copy')
        .values({
          tenant_id: tenantId,
          term_id: termId,
          recipient_id: recipientId,
          occasion,
          conversation_id: conversationId,
          activity_id: activityId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async copies(tenantId, termId) {
      const rows = await db
        .selectFrom('term_copy')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('term_id', '=', termId)
        .orderBy('activity_id')
        .execute();
      return rows.map((row) => ({
        tenantId,
        termId,
        recipientId: row.recipient_id,
        occasion: row.occasion,
        conversationId: row.conversation_id,
        activityId: row.activity_id,
      }));
    },
  };
}

async function runningIn(
  db: Kysely<Database>,
  tenantId: string,
  groupId: string,
  personId: string,
): Promise<MembershipTerm | undefined> {
  const row = await db
    .selectFrom('term')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .where('state', '=', sql.lit('running'))
    .executeTakeFirst();
  return row && termOf(row);
}

function runningRow(db: Kysely<Database>, tenantId: string, id: string) {
  return db
    .updateTable('term')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', sql.lit('running'));
}

function rowOf(term: MembershipTerm): TermRow {
  return {
    tenant_id: term.tenantId,
    id: term.id,
    group_id: term.group.id,
    group_name: term.group.displayName,
    person_id: term.person.id,
    person_name: term.person.displayName,
    set_by_id: term.setBy.id,
    set_by_name: term.setBy.displayName,
    ends_at: term.endsAt.getTime(),
    state: term.state,
    closed_by_id: term.closedBy?.id ?? null,
    closed_by_name: term.closedBy?.displayName ?? null,
    more_asked_at: term.moreAskedAt?.getTime() ?? null,
  };
}

function termOf(row: TermRow): MembershipTerm {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    group: { id: row.group_id, displayName: row.group_name },
    person: { id: row.person_id, displayName: row.person_name },
    setBy: { id: row.set_by_id, displayName: row.set_by_name },
    endsAt: new Date(row.ends_at),
    state: row.state,
    ...(row.closed_by_id !== null && { closedBy: { id: row.closed_by_id, displayName: row.closed_by_name ?? '' } }),
    ...(row.more_asked_at !== null && { moreAskedAt: new Date(row.more_asked_at) }),
  };
}
