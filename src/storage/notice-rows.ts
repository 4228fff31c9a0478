import type { Selectable } from 'kysely';
import { isPersonal, type Expiration, type Notice, type Saying } from '../domain/expiry.ts';
import { parseOwn, withoutNulls } from './rows.ts';
import type { ExpirationRow, NoticeRow } from './lifecycle-schema.ts';

export function expirationColumns(
  key: Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt' | 'groupName' | 'isDeletion'>,
): ExpirationRow {
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
    is_deletion: key.isDeletion ? 1 : 0,
    said: null,
  };
}

export function expirationFrom(row: Selectable<ExpirationRow>): Expiration {
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
    isDeletion: row.is_deletion === 1 ? (true as const) : null,
    said: row.said === null ? null : sayingsFrom(row.said),
  });
}

/** What people said, as it stands in a row. */
export function sayingsFrom(json: string): Saying[] {
  return (parseOwn(json) as (Omit<Saying, 'at'> & { at: number })[]).map((one) => ({ ...one, at: new Date(one.at) }));
}

export function sayingsText(said: readonly Saying[]): string {
  return JSON.stringify(said.map((one) => ({ ...one, at: one.at.getTime() })));
}

export function noticeColumns(notice: Notice): NoticeRow {
  const { recipient } = notice;
  return {
    tenant_id: notice.tenantId,
    id: notice.id,
    group_id: notice.groupId,
    expires_at: notice.expiresAt.getTime(),
    step: notice.step,
    recipient_kind: recipient.kind,
    recipient_id: isPersonal(recipient) ? recipient.userId : recipient.groupId,
    due_at: notice.dueAt.getTime(),
    planned_at: notice.plannedAt.getTime(),
    state: notice.state,
    sending_at: notice.sendingAt?.getTime() ?? null,
    conversation_id: notice.message?.conversationId ?? null,
    activity_id: notice.message?.activityId ?? null,
    digest_id: notice.digestId ?? null,
    root_id: notice.rootId ?? null,
  };
}

export function noticeFrom(row: Selectable<NoticeRow>): Notice {
  const { recipient_kind: kind, recipient_id: id, conversation_id: conversationId, activity_id: activityId } = row;
  return withoutNulls({
    tenantId: row.tenant_id,
    id: row.id,
    groupId: row.group_id,
    expiresAt: new Date(row.expires_at),
    step: row.step,
    recipient: kind === 'channel' ? { kind, groupId: id } : { kind, userId: id },
    dueAt: new Date(row.due_at),
    plannedAt: new Date(row.planned_at),
    state: row.state,
    sendingAt: row.sending_at === null ? null : new Date(row.sending_at),
    digestId: row.digest_id,
    rootId: row.root_id,
    message: conversationId === null || activityId === null ? null : { conversationId, activityId },
  });
}
