import type { Selectable } from 'kysely';
import type { Expiration, Notice } from '../domain/expiry.ts';
import type { ExpirationKey, NoticeStore } from '../ports/notices.ts';
import { inTransaction, withoutNulls, type Tables } from './rows.ts';
import type { ExpirationRow, NoticeRow } from './schema.ts';

/** Ends of groups, and what people are told about them. */
export function noticeStore(tables: Tables): NoticeStore {
  const { db } = tables;
  const unsent = (tenantId: string, id: string) =>
    db
      .updateTable('notice')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('activity_id', 'is', null)
      .where('state', 'in', ['waiting', 'sending', 'dead']);
  const noticeRow = (tenantId: string, id: string) =>
    db.selectFrom('notice').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst();
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

    async get(tenantId, id) {
      const row = await noticeRow(tenantId, id);
      if (!row) return undefined;
      const expiration = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', '=', row.group_id)
        .where('expires_at', '=', row.expires_at)
        .executeTakeFirstOrThrow();
      return { notice: noticeFrom(row), expiration: expirationFrom(expiration) };
    },

    async open(tenantId, groupId) {
      const rows = await db
        .selectFrom('expiration')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('state', '=', 'open')
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
        .where('state', '=', 'open')
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

    async settle(key, state, movedTo) {
      const { numUpdatedRows } = await expirationAt(key)
        .set({ state, moved_to: movedTo?.getTime() ?? null })
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async setNotNeeded(key, { by, at }) {
      await expirationAt(key)
        .set({ not_needed_by_id: by.id, not_needed_by_name: by.displayName, not_needed_at: at.getTime() })
        .execute();
    },

    async move(tenantId, id, state, at) {
      const { numUpdatedRows } = await unsent(tenantId, id)
        .set({ state, sending_at: state === 'sending' ? at.getTime() : null })
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async record(tenantId, id, { conversationId, activityId }) {
      // Whatever it was taken for, the message is there: also one that was thought never to have arrived.
      const { numUpdatedRows } = await db
        .updateTable('notice')
        .set({ state: 'sent', sending_at: null, conversation_id: conversationId, activity_id: activityId })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('activity_id', 'is', null)
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('notice as other')
                .select('other.id')
                .where('other.tenant_id', '=', tenantId)
                .where('other.conversation_id', '=', conversationId)
                .where('other.activity_id', '=', activityId),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n) return 'recorded';
      // Also when it is another notice's: what a client says of itself must take no other message away.
      const row = await db
        .selectFrom('notice')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .executeTakeFirst();
      return row ? 'known' : 'double';
    },
  };
}

function expirationColumns(key: ExpirationKey & { groupName: string }): ExpirationRow {
  return {
    tenant_id: key.tenantId,
    group_id: key.groupId,
    expires_at: key.expiresAt.getTime(),
    group_name: key.groupName,
    state: 'open',
    moved_to: null,
    not_needed_by_id: null,
    not_needed_by_name: null,
    not_needed_at: null,
  };
}

function expirationFrom(row: Selectable<ExpirationRow>): Expiration {
  const { not_needed_by_id: id, not_needed_by_name: displayName, not_needed_at: at } = row;
  return withoutNulls({
    tenantId: row.tenant_id,
    groupId: row.group_id,
    groupName: row.group_name,
    expiresAt: new Date(row.expires_at),
    state: row.state,
    movedTo: row.moved_to === null ? null : new Date(row.moved_to),
    notNeeded:
      id === null || displayName === null || at === null ? null : { by: { id, displayName }, at: new Date(at) },
  });
}

function noticeColumns(notice: Notice): NoticeRow {
  const { recipient } = notice;
  return {
    tenant_id: notice.tenantId,
    id: notice.id,
    group_id: notice.groupId,
    expires_at: notice.expiresAt.getTime(),
    step: notice.step,
    recipient_kind: recipient.kind,
    recipient_id: recipient.kind === 'owner' ? recipient.userId : recipient.groupId,
    due_at: notice.dueAt.getTime(),
    planned_at: notice.plannedAt.getTime(),
    state: notice.state,
    sending_at: notice.sendingAt?.getTime() ?? null,
    conversation_id: notice.message?.conversationId ?? null,
    activity_id: notice.message?.activityId ?? null,
  };
}

function noticeFrom(row: Selectable<NoticeRow>): Notice {
  const { recipient_kind: kind, recipient_id: id, conversation_id: conversationId, activity_id: activityId } = row;
  return withoutNulls({
    tenantId: row.tenant_id,
    id: row.id,
    groupId: row.group_id,
    expiresAt: new Date(row.expires_at),
    step: row.step,
    recipient: kind === 'owner' ? { kind, userId: id } : { kind, groupId: id },
    dueAt: new Date(row.due_at),
    plannedAt: new Date(row.planned_at),
    state: row.state,
    sendingAt: row.sending_at === null ? null : new Date(row.sending_at),
    message: conversationId === null || activityId === null ? null : { conversationId, activityId },
  });
}
