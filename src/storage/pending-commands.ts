import { sql, type Selectable } from 'kysely';
import type { PendingCommand, PendingCommandStore } from '../ports/sign-ins.ts';
import { parseOwn, realNow, withoutNulls, type Tables } from './rows.ts';
import type { PendingCommandRow } from './schema.ts';

/** Commands that wait for their sender to sign in. An expired one is still given out: the caller looks at `expiresAt`. */
export function pendingCommandStore({ db, engine }: Tables): PendingCommandStore {
  const commandWith = (tenantId: string, flowId: string) =>
    db.selectFrom('pending_command').selectAll().where('tenant_id', '=', tenantId).where('flow_id', '=', flowId);

  return {
    async insert(command) {
      await db.insertInto('pending_command').values(commandColumns(command)).execute();
    },

    async get(tenantId, flowId) {
      const row = await commandWith(tenantId, flowId).where('claimed_until', 'is', null).executeTakeFirst();
      return row && commandFrom(row);
    },

    async setCardActivity(tenantId, flowId, activityId) {
      const { numUpdatedRows } = await db
        .updateTable('pending_command')
        .set({ card_activity_id: activityId })
        .where('tenant_id', '=', tenantId)
        .where('flow_id', '=', flowId)
        .where('claimed_until', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async newest(tenantId, userId, conversationId, now) {
      const row = await db
        .selectFrom('pending_command')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .where('conversation_id', '=', conversationId)
        .where('claimed_until', 'is', null)
        .where('expires_at', '>', now.getTime())
        .orderBy('created_at', 'desc')
        .orderBy('flow_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && commandFrom(row);
    },

    async claim(tenantId, flowId, { leaseSeconds }) {
      const now = realNow(engine);
      const row = await db
        .updateTable('pending_command')
        .set({ claimed_until: sql<number>`${now} + ${Math.round(leaseSeconds * 1000)}` })
        .where('tenant_id', '=', tenantId)
        .where('flow_id', '=', flowId)
        .where((command) => command.or([command('claimed_until', 'is', null), command('claimed_until', '<=', now)]))
        .returningAll()
        .executeTakeFirst();
      if (row) return { state: 'claimed', command: commandFrom(row) };
      const held = await commandWith(tenantId, flowId).executeTakeFirst();
      return held ? { state: 'busy' } : { state: 'gone' };
    },

    async remove(tenantId, flowId) {
      await db.deleteFrom('pending_command').where('tenant_id', '=', tenantId).where('flow_id', '=', flowId).execute();
    },

    async forgetBefore(time) {
      await db.deleteFrom('pending_command').where('expires_at', '<', time.getTime()).execute();
    },
  };
}

function commandColumns(command: PendingCommand): PendingCommandRow {
  return {
    flow_id: command.flowId,
    tenant_id: command.tenantId,
    user_id: command.userId,
    conversation_id: command.conversationId,
    activity: JSON.stringify(command.activity),
    scopes: JSON.stringify(command.scopes),
    card_activity_id: command.cardActivityId ?? null,
    claimed_until: null,
    created_at: command.createdAt.getTime(),
    expires_at: command.expiresAt.getTime(),
  };
}

function commandFrom(row: Selectable<PendingCommandRow>): PendingCommand {
  return withoutNulls({
    flowId: row.flow_id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    conversationId: row.conversation_id,
    activity: parseOwn(row.activity) as PendingCommand['activity'],
    scopes: parseOwn(row.scopes) as string[],
    cardActivityId: row.card_activity_id,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  });
}
