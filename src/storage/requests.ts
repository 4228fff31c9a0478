import type { Kysely, Selectable } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { GroupRequest } from '../domain/requests.ts';
import type { RequestStore } from '../ports/store.ts';
import { decisionColumns, detailsColumns, requestColumns, requestFrom } from './request-rows.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database, RequestRow } from './schema.ts';

const openStatuses = ['pending', 'approved', 'failed'] as const;

/** Requests, whom they ask, and the cards that show them. */
export function requestStore(tables: Tables): RequestStore {
  const { db } = tables;
  return {
    insert: (request) => inTransaction(tables, (transaction) => insertRequest(transaction, request)),

    async get(tenantId, id) {
      const rows = await db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
      return (await withApprovers(db, tenantId, rows))[0];
    },

    async pendingFor(tenantId, requesterId, groupId, { kind, subjectId } = { kind: 'join' }) {
      const rows = await db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('requester_id', '=', requesterId)
        .where('group_id', '=', groupId)
        .where('kind', '=', kind)
        .where('subject_id', subjectId === undefined ? 'is' : '=', subjectId ?? null)
        .where('status', 'in', openStatuses)
        .orderBy('created_at', 'desc')
        .limit(1)
        .execute();
      return (await withApprovers(db, tenantId, rows))[0];
    },

    async byRequester(tenantId, requesterId, { limit, before }) {
      let query = db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('requester_id', '=', requesterId);
      if (before) {
        const at = before.createdAt.getTime();
        query = query.where((row) =>
          row.or([row('created_at', '<', at), row.and([row('created_at', '=', at), row('id', '<', before.id)])]),
        );
      }
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return withApprovers(db, tenantId, rows);
    },

    async waitingFor(tenantId, approverId, { limit, after }) {
      let query = db
        .selectFrom('request')
        .selectAll('request')
        .innerJoin('request_approver', (join) =>
          join
            .onRef('request_approver.tenant_id', '=', 'request.tenant_id')
            .onRef('request_approver.request_id', '=', 'request.id'),
        )
        .where('request.tenant_id', '=', tenantId)
        .where('request_approver.approver_id', '=', approverId)
        .where('request.status', 'in', ['pending', 'failed']);
      if (after) {
        const at = after.createdAt.getTime();
        query = query.where((row) =>
          row.or([
            row('request.created_at', '>', at),
            row.and([row('request.created_at', '=', at), row('request.id', '>', after.id)]),
          ]),
        );
      }
      const rows = await query.orderBy('request.created_at').orderBy('request.id').limit(limit).execute();
      return withApprovers(db, tenantId, rows);
    },

    async move(tenantId, id, from, to, change = {}) {
      const { numUpdatedRows } = await db
        .updateTable('request')
        .set({
          status: to,
          failure_code: change.failureCode ?? null,
          ...(change.decision && decisionColumns(change.decision)),
          ...(change.details && detailsColumns(change.details)),
        })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('status', '=', from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async setGroup(tenantId, id, group) {
      await db
        .updateTable('request')
        .set({ group_id: group.id, group_name: group.displayName })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
    },

    async addCopy(copy) {
      const { requestId, tenantId, conversationId, activityId, recipientId, role } = copy;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('request_copy')
        .values({
          tenant_id: tenantId,
          conversation_id: conversationId,
          activity_id: activityId,
          request_id: requestId,
          recipient_id: recipientId,
          role,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'conversation_id', 'activity_id']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async copies(tenantId, requestId) {
      const rows = await db
        .selectFrom('request_copy')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('request_id', '=', requestId)
        .orderBy('conversation_id')
        .orderBy('activity_id')
        .execute();
      return rows.map((row) => ({
        requestId: row.request_id,
        tenantId: row.tenant_id,
        conversationId: row.conversation_id,
        activityId: row.activity_id,
        recipientId: row.recipient_id,
        role: row.role,
      }));
    },
  };
}

/** `on conflict do nothing` and a count, not a caught violation: on PostgreSQL that would end the whole transaction. */
async function insertRequest(db: Kysely<Database>, request: GroupRequest): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('request')
    .values(requestColumns(request))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n)
    throw new AppError('conflict', {
      code: 'request.already-open',
      advice: 'You have asked for this already, and the request is still open.',
    });
  const approvers = [...new Map(request.approvers.map((approver) => [approver.id, approver])).values()];
  if (approvers.length === 0) return;
  await db
    .insertInto('request_approver')
    .values(
      approvers.map((approver, position) => ({
        tenant_id: request.tenantId,
        request_id: request.id,
        approver_id: approver.id,
        approver_name: approver.displayName,
        position,
      })),
    )
    .execute();
}

async function withApprovers(
  db: Kysely<Database>,
  tenantId: string,
  rows: readonly Selectable<RequestRow>[],
): Promise<GroupRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const approvers = await db
    .selectFrom('request_approver')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('request_id', 'in', ids)
    .orderBy('position')
    .execute();
  const byRequest = Map.groupBy(approvers, (approver) => approver.request_id);
  return rows.map((row) => ({
    ...requestFrom(row),
    approvers: (byRequest.get(row.id) ?? []).map((it) => ({ id: it.approver_id, displayName: it.approver_name })),
  }));
}
