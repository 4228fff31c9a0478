import type { ConversationReference as BotConversationReference } from 'botbuilder';
import { AppError } from '../domain/errors.ts';
import type { Cloud } from '../domain/clouds.ts';
import type { Messenger, Recipient } from '../ports/messenger.ts';
import type { ConversationReference } from '../ports/conversation-references.ts';
import type { Store } from '../ports/store.ts';
import type { TeamsAdapter } from './adapter.ts';
import { personalConversation } from './personal-conversation.ts';
import { rootOf, type References } from './references.ts';
import { cardActivity, sendCard } from './surfaces/messages.ts';

/** Speaks first, under the same limits and with the same retries as every turn. */
export function createMessenger(parts: {
  /** One that speaks first. */
  adapter: TeamsAdapter;
  store: Store;
  cloud: Cloud;
  /** Client id of the bot, without `28:`. */
  botId: string;
  references: Pick<References, 'serviceUrlOf'>;
}): Messenger {
  const { adapter, store, cloud, references } = parts;

  async function find(to: Recipient): Promise<ConversationReference> {
    if ('userId' in to) {
      const serviceUrl = references.serviceUrlOf(to.tenantId) ?? cloud.defaultServiceUrl;
      return personalConversation(parts, { tenantId: to.tenantId, userId: to.userId, serviceUrl });
    }
    const known = await store.conversations.get(to.tenantId, rootOf(to.conversationId));
    if (!known)
      throw new AppError('denied', {
        code: 'message.unreachable',
        advice: 'Muster is not installed in this chat any more.',
      });
    // A thread is reached through the reference of its channel.
    return { ...known, conversationId: to.conversationId };
  }

  return {
    async send(to, message) {
      const reference = await find(to);
      let activityId = '';
      await adapter.continueConversation(placeOf(reference), async (turn) => {
        activityId = await sendCard(turn, message);
      });
      return { conversationId: reference.conversationId, activityId };
    },

    async update({ conversationId, activityId, tenantId }, message) {
      const reference = await find({ conversationId, tenantId });
      await adapter.continueConversation(placeOf(reference), async (turn) => {
        await unlessGone(turn.updateActivity({ ...cardActivity(message), id: activityId }));
      });
    },

    async remove({ conversationId, activityId, tenantId }) {
      const reference = await find({ conversationId, tenantId });
      await adapter.continueConversation(placeOf(reference), async (turn) => {
        await unlessGone(turn.deleteActivity(activityId));
      });
    },
  };
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'message.gone')) throw error;
  }
}

/** A stored reference in botbuilder's shape. */
export function placeOf(reference: ConversationReference): Partial<BotConversationReference> {
  const { conversationId, tenantId, kind, serviceUrl, botId, teamsUserId, userId } = reference;
  return {
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: conversationId, tenantId, conversationType: kind, isGroup: kind !== 'personal', name: '' },
    bot: { id: `28:${botId}`, name: '' },
    ...(teamsUserId && { user: { id: teamsUserId, name: '', ...(userId && { aadObjectId: userId }) } }),
  };
}
