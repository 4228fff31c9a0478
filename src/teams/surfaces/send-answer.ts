import type { TurnContext } from 'botbuilder';
import { withoutWords, type Attempt } from './failures.ts';
import { keptTrue, toOwnChat } from './kept-true.ts';
import type { Begun } from './long-work.ts';
import { isPersonal, sendCard } from './messages.ts';
import { inOwnChat } from './own-chat.ts';
import type { FrontDoorParts } from './parts.ts';
import { remember } from './perform.ts';

/** Where a card is shown now. `unreachable`: the bot cannot write to this person. `failed`: it could not be sent. */
export type Shown = 'here' | 'ownChat' | 'unreachable' | 'failed';

/**
 * Shows an answer as a message of its own, in the caller's own chat where others read too. Never rejects: what was asked
 * for is done, whether or not that can be shown. Long work goes on, and changes the message.
 * @param where `ownChat` when the bot need not be in the conversation where it was asked
 */
export async function sendAnswer(
  turn: TurnContext,
  { outcome, goOn }: Begun,
  attempt: Required<Pick<Attempt, 'caller' | 'operation' | 'correlationId'>>,
  parts: FrontDoorParts,
  where: 'here' | 'ownChat' = 'here',
): Promise<Shown> {
  let show = toOwnChat(turn, attempt, parts);
  const send = async (place: TurnContext): Promise<void> => {
    const activityId = await sendCard(place, outcome);
    await remember(place, outcome, activityId, attempt, parts);
    show = keptTrue(place, activityId, attempt, parts);
  };
  try {
    if (where === 'here' && (isPersonal(turn) || attempt.operation.answersInPublic)) {
      await send(turn);
      return 'here';
    }
    return (await inOwnChat(parts, turn, attempt.caller, send)) ? 'ownChat' : 'unreachable';
  } catch (error) {
    parts.log.warn({ correlationId: attempt.correlationId, ...withoutWords(error) }, 'A card was not sent');
    return 'failed';
  } finally {
    goOn?.(show);
  }
}
