import type { CardMessage } from '../ports/messenger.ts';
import type { OutgoingMessage, SentMessageStore } from '../ports/sent-messages.ts';
import { parseOwn, type Tables } from './rows.ts';
import type { SentMessageRow } from './schema.ts';

/** Messages of jobs, from the moment when they are about to be sent. */
export function sentMessageStore({ db }: Tables): SentMessageStore {
  const one = (tenantId: string) => db.selectFrom('sent_message').selectAll().where('tenant_id', '=', tenantId);

  const store: SentMessageStore = {
    async begin(message) {
      const { tenantId, key, id, recipientId, sendingAt, shown } = message;
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('sent_message')
        .values({
          tenant_id: tenantId,
          key,
          id,
          recipient_id: recipientId,
          sending_at: sendingAt.getTime(),
          shown: textOf(shown),
          conversation_id: null,
          activity_id: null,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows > 0n) return undefined;
      const row = await one(tenantId).where('key', '=', key).executeTakeFirst();
      // It was dropped in between: then it is new.
      return row ? messageOf(row) : store.begin(message);
    },

    async again({ tenantId, id, sendingAt: before }, { sendingAt, shown }) {
      const { numUpdatedRows } = await db
        .updateTable('sent_message')
        .set({ sending_at: sendingAt.getTime(), shown: textOf(shown) })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('sending_at', '=', before.getTime())
        .where('activity_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async record(tenantId, id, { conversationId, activityId }) {
      const { numUpdatedRows } = await db
        .updateTable('sent_message')
        .set({ conversation_id: conversationId, activity_id: activityId })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('activity_id', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return 'recorded';
      const row = await one(tenantId).where('id', '=', id).executeTakeFirst();
      // One that is forgotten has no other message that would be kept.
      const isOther = row && (row.conversation_id !== conversationId || row.activity_id !== activityId);
      return isOther ? 'double' : 'known';
    },

    async drop(tenantId, id) {
      await db
        .deleteFrom('sent_message')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('activity_id', 'is', null)
        .execute();
    },

    async get(tenantId, id) {
      const row = await one(tenantId).where('id', '=', id).executeTakeFirst();
      return row && messageOf(row);
    },

    async forgetBefore(time) {
      await db.deleteFrom('sent_message').where('sending_at', '<', time.getTime()).execute();
    },
  };
  return store;
}

function textOf(shown: CardMessage | undefined): string | null {
  return shown ? JSON.stringify(shown) : null;
}

function messageOf(row: SentMessageRow): OutgoingMessage {
  const { conversation_id: conversationId, activity_id: activityId } = row;
  return {
    tenantId: row.tenant_id,
    key: row.key,
    id: row.id,
    recipientId: row.recipient_id,
    sendingAt: new Date(row.sending_at),
    ...(row.shown !== null && { shown: parseOwn(row.shown) as CardMessage }),
    ...(conversationId !== null && activityId !== null && { sent: { conversationId, activityId } }),
  };
}
