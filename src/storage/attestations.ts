import { sql } from 'kysely';
import type { Attestation } from '../domain/attestation.ts';
import type { AttestationStore, LastRound } from '../ports/attestations.ts';
import { attestationDays } from './attestation-days.ts';
import { attestationMembers } from './attestation-members.ts';
import { attestationOf, changingColumns, rowOf } from './attestation-rows.ts';
import { inTransaction, type Tables } from './rows.ts';

/** Rounds in which owners confirm their groups. */
export function attestationStore(tables: Tables): AttestationStore {
  const { db } = tables;
  return {
    ...attestationDays(tables),
    ...attestationMembers(tables),

    async ruleBegan(tenantId, rule, at) {
      await db
        .insertInto('attestation_rule')
        .values({ tenant_id: tenantId, rule, began_at: at.getTime() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { began_at: began } = await db
        .selectFrom('attestation_rule')
        .select('began_at')
        .where('tenant_id', '=', tenantId)
        .where('rule', '=', rule)
        .executeTakeFirstOrThrow();
      return new Date(began);
    },

    async lastRounds(tenantId, groupIds) {
      if (groupIds.length === 0) return [];
      const rows = await db
        .selectFrom('attestation')
        .select(['group_id', 'round', 'state', 'ended_at'])
        .where('tenant_id', '=', tenantId)
        .where('group_id', 'in', [...groupIds])
        .orderBy('round')
        .execute();
      const last = new Map<string, LastRound>();
      for (const { group_id: groupId, round, state, ended_at: endedAt } of rows) {
        const counts = endedAt !== null && (state === 'finished' || state === 'lapsed');
        const before = last.get(groupId)?.endedAt;
        const ended = counts ? new Date(endedAt) : before;
        last.set(groupId, { groupId, round, isOpen: state === 'open', ...(ended && { endedAt: ended }) });
      }
      return [...last.values()];
    },

    open: (attestation, ownerIds) =>
      inTransaction(tables, async (transaction) => {
        const { tenantId, id, group } = attestation;
        const { numInsertedOrUpdatedRows = 0n } = await transaction
          .insertInto('attestation')
          .values(rowOf(attestation))
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) return false;
        await transaction
          .updateTable('attestation')
          .set({ is_last: 0 })
          .where('tenant_id', '=', tenantId)
          .where('group_id', '=', group.id)
          .where('id', '!=', id)
          .execute();
        await attestationStore({ ...tables, db: transaction }).addAsked(attestation, ownerIds, 'owner');
        return true;
      }),

    async get(tenantId, id) {
      const row = await db
        .selectFrom('attestation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && attestationOf(row);
    },

    async openOf(tenantId, groupId) {
      const row = await db
        .selectFrom('attestation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', '=', groupId)
        .where('state', '=', sql.lit('open'))
        .executeTakeFirst();
      return row && attestationOf(row);
    },

    async change(before: Attestation, after: Attestation) {
      const { numUpdatedRows } = await db
        .updateTable('attestation')
        .set({ ...changingColumns(after), revision: before.revision + 1 })
        .where('tenant_id', '=', before.tenantId)
        .where('id', '=', before.id)
        .where('revision', '=', before.revision)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async addAsked({ tenantId, id }, personIds, role) {
      if (personIds.length === 0) return;
      await db
        .insertInto('attestation_asked')
        .values(personIds.map((person_id) => ({ tenant_id: tenantId, attestation_id: id, person_id, role })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async asked({ tenantId, id }) {
      const rows = await db
        .selectFrom('attestation_asked')
        .select(['person_id', 'role'])
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .orderBy('person_id')
        .execute();
      return rows.map(({ person_id: personId, role }) => ({ personId, role }));
    },

    async list(tenantId, { personId, states }, { limit, after }) {
      const rows = await db
        .selectFrom('attestation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('is_last', '=', 1)
        .where('state', 'in', states)
        .$if(personId !== undefined, (query) =>
          query.where('id', 'in', (inner) =>
            inner
              .selectFrom('attestation_asked')
              .select('attestation_id')
              .where('tenant_id', '=', tenantId)
              .where('person_id', '=', personId ?? ''),
          ),
        )
        .$if(after !== undefined, (query) =>
          query.where((row) =>
            row(row.refTuple('lapses_at', 'id'), '>', row.tuple(after?.lapsesAt.getTime() ?? 0, after?.id ?? '')),
          ),
        )
        .orderBy('lapses_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(attestationOf);
    },

    async addCopy({ tenantId, attestationId, recipientId, occasion, conversationId, activityId }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('attestation_copy')
        .values({
          tenant_id: tenantId,
          attestation_id: attestationId,
          recipient_id: recipientId,
          occasion,
          conversation_id: conversationId,
          activity_id: activityId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async copies({ tenantId, id }) {
      const rows = await db
        .selectFrom('attestation_copy')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .orderBy('activity_id')
        .execute();
      return rows.map((row) => ({
        tenantId,
        attestationId: id,
        recipientId: row.recipient_id,
        occasion: row.occasion,
        conversationId: row.conversation_id,
        activityId: row.activity_id,
      }));
    },
  };
}
