import type { Kysely } from 'kysely';
import type { Delegation } from '../domain/delegations.ts';
import type { DelegationStore } from '../ports/delegations.ts';
import type { Tables } from './rows.ts';
import type { Database } from './schema.ts';
import type { DelegationRow } from './request-schema.ts';

/** Who decides in whose place while they are away, and the messages that say so. */
export function delegationStore({ db }: Tables): DelegationStore {
  return {
    async begin(delegation) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('delegation')
        .values(rowOf(delegation))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async get(tenantId, id) {
      const row = await db
        .selectFrom('delegation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && delegationOf(row);
    },

    async running(tenantId, personId) {
      const row = await db
        .selectFrom('delegation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return row && delegationOf(row);
    },

    async runningFor(tenantId, delegateId, { limit }) {
      const rows = await db
        .selectFrom('delegation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('delegate_id', '=', delegateId)
        .where('ended_at', 'is', null)
        .orderBy('until')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(delegationOf);
    },

    async end({ tenantId, id }, at, by) {
      const { numUpdatedRows } = await db
        .updateTable('delegation')
        .set({ ended_at: at.getTime(), ended_by: by })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async addCopy({ tenantId, delegationId, recipientId, occasion, conversationId, activityId }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('delegation_copy')
        .values({
          tenant_id: tenantId,
          delegation_id: delegationId,
          recipient_id: recipientId,
          occasion,
          conversation_id: conversationId,
          activity_id: activityId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async copies(tenantId, delegationId) {
      const rows = await db
        .selectFrom('delegation_copy')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('delegation_id', '=', delegationId)
        .orderBy('activity_id')
        .execute();
      return rows.map((row) => ({
        tenantId,
        delegationId,
        recipientId: row.recipient_id,
        occasion: row.occasion,
        conversationId: row.conversation_id,
        activityId: row.activity_id,
      }));
    },
  };
}

/**
 * Those of the people whom these requests ask: they run, or ended since the first of the requests was made, so that whoever
 * was asked by one of them can still be told how it stands.
 */
export async function delegationsAbout(
  db: Kysely<Database>,
  tenantId: string,
  requestIds: readonly string[],
  since: number,
): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where((row) => row.or([row('ended_at', 'is', null), row('ended_at', '>=', since)]))
    .where('person_id', 'in', (query) =>
      query
        .selectFrom('request_approver')
        .select('approver_id')
        .where('tenant_id', '=', tenantId)
        .where('request_id', 'in', requestIds),
    )
    .orderBy('since')
    .orderBy('id')
    .execute();
  return rows.map(delegationOf);
}

function rowOf({ tenantId, id, person, delegate, since, until, ended }: Delegation): DelegationRow {
  return {
    tenant_id: tenantId,
    id,
    person_id: person.id,
    person_name: person.displayName,
    delegate_id: delegate.id,
    delegate_name: delegate.displayName,
    since: since.getTime(),
    until: until.getTime(),
    ended_at: ended?.at.getTime() ?? null,
    ended_by: ended?.by ?? null,
  };
}

function delegationOf(row: DelegationRow): Delegation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    person: { id: row.person_id, displayName: row.person_name },
    delegate: { id: row.delegate_id, displayName: row.delegate_name },
    since: new Date(row.since),
    until: new Date(row.until),
    ...(row.ended_at !== null && { ended: { at: new Date(row.ended_at), by: row.ended_by ?? 'time' } }),
  };
}
