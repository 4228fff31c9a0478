import { sql, type Kysely } from 'kysely';
import type { Notice } from '../domain/expiry.ts';
import type { NoticeStore } from '../ports/notices.ts';
import { expirationFrom, noticeFrom } from './notice-rows.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { Database } from './schema.ts';

type MessageMethods = 'get' | 'inDigest' | 'waitingFor' | 'claim' | 'move' | 'record' | 'recordDigest' | 'unreached';

/** Notices on their way, and the messages that they became. */
export function noticeMessages(tables: Tables): Pick<NoticeStore, MessageMethods> {
  const { db } = tables;
  const withEnds = async (ids: readonly string[], tenantId: string) => {
    if (ids.length === 0) return [];
    const rows = await noticesWithEnds(db, tenantId)
      .where('notice.id', 'in', [...ids])
      .execute();
    return rows.map(bothFrom);
  };

  return {
    async get(tenantId, id) {
      const [found] = await withEnds([id], tenantId);
      return found;
    },

    async inDigest(tenantId, digestId) {
      const rows = await noticesWithEnds(db, tenantId)
        .where('digest_id', '=', digestId)
        .orderBy('notice.expires_at')
        .orderBy('notice.id')
        .execute();
      return rows.map(bothFrom);
    },

    async waitingFor(tenantId, userId, { dueBy, limit }) {
      const rows = await noticesWithEnds(db, tenantId)
        .where('recipient_id', '=', userId)
        .where('recipient_kind', '=', 'owner')
        .where('notice.state', '=', sql.lit('waiting'))
        .where('due_at', '<=', dueBy.getTime())
        .orderBy('notice.expires_at')
        .orderBy('notice.id')
        .limit(limit)
        .execute();
      return rows.map(bothFrom);
    },

    claim: (tenantId, notices, { at, digestId, rootId }) =>
      inTransaction(tables, async (transaction) => {
        const ids = notices.map(({ id }) => id);
        const rows = await transaction
          .selectFrom('notice')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .where('id', 'in', ids)
          // In one order for everybody, so that no two wait for each other.
          .orderBy('id')
          .$if(tables.engine === 'postgres', (query) => query.forUpdate())
          .execute();
        const seen = new Map(notices.map((notice) => [notice.id, notice]));
        const fit = rows.map(noticeFrom).filter(({ id, state, sendingAt, message }) => {
          const before = seen.get(id);
          return !message && before?.state === state && before.sendingAt?.getTime() === sendingAt?.getTime();
        });
        if (!fit.some(({ id }) => id === ids[0])) return [];
        const isAlone = fit.length === 1 && fit[0]?.digestId === undefined;
        const together = isAlone ? undefined : digestId;
        await transaction
          .updateTable('notice')
          .set({
            state: 'sending',
            sending_at: at.getTime(),
            digest_id: together ?? null,
            root_id: rootId ?? null,
          })
          .where('tenant_id', '=', tenantId)
          .where(
            'id',
            'in',
            fit.map(({ id }) => id),
          )
          .execute();
        return fit.map((before) => {
          const notice: Notice = { ...before, state: 'sending', sendingAt: at };
          delete notice.digestId;
          delete notice.rootId;
          const how = {
            ...(together !== undefined && { digestId: together }),
            ...(rootId !== undefined && { rootId }),
          };
          return { ...notice, ...how };
        });
      }),

    async move(tenantId, id, state, at) {
      const { numUpdatedRows } = await db
        .updateTable('notice')
        .set({ state, sending_at: state === 'sending' ? at.getTime() : null })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('activity_id', 'is', null)
        .where('state', 'in', ['waiting', 'sending', 'dead'])
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    record: (tenantId, id, message) => record(db, tenantId, { id }, message),
    recordDigest: (tenantId, digestId, message) => record(db, tenantId, { digestId }, message),

    async unreached(tenantId, { now, limit, after }) {
      const ends = await db
        .selectFrom('notice')
        .innerJoin('expiration', (join) =>
          join
            .onRef('expiration.tenant_id', '=', 'notice.tenant_id')
            .onRef('expiration.group_id', '=', 'notice.group_id')
            .onRef('expiration.expires_at', '=', 'notice.expires_at'),
        )
        .select(['notice.group_id', 'notice.expires_at'])
        .distinct()
        .where('notice.tenant_id', '=', tenantId)
        .where('notice.expires_at', '>', now.getTime())
        .where('expiration.state', '=', sql.lit('open'))
        .where((row) =>
          row.or([
            row.and([row('notice.state', '=', 'dead'), row('recipient_kind', '=', 'owner')]),
            row('recipient_kind', 'in', ['manager', 'member', 'admin']),
          ]),
        )
        .$if(after !== undefined, (query) =>
          query.where((row) =>
            row(
              row.refTuple('notice.expires_at', 'notice.group_id'),
              '>',
              row.tuple(after?.expiresAt.getTime() ?? 0, after?.groupId ?? ''),
            ),
          ),
        )
        .orderBy('notice.expires_at')
        .orderBy('notice.group_id')
        .limit(limit)
        .execute();
      return ends.map((row) => ({ tenantId, groupId: row.group_id, expiresAt: new Date(row.expires_at) }));
    },
  };
}

/** Whatever they were taken for, the message is there: also one that was thought never to have arrived. */
async function record(
  db: Kysely<Database>,
  tenantId: string,
  which: { id: string } | { digestId: string },
  { conversationId, activityId }: { conversationId: string; activityId: string },
): Promise<'recorded' | 'known' | 'double'> {
  const [column, value] = 'id' in which ? (['id', which.id] as const) : (['digest_id', which.digestId] as const);
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ state: 'sent', sending_at: null, conversation_id: conversationId, activity_id: activityId })
    .where('tenant_id', '=', tenantId)
    .where(column, '=', value)
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
    .$if('digestId' in which, (query) =>
      // Of a digest that has its message, no other one is kept true.
      query.where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('notice as shown')
              .select('shown.id')
              .where('shown.tenant_id', '=', tenantId)
              .where('shown.digest_id', '=', value)
              .where('shown.activity_id', 'is not', null),
          ),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return 'recorded';
  // Also when it is another notice's: what a client says of itself must take no other message away.
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversationId)
    .where('activity_id', '=', activityId)
    .executeTakeFirst();
  return row ? 'known' : 'double';
}

function noticesWithEnds(db: Kysely<Database>, tenantId: string) {
  return db
    .selectFrom('notice')
    .innerJoin('expiration', (join) =>
      join
        .onRef('expiration.tenant_id', '=', 'notice.tenant_id')
        .onRef('expiration.group_id', '=', 'notice.group_id')
        .onRef('expiration.expires_at', '=', 'notice.expires_at'),
    )
    .selectAll('notice')
    .select([
      'expiration.group_name',
      'expiration.state as end_state',
      'expiration.moved_to',
      'expiration.not_needed_by_id',
      'expiration.not_needed_by_name',
      'expiration.not_needed_at',
      'expiration.is_deletion',
      'expiration.said',
    ])
    .where('notice.tenant_id', '=', tenantId);
}

type Both = Awaited<ReturnType<ReturnType<typeof noticesWithEnds>['execute']>>[number];

function bothFrom({ end_state: state, ...row }: Both) {
  return { notice: noticeFrom(row), expiration: expirationFrom({ ...row, state }) };
}
