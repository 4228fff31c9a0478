import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { answeredInPrivateCard } from '../../cards/notices.ts';
import { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { SentMessage } from '../../ports/messenger.ts';
import { callerOf } from '../caller.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { hasArrived, showsWhat } from './arrivals.ts';
import { cardActionError, cardActionInvoke, cardAnswer, spokenAnswer } from './answers.ts';
import { failureCard, type Attempt } from './failures.ts';
import { keptTrue, toOwnChat } from './kept-true.ts';
import { begin, type Begun } from './long-work.ts';
import { isPersonal } from './messages.ts';
import type { FrontDoorParts } from './parts.ts';
import { servicesFor } from './perform.ts';
import { sendAnswer, type Shown } from './send-answer.ts';
import { words } from './words.ts';

/** The client waits a few seconds for its answer; bringing the message up to date may take longer. */
const updateWithinMs = 3_000;

const actionValue = z.looseObject({
  action: z.looseObject({ verb: z.string(), data: z.record(z.string(), z.unknown()).catch({}) }),
  trigger: z.string().optional().catch(undefined),
});

/**
 * Answers a card's `Action.Execute`. Its data came through the client: the operation checks it, and who asks.
 * An automatic refresh runs only what changes nothing and never asks anybody to sign in.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
 */
export async function answerCardAction(turn: TurnContext, parts: FrontDoorParts): Promise<InvokeAnswer> {
  const value = actionValue.safeParse(turn.activity.value).data;
  if (!value) return cardActionError('action.malformed', words.oldButton);
  const { verb } = value.action;
  const { place, ...raw } = value.action.data;
  const isAutomatic = value.trigger === 'automatic';
  if (isAutomatic && !parts.refreshable.has(verb)) return notNow();
  const operation = parts.operations.find(({ name }) => name === verb);
  const caller = callerOf(turn.activity);
  if (!operation || !caller) {
    if (isAutomatic) return notNow();
    return spokenAnswer(cardActionInvoke, caller ? words.oldButton : words.noAccount);
  }

  const isNew = place === 'new' && !isAutomatic;
  const attempt: Required<Attempt> = { correlationId: randomUUID(), caller, operation, raw };
  if (isAutomatic) await hasArrived(turn, attempt, parts);
  try {
    const inline = await parts.signIn.acceptInline(turn, caller);
    if (inline.kind === 'refused') return inline.answer;
    const about = isNew || isAutomatic ? undefined : pressedIn(turn);
    const begun = await begin(
      async (progress) =>
        operation.execute(raw, await servicesFor(parts, caller, operation, attempt.correlationId, progress, about)),
      attempt,
      parts,
    );
    if (isNew) return await showAsNew(turn, begun, attempt, parts);
    return await showInPlace(turn, begun, attempt, isAutomatic, parts);
  } catch (error) {
    if (error instanceof SignInRequired)
      return isAutomatic ? notNow() : parts.signIn.challengeOnCard(turn, caller, error);
    const failure = failureCard(error, attempt, parts);
    if (isAutomatic) return notNow();
    return failure.isQuestion ? cardAnswer(failure.card) : spokenAnswer(cardActionInvoke, failure.text);
  }
}

/** The message whose button was pressed, where nobody but whoever pressed reads it. */
function pressedIn(turn: TurnContext): SentMessage | undefined {
  const { replyToId, conversation } = turn.activity;
  return replyToId && isPersonal(turn) ? { conversationId: conversation.id, activityId: replyToId } : undefined;
}

/** The client then leaves the card as it is and bothers nobody. */
function notNow(): InvokeAnswer {
  return cardActionError('refresh.not-now', 'This card cannot be refreshed by itself.');
}

/**
 * The card for whoever pressed; where nobody else reads, the message itself is changed too, so that it stays true. Where
 * others read, what long work comes to goes to the chat of whoever pressed.
 */
async function showInPlace(
  turn: TurnContext,
  { outcome, goOn }: Begun,
  attempt: Attempt & { caller: Caller },
  isAutomatic: boolean,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const { replyToId } = turn.activity;
  if (replyToId) await showsWhat(turn, outcome, attempt, isAutomatic, parts);
  // A changed message makes the client refresh again, so a refresh changes none.
  if (replyToId && isPersonal(turn) && !isAutomatic) {
    const show = keptTrue(turn, replyToId, attempt, parts);
    await parts.background.within(show(outcome), updateWithinMs);
    goOn?.(show);
  } else goOn?.(toOwnChat(turn, attempt, parts));
  return cardAnswer(outcome.card);
}

async function showAsNew(
  turn: TurnContext,
  begun: Begun,
  attempt: Required<Attempt>,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const said: Record<Shown, string> = {
    here: begun.outcome.text,
    ownChat: answeredInPrivateCard().text,
    unreachable: words.installFirst,
    failed: words.notSent,
  };
  return spokenAnswer(cardActionInvoke, said[await sendAnswer(turn, begun, attempt, parts)]);
}
