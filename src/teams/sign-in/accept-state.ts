import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Caller } from '../../domain/people.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import { tidyUp } from './challenge-in-chat.ts';
import { claimCommand } from './claim-command.ts';
import { commitCode, tell } from './context.ts';
import type { SignInContext } from './context.ts';
import type { InvokeAnswer } from './sign-in.ts';
import { pendingInWords } from './words.ts';

/** What clients send instead of a code when the popup was closed; they do not agree on the word. */
const cancelledWords = new Set(['CancelledByUser', 'UserCancelledSignIn']);

export const isCancelled = (state: string): boolean => cancelledWords.has(state);

const stateValue = z.object({ state: z.string().max(500) });

/** `signin/verifyState`: always 200, because the client can do nothing about it; the person is told in words. */
export async function acceptState(
  context: SignInContext,
  turn: TurnContext,
  caller: Caller,
): Promise<{ answer: InvokeAnswer; resume?: PendingCommand }> {
  const { store, now } = context;
  const answer: InvokeAnswer = { status: 200 };
  const state = stateValue.safeParse(turn.activity.value).data?.state ?? '';
  const outcome = isCancelled(state) ? ({ state: 'unknown' } as const) : await commitCode(context, caller, state);
  if (outcome.state === 'unknown') {
    await tellNotDone(context, turn, caller, isCancelled(state));
    return { answer };
  }

  const claimed = await claimCommand(context, caller.tenantId, outcome.flowId);
  if (claimed) await tidyUp(context, turn, claimed);
  if (claimed?.userId === caller.userId && claimed.expiresAt.getTime() > now()) return { answer, resume: claimed };

  if (claimed) await store.pendingCommands.remove(caller.tenantId, outcome.flowId);
  await tell(context, turn, 'You are signed in. No command waits any more, so please send it again.');
  return { answer };
}

async function tellNotDone(context: SignInContext, turn: TurnContext, caller: Caller, cancelled: boolean) {
  const { store, now } = context;
  const conversationId = turn.activity.conversation.id;
  const waiting = await store.pendingCommands.newest(caller.tenantId, caller.userId, conversationId, new Date(now()));
  const what = cancelled ? 'You closed the sign-in before it was done.' : 'The sign-in was not completed.';
  const next = waiting
    ? `${pendingInWords(waiting)} still waits: press Sign in again within the next few minutes, or just leave it.`
    : 'Nothing was changed. Send the command again when you want to try once more.';
  await tell(context, turn, `${what} ${next}`);
}
