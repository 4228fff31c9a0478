import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { SignInRequired } from '../../domain/errors.ts';
import type { Outcome } from '../../operations/operation.ts';
import { callerOf } from '../caller.ts';
import { dialogMessage } from '../sign-in/answers.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { dialogAnswer, dialogClosed } from './answers.ts';
import { cardForDialog } from './dialog-card.ts';
import { dialogRequest, type DialogOperation, type DialogRequest } from './dialog-request.ts';
import { failureCard, type Attempt } from './failures.ts';
import { begin, type Begun } from './long-work.ts';
import { inOwnChat } from './own-chat.ts';
import type { FrontDoorParts } from './parts.ts';
import { servicesFor } from './perform.ts';
import { sendAnswer } from './send-answer.ts';
import { words } from './words.ts';

type DialogAttempt = Required<Attempt> & { operation: DialogOperation };

/**
 * Answers a dialog: one more door to the same operations. Opening it runs the operation with what the button knew, so that
 * it answers with its form; what was filled in runs it again. While it answers with questions the dialog goes on; then it
 * closes, and the result is a message. Who asks is looked at anew each time.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export async function answerDialog(turn: TurnContext, parts: FrontDoorParts): Promise<InvokeAnswer> {
  const request = dialogRequest(turn.activity, parts.operations);
  if (!request) return dialogMessage(words.oldButton);
  const caller = callerOf(turn.activity);
  if (!caller) return dialogMessage(words.noAccount);

  const { operation, raw } = request;
  const attempt: DialogAttempt = { correlationId: randomUUID(), caller, operation, raw };
  try {
    const inline = request.isCommand ? await parts.signIn.acceptInline(turn, caller) : undefined;
    if (inline?.kind === 'refused') return inline.answer;
    const begun = await begin(
      async (progress) =>
        operation.execute(raw, await servicesFor(parts, caller, operation, attempt.correlationId, progress)),
      attempt,
      parts,
    );
    const { outcome } = begun;
    const question = outcome.isQuestion ? asked(outcome, request, parts) : undefined;
    return question ?? (await ended(turn, begun, request, attempt, parts));
  } catch (error) {
    if (error instanceof SignInRequired) return challenge(turn, request, attempt, error, parts);
    return failed(failureCard(error, attempt, parts), request, parts);
  }
}

/** @returns undefined when the dialog could not send an answer: the question is for the chat then */
function asked(outcome: Outcome, request: DialogRequest, parts: FrontDoorParts): InvokeAnswer | undefined {
  const { card, canGoOn } = drawn(outcome, request, parts);
  return canGoOn ? dialogAnswer(card, request.operation.dialog) : undefined;
}

/** What was filled in is gone, so there is a way back to the form, unless it was the form that could not be shown. */
function failed(outcome: Outcome, request: DialogRequest, parts: FrontDoorParts): InvokeAnswer {
  const { card, canGoOn } = drawn(outcome, request, parts);
  const { opened, isOpening, operation } = request;
  if (canGoOn || isOpening || !opened) return dialogAnswer(card, operation.dialog);
  const back = { type: 'Action.Submit', title: words.back, data: { ...opened, opened } };
  return dialogAnswer({ ...card, actions: [back] }, operation.dialog);
}

function drawn({ card }: Outcome, { opened }: DialogRequest, { operations }: FrontDoorParts) {
  const verbs = new Set(operations.flatMap(({ name, dialog }) => (dialog ? [name] : [])));
  return cardForDialog(card, { verbs, carried: opened ? { opened } : {} });
}

/** In a chat with the bot the result speaks for itself; elsewhere the person is told where it is. */
async function ended(
  turn: TurnContext,
  begun: Begun,
  { isOpening, isCommand }: DialogRequest,
  attempt: DialogAttempt,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const { outcome } = begun;
  const shown = await sendAnswer(turn, begun, attempt, parts, isCommand ? 'ownChat' : 'here');
  if (shown === 'here') return isOpening ? dialogMessage(outcome.text) : dialogClosed();
  const said = /[.?!…]$/u.test(outcome.text) ? outcome.text : `${outcome.text}.`;
  const where = { ownChat: words.cardInOwnChat, unreachable: words.cardNeedsInstall, failed: words.cardNotSent };
  return dialogMessage(`${said} ${where[shown]}`);
}

/**
 * The compose box has a sign-in of its own and asks again afterwards. A card's dialog has none: the person signs in in
 * their own chat, in silence where that is possible, and what they wanted goes on there with all that was filled in.
 */
async function challenge(
  turn: TurnContext,
  { isCommand, operation, raw }: DialogRequest,
  { caller }: DialogAttempt,
  need: SignInRequired,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const answer = isCommand ? await parts.signIn.challengeInDialog(turn, caller, need) : undefined;
  if (answer) return answer;
  const value = { ...raw, verb: operation.name, place: 'new' };
  const command = { type: 'message', name: '', text: '', value };
  const ask = (own: TurnContext): Promise<void> => parts.signIn.challengeInChat(own, caller, need);
  const reached = await inOwnChat(parts, turn, caller, ask, command);
  return dialogMessage(reached ? words.signInForDialog : words.installFirst);
}
