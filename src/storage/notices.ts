import { sql } from 'kysely';
import { hasSaid } from '../domain/expiry.ts';
import type { ExpirationKey, NoticeStore } from '../ports/notices.ts';
import {
  expirationColumns,
  expirationFrom,
  noticeColumns,
  noticeFrom,
  sayingsFrom,
  sayingsText,
} from './notice-rows.ts';
import { noticeMessages } from './notice-messages.ts';
import { inTransaction, type Tables } from './rows.ts';

/** Ends of groups, and what people are told about them. */
export function noticeStore(tables: Tables): NoticeStore {
  const { db } = tables;
  const expirationAt = ({ tenantId, groupId, expiresAt }: ExpirationKey) =>
    db
      .updateTable('expiration')
      .where('tenant_id', '=', tenantId)
      .where('group_id', '=', groupId)
      .where('expires_at', '=', expiresAt.getTime());

  return {
    plan: (expiration, notices) =>
      inTransaction(tables, async (transaction) => {
        await transaction
          .insertInto('expiration')
          .values(expirationColumns(expiration))
          .onConflict((conflict) =>
            conflict.columns(['tenant_id', 'group_id', 'expires_at']).doUpdateSet({ group_name: expiration.groupName }),
          )
          .execute();
        if (notices.length === 0) return [];
        const rows = await transaction
          .insertInto('notice')
          .values(notices.map(noticeColumns))
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .execute();
        const fresh = new Set(rows.map(({ id }) => id));
        return notices.filter(({ id }) => fresh.has(id));
      }),

    async open(tenantId, groupId) {
      const rows = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('state', '=', sql.lit('open'))
        .$if(groupId !== undefined, (query) => query.where('group_id', '=', groupId ?? ''))
        .orderBy('expires_at')
        .orderBy('group_id')
        .execute();
      return rows.map(expirationFrom);
    },

    async openAfter(tenantId, { limit, after }) {
      const rows = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('state', '=', sql.lit('open'))
        .$if(after !== undefined, (query) =>
          query.where((row) =>
            row(
              row.refTuple('expires_at', 'group_id'),
              '>',
              row.tuple(after?.expiresAt.getTime() ?? 0, after?.groupId ?? ''),
            ),
          ),
        )
        .orderBy('expires_at')
        .orderBy('group_id')
        .limit(limit)
        .execute();
      return rows.map(expirationFrom);
    },

    async plannedSteps(tenantId, groupIds) {
      if (groupIds.length === 0) return [];
      const rows = await db
        .selectFrom('notice')
        .select(['group_id', 'expires_at', 'step'])
        .distinct()
        .where('tenant_id', '=', tenantId)
        .where('group_id', 'in', groupIds)
        .execute();
      return rows.map((row) => ({ groupId: row.group_id, expiresAt: new Date(row.expires_at), step: row.step }));
    },

    async about({ tenantId, groupId, expiresAt }) {
      const rows = await db
        .selectFrom('notice')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', '=', groupId)
        .where('expires_at', '=', expiresAt.getTime())
        .orderBy('due_at')
        .orderBy('id')
        .execute();
      return rows.map(noticeFrom);
    },

    async deletionsOf(tenantId, groupIds) {
      if (groupIds.length === 0) return [];
      const rows = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', 'in', [...groupIds])
        .where('is_deletion', '=', 1)
        .orderBy('expires_at')
        .execute();
      return rows.map(expirationFrom);
    },

    async goneOf(tenantId, groupId) {
      const rows = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', '=', groupId)
        .where('state', '=', sql.lit('gone'))
        .orderBy('expires_at')
        .execute();
      return rows.map(expirationFrom);
    },

    async settle(key, state, movedTo, from = 'open') {
      const { numUpdatedRows } = await expirationAt(key)
        .set({ state, moved_to: movedTo?.getTime() ?? null })
        .where('state', '=', from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    say: (key, saying) =>
      inTransaction(tables, async (transaction) => {
        const row = await transaction
          .selectFrom('expiration')
          .select('said')
          .where('tenant_id', '=', key.tenantId)
          .where('group_id', '=', key.groupId)
          .where('expires_at', '=', key.expiresAt.getTime())
          .$if(tables.engine === 'postgres', (query) => query.forUpdate())
          .executeTakeFirst();
        const said = row?.said ? sayingsFrom(row.said) : [];
        if (!row || hasSaid({ said }, saying.what, saying.by.id)) return false;
        await transaction
          .updateTable('expiration')
          .set({ said: sayingsText([...said, saying]) })
          .where('tenant_id', '=', key.tenantId)
          .where('group_id', '=', key.groupId)
          .where('expires_at', '=', key.expiresAt.getTime())
          .execute();
        return true;
      }),

    async setNotNeeded(key, { by, at }) {
      await expirationAt(key)
        .set({ not_needed_by_id: by.id, not_needed_by_name: by.displayName, not_needed_at: at.getTime() })
        .execute();
    },

    ...noticeMessages(tables),
  };
}
