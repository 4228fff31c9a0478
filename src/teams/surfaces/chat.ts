import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { answeredInPrivateCard, signedOutCard } from '../../cards/notices.ts';
import { SignInRequired } from '../../domain/errors.ts';
import type { CardMessage } from '../../ports/messenger.ts';
import { callerOf } from '../caller.ts';
import { commandOf, type Command } from './commands.ts';
import { failureCard, type Attempt } from './failures.ts';
import { begin, type Begun } from './long-work.ts';
import { keptTrue } from './kept-true.ts';
import { cardActivity, isPersonal, say, sendCard } from './messages.ts';
import { inOwnChat } from './own-chat.ts';
import type { FrontDoorParts } from './parts.ts';
import { remember, servicesFor } from './perform.ts';
import { words } from './words.ts';

type Run = Extract<Command, { kind: 'run' }>;

/**
 * Answers a message: words in a chat, or an `Action.Submit` of a client that knows no `Action.Execute`.
 * @throws only when the answer itself could not be sent
 */
export async function answerMessage(turn: TurnContext, parts: FrontDoorParts): Promise<void> {
  const caller = callerOf(turn.activity);
  if (!caller) return say(turn, words.noAccount);
  const attempt: Attempt = { correlationId: randomUUID(), caller };

  let command: Command;
  try {
    command = await commandOf(turn.activity, caller, parts);
    if (command.kind === 'signOut') {
      await parts.signIn.signOut(caller);
      command = { kind: 'show', message: signedOutCard() };
    }
  } catch (error) {
    await sendCard(turn, failureCard(error, attempt, parts));
    return;
  }
  if (command.kind === 'say') return say(turn, command.text);
  if (command.kind === 'show') {
    await sendCard(turn, command.message);
    return;
  }

  const { operation, raw } = command;
  if (isPersonal(turn) || operation.answersInPublic) return run(turn, command, { ...attempt, operation, raw }, parts);
  const reached = await inOwnChat(parts, turn, caller, (own) =>
    run(own, command, { ...attempt, operation, raw }, parts),
  );
  if (!reached) return say(turn, words.installFirst);
  await sendCard(turn, answeredInPrivateCard());
}

async function run(turn: TurnContext, command: Run, attempt: Attempt, parts: FrontDoorParts): Promise<void> {
  const { operation, raw } = command;
  let begun: Begun;
  try {
    begun = await begin(
      async (progress) =>
        operation.execute(raw, await servicesFor(parts, attempt.caller, operation, attempt.correlationId, progress)),
      attempt,
      parts,
    );
  } catch (error) {
    if (error instanceof SignInRequired) return challenge(turn, attempt, error, parts);
    await sendCard(turn, failureCard(error, attempt, parts));
    return;
  }
  const { outcome, goOn } = begun;
  const isInPlace = command.inPlace && isPersonal(turn);
  let activityId = '';
  try {
    activityId = await show(turn, outcome, isInPlace ? turn.activity.replyToId : undefined);
    await remember(turn, outcome, activityId, attempt, parts);
  } finally {
    goOn?.(keptTrue(turn, activityId, attempt, parts));
  }
}

/** Signing in is between the person and the bot: in a channel it happens in their own chat, where the command goes on. */
async function challenge(
  turn: TurnContext,
  attempt: Attempt,
  need: SignInRequired,
  parts: FrontDoorParts,
): Promise<void> {
  const { caller } = attempt;
  if (isPersonal(turn)) return challengeHere(turn, attempt, need, parts);
  const reached = await inOwnChat(parts, turn, caller, (own) => challengeHere(own, attempt, need, parts));
  return say(turn, reached ? words.signInInOwnChat : words.installFirst);
}

async function challengeHere(
  turn: TurnContext,
  attempt: Attempt,
  need: SignInRequired,
  parts: FrontDoorParts,
): Promise<void> {
  await parts.signIn.challengeInChat(turn, attempt.caller, need);
}

/** @returns the id of the message that shows the card now: the one that was answered, when it is still there */
async function show(turn: TurnContext, message: CardMessage, inPlaceOf: string | undefined): Promise<string> {
  if (!inPlaceOf) return sendCard(turn, message);
  try {
    await turn.updateActivity({ ...cardActivity(message), id: inPlaceOf });
    return inPlaceOf;
  } catch {
    return sendCard(turn, message);
  }
}
