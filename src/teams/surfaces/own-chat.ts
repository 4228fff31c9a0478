import type { Activity, TurnContext } from 'botbuilder';
import { AppError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import { placeOf } from '../messenger.ts';
import { personalConversation } from '../personal-conversation.ts';
import type { FrontDoorParts } from './parts.ts';

/**
 * Goes on in the caller's own chat with the bot with what was asked where others read too.
 * @param work gets the same activity as if it had been written there
 * @param changes of the activity
 * @returns false when the bot cannot write to this person; nothing was done then, unless writing failed at the end
 */
export async function inOwnChat(
  parts: FrontDoorParts,
  turn: Pick<TurnContext, 'activity'>,
  caller: Caller,
  work: (ownTurn: TurnContext) => Promise<void>,
  changes: Partial<Activity> = {},
): Promise<boolean> {
  const { tenantId, userId } = caller;
  try {
    const reference = await personalConversation(parts, { tenantId, userId, serviceUrl: turn.activity.serviceUrl });
    const { conversation, serviceUrl } = placeOf(reference);
    const from: Partial<Activity> = { ...turn.activity, ...changes };
    const activity = { ...from, serviceUrl: serviceUrl ?? turn.activity.serviceUrl };
    if (conversation) activity.conversation = conversation;
    // The message that was answered, and the card it came from, are in the other conversation.
    delete activity.id;
    delete activity.replyToId;
    activity.channelData = { tenant: { id: tenantId } };
    await parts.adapter.runTurn(activity, work);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'message.unreachable') return false;
    throw error;
  }
}
