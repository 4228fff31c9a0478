import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { GroupRequest } from '../domain/requests.ts';
import type { RequestStore } from '../ports/requests.ts';
import { requestsMadeSince } from './past-requests.ts';
import { decisionColumns, detailsColumns, requestColumns } from './request-rows.ts';
import { decisionRow, insertStages, withStages } from './request-stages.ts';
import { amendedColumns, doneColumns } from './around-request-rows.ts';
import { aroundRequestStore } from './around-requests.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database } from './schema.ts';

const openStatuses = ['pending', 'agreed', 'approved', 'failed'] as const;

/** Requests, whom they ask, what was said, and the cards that show them. */
export function requestStore(tables: Tables): RequestStore {
  const { db } = tables;
  return {
    ...aroundRequestStore(tables),
    insert: (request) => inTransaction(tables, (transaction) => insertRequest(transaction, request)),

    async get(tenantId, id) {
      const rows = await db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
      return (await withStages(db, tenantId, rows))[0];
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
      return (await withStages(db, tenantId, rows))[0];
    },

    madeSince: (tenantId, start, page) => requestsMadeSince(db, tenantId, start, page),

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
      return withStages(db, tenantId, rows);
    },

    async waitingFor(tenantId, approverId, { limit, after }) {
      const away = await db
        .selectFrom('delegation')
        .select('person_id')
        .where('tenant_id', '=', tenantId)
        .where('delegate_id', '=', approverId)
        .where('ended_at', 'is', null)
        .execute();
      let query = db
        .selectFrom('request')
        .selectAll('request')
        .distinct()
        .innerJoin('request_approver', (join) =>
          join
            .onRef('request_approver.tenant_id', '=', 'request.tenant_id')
            .onRef('request_approver.request_id', '=', 'request.id')
            .onRef('request_approver.stage', '=', 'request.stage'),
        )
        .where('request.tenant_id', '=', tenantId)
        .where('request_approver.approver_id', 'in', [approverId, ...away.map((row) => row.person_id)])
        .where(isForThem(approverId))
        .where(isWaiting);
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
      return withStages(db, tenantId, rows);
    },

    decide: (before, decision, after) =>
      inTransaction(tables, async (transaction) => {
        if (!(await writeDown(transaction, before, after))) return false;
        // One press can count as the word of several, where some of them are away.
        const known = before.stages[before.stage]?.decisions.length ?? 0;
        const said = after.stages[before.stage]?.decisions.slice(known) ?? [decision];
        const rows = said.map((one) => decisionRow(before, before.stage, one));
        await transaction.insertInto('request_decision').values(rows).execute();
        return true;
      }),

    escalate: (before, at) =>
      inTransaction(tables, async (transaction) => {
        if (!(await writeDown(transaction, before, before))) return false;
        await stageRow(transaction, before, before.stage).set({ escalated_at: at.getTime() }).execute();
        return true;
      }),

    async move(tenantId, id, from, to, change = {}) {
      const { numUpdatedRows } = await db
        .updateTable('request')
        .set({
          status: to,
          failure_code: change.failureCode ?? null,
          revision: sql`revision + 1`,
          ...(change.decision && decisionColumns(change.decision)),
          ...(change.details && detailsColumns(change.details)),
          ...doneColumns(change),
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
          stage: copy.stage ?? 0,
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
        ...(row.stage > 0 && { stage: row.stage }),
      }));
    },
  };
}

/** Whom a request comes from, or is about, is not asked in anybody's place. */
function isForThem(userId: string) {
  return (row: ExpressionBuilder<Database, 'request' | 'request_approver'>) =>
    row.or([
      row('request_approver.approver_id', '=', userId),
      row.and([
        row('request.requester_id', '<>', userId),
        row.or([row('request.subject_id', 'is', null), row('request.subject_id', '<>', userId)]),
      ]),
    ]);
}

/** Pending, and not yet decided by whoever was asked; or all have agreed, or it failed. */
function isWaiting(row: ExpressionBuilder<Database, 'request' | 'request_approver'>) {
  const said = row
    .selectFrom('request_decision')
    .select('request_decision.person_id')
    .whereRef('request_decision.tenant_id', '=', 'request.tenant_id')
    .whereRef('request_decision.request_id', '=', 'request.id')
    .whereRef('request_decision.stage', '=', 'request.stage')
    .whereRef('request_decision.person_id', '=', 'request_approver.approver_id');
  return row.or([
    row('request.status', 'in', ['agreed', 'failed']),
    row.and([
      row('request.status', '=', 'pending'),
      row.or([row('request_approver.role', '<>', 'standIn'), row.exists(escalated(row))]),
      row.not(row.exists(said)),
    ]),
  ]);
}

/** Stand-ins are there from the beginning, but asked later. */
function escalated(row: ExpressionBuilder<Database, 'request' | 'request_approver'>) {
  return row
    .selectFrom('request_stage')
    .select('request_stage.stage')
    .whereRef('request_stage.tenant_id', '=', 'request.tenant_id')
    .whereRef('request_stage.request_id', '=', 'request.id')
    .whereRef('request_stage.stage', '=', 'request.stage')
    .where('request_stage.escalated_at', 'is not', null);
}

/**
 * Writes down how a pending request stands, if nobody has changed it since it was read. The row is locked from here to
 * the end of the transaction: of two who decide at once, the later finds another revision.
 */
async function writeDown(db: Kysely<Database>, before: GroupRequest, after: GroupRequest): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('request')
    .set({
      status: after.status,
      stage: after.stage,
      revision: before.revision + 1,
      ...(after.decision && decisionColumns(after.decision)),
      ...(after.details && detailsColumns(after.details)),
      ...amendedColumns(after),
    })
    .where('tenant_id', '=', before.tenantId)
    .where('id', '=', before.id)
    .where('status', '=', before.status)
    .where('revision', '=', before.revision)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return false;
  const begunAt = after.stages[after.stage]?.begunAt;
  if (after.stage !== before.stage && begunAt)
    await stageRow(db, before, after.stage).set({ begun_at: begunAt.getTime() }).execute();
  return true;
}

function stageRow(db: Kysely<Database>, { tenantId, id }: Pick<GroupRequest, 'tenantId' | 'id'>, stage: number) {
  return db
    .updateTable('request_stage')
    .where('tenant_id', '=', tenantId)
    .where('request_id', '=', id)
    .where('stage', '=', stage);
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
  await insertStages(db, request);
}
