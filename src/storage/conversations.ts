import { sql, type Selectable } from 'kysely';
import type { ConversationReference, ConversationStore } from '../ports/conversation-references.ts';
import { withoutNulls, type Tables } from './rows.ts';
import type { ConversationRow } from './schema.ts';

/** Where people and channels are reached. */
export function conversationStore({ db }: Tables): ConversationStore {
  return {
    async save(reference) {
      await db
        .insertInto('conversation')
        .values(conversationColumns(reference))
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'conversation_id']).doUpdateSet((row) => ({
            kind: row.ref('excluded.kind'),
            // Not every activity names them: what is known stays known.
            user_id: row.fn.coalesce('excluded.user_id', 'conversation.user_id'),
            teams_user_id: row.fn.coalesce('excluded.teams_user_id', 'conversation.teams_user_id'),
            group_id: row.fn.coalesce('excluded.group_id', 'conversation.group_id'),
            locale: row.fn.coalesce('excluded.locale', 'conversation.locale'),
            time_zone: row.fn.coalesce('excluded.time_zone', 'conversation.time_zone'),
            service_url: row.ref('excluded.service_url'),
            bot_id: row.ref('excluded.bot_id'),
            saved_at: row.ref('excluded.saved_at'),
          })),
        )
        .execute();
    },

    async get(tenantId, conversationId) {
      const row = await db
        .selectFrom('conversation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      return row && referenceFrom(row);
    },

    async personal(tenantId, userId) {
      const row = await db
        .selectFrom('conversation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .where('kind', '=', sql.lit('personal'))
        .orderBy('saved_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && referenceFrom(row);
    },

    async channelOf(tenantId, groupId) {
      const row = await db
        .selectFrom('conversation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('group_id', '=', groupId)
        .where('kind', '=', sql.lit('channel'))
        // Always the same one, as long as it is there.
        .orderBy('conversation_id')
        .limit(1)
        .executeTakeFirst();
      return row && referenceFrom(row);
    },

    async remove(tenantId, conversationId) {
      await db
        .deleteFrom('conversation')
        .where('tenant_id', '=', tenantId)
        .where('conversation_id', '=', conversationId)
        .execute();
    },
  };
}

function conversationColumns(reference: ConversationReference): ConversationRow {
  return {
    tenant_id: reference.tenantId,
    conversation_id: reference.conversationId,
    kind: reference.kind,
    user_id: reference.userId ?? null,
    teams_user_id: reference.teamsUserId ?? null,
    group_id: reference.groupId ?? null,
    locale: reference.locale ?? null,
    time_zone: reference.timeZone ?? null,
    service_url: reference.serviceUrl,
    bot_id: reference.botId,
    saved_at: Date.now(),
  };
}

function referenceFrom(row: Selectable<ConversationRow>): ConversationReference {
  return withoutNulls({
    tenantId: row.tenant_id,
    conversationId: row.conversation_id,
    kind: row.kind,
    userId: row.user_id,
    teamsUserId: row.teams_user_id,
    groupId: row.group_id,
    locale: row.locale,
    timeZone: row.time_zone,
    serviceUrl: row.service_url,
    botId: row.bot_id,
  });
}
