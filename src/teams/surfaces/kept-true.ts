import type { TurnContext } from 'botbuilder';
import { withoutWords, type Attempt } from './failures.ts';
import type { Show } from './long-work.ts';
import { cardActivity, placeOfMessages } from './messages.ts';
import { inOwnChat } from './own-chat.ts';
import type { FrontDoorParts } from './parts.ts';
import { remember } from './perform.ts';

/**
 * Changes a message of ours, also when its turn is over.
 * @param activityId of the message; where it is empty there is none yet, and the first word becomes one
 */
export function keptTrue(turn: TurnContext, activityId: string, attempt: Attempt, parts: FrontDoorParts): Show {
  const { adapter, log } = parts;
  // The turn itself may not be used when it is over; what it was about may.
  const about = { activity: turn.activity };
  const place = placeOfMessages(turn);
  let id = activityId;
  return async (message) => {
    const shown = { ...cardActivity(message), ...place };
    try {
      if (id === '') id = (await adapter.sendActivities(turn, [shown]))[0]?.id ?? '';
      else await adapter.updateActivity(turn, { ...shown, id });
    } catch (error) {
      log.warn(
        { correlationId: attempt.correlationId, ...withoutWords(error) },
        'A message was not brought up to date',
      );
    }
    await remember(about, message, id, attempt, parts);
  };
}

/** The same where there is no message yet: the first word becomes one in the person's own chat. */
export function toOwnChat(turn: TurnContext, attempt: Attempt, parts: FrontDoorParts): Show {
  const about = { activity: turn.activity };
  let show: Show | undefined;
  return async (message) => {
    if (show) return show(message);
    try {
      await inOwnChat(parts, about, attempt.caller, async (own) => {
        show = keptTrue(own, '', attempt, parts);
        await show(message);
      });
    } catch (error) {
      parts.log.warn({ correlationId: attempt.correlationId, ...withoutWords(error) }, 'A card was not sent');
    }
  };
}
