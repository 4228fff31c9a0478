import { sql } from 'kysely';
import { requestClosed } from '../domain/around-request-errors.ts';
import type { AroundRequestStore } from '../ports/around-requests.ts';
import { commentFrom, commentRow } from './request-comments.ts';
import { withStages } from './request-stages.ts';
import { inTransaction, type Tables } from './rows.ts';

const openStatuses = ['pending', 'agreed', 'approved', 'failed'] as const;
const waitingStatuses = ['pending', 'agreed', 'failed'] as const;

/** Reminders and comments, which go by the request's row as decisions do. */
export function aroundRequestStore(tables: Tables): AroundRequestStore {
  const { db } = tables;
  return {
    async nudge(tenantId, id, { at, people, notSince }) {
      const { numUpdatedRows } = await db
        .updateTable('request')
        .set({ nudged_at: at.getTime(), nudged: JSON.stringify(people) })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('status', 'in', waitingStatuses)
        .where((row) => row.or([row('nudged_at', 'is', null), row('nudged_at', '<=', notSince.getTime())]))
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    comment: (tenantId, id, comment) =>
      inTransaction(tables, async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('request_comment')
          .values(commentRow(tenantId, id, comment))
          .onConflict((conflict) => conflict.columns(['tenant_id', 'request_id', 'id']).doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        const { numUpdatedRows } = await transaction
          .updateTable('request')
          .set({ comments: sql`comments + 1` })
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .where('status', 'in', openStatuses)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) throw requestClosed();
        return true;
      }),

    async commentOf(tenantId, id, commentId) {
      const row = await db
        .selectFrom('request_comment')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('request_id', '=', id)
        .where('id', '=', commentId)
        .executeTakeFirst();
      return row && commentFrom(row);
    },

    async forgetCommentsBefore(time) {
      await db
        .deleteFrom('request_comment')
        .where('at', '<', time.getTime())
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('request')
                .select('request.id')
                .whereRef('request.tenant_id', '=', 'request_comment.tenant_id')
                .whereRef('request.id', '=', 'request_comment.request_id')
                .where('request.status', 'in', openStatuses),
            ),
          ),
        )
        .execute();
    },

    async lastClosed(tenantId, requesterId, groupId, { kind, subjectId }) {
      const rows = await db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('requester_id', '=', requesterId)
        .where('group_id', '=', groupId)
        .where('kind', '=', kind)
        .where('subject_id', subjectId === undefined ? 'is' : '=', subjectId ?? null)
        .where('status', 'not in', openStatuses)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .execute();
      return (await withStages(db, tenantId, rows))[0];
    },
  };
}
