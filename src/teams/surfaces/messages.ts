import type { Activity, TurnContext } from 'botbuilder';
import type { CardMessage } from '../../ports/messenger.ts';

/** One message with a card. The text goes beside it as summary: text and card together would become two messages. */
export function cardActivity({ card, text }: CardMessage): Partial<Activity> {
  return {
    type: 'message',
    summary: text,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** Where messages of ours stand, also when the turn is over. */
export function placeOfMessages({ activity }: Pick<TurnContext, 'activity'>): Partial<Activity> {
  const { conversation, serviceUrl, channelId, recipient: from } = activity;
  return { conversation, serviceUrl, channelId, from };
}

/** @returns the id of the message, empty when the connector gave none */
export async function sendCard(turn: TurnContext, message: CardMessage): Promise<string> {
  const sent = await turn.sendActivity(cardActivity(message));
  return sent?.id ?? '';
}

export async function say(turn: TurnContext, text: string): Promise<void> {
  await turn.sendActivity({ type: 'message', text, textFormat: 'plain' });
}

/** Whether only one person reads this conversation. */
export function isPersonal(turn: TurnContext): boolean {
  return turn.activity.conversation.conversationType === 'personal';
}
