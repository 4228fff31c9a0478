import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import { isCancelled } from './accept-state.ts';
import {
  cardMessage,
  cardPreconditionFailed,
  dialogMessage,
  extensionMessage,
  extensionPreconditionFailed,
  incorrectAuthCode,
} from './answers.ts';
import { commitCode } from './context.ts';
import type { SignInContext } from './context.ts';
import type { Inline, InvokeAnswer } from './sign-in.ts';

const inlineValue = z.object({
  authentication: z
    .object({ token: z.string().min(1).max(20_000) })
    .optional()
    .catch(undefined),
  state: z.string().min(1).max(500).optional().catch(undefined),
});

/** The credentials in an invoke, if there are some. botbuilder turns absent ones into objects of undefined. */
export function credentialsIn(turn: TurnContext): { token?: string; state?: string } {
  const value = inlineValue.safeParse(turn.activity.value).data;
  return {
    ...(value?.authentication && { token: value.authentication.token }),
    ...(value?.state && { state: value.state }),
  };
}

const isCard = (turn: TurnContext): boolean => turn.activity.name === 'adaptiveCard/action';

/** One line in the form that the surface can show. */
function said(turn: TurnContext, text: string): InvokeAnswer {
  if (isCard(turn)) return cardMessage(text);
  return turn.activity.name === 'composeExtension/query' ? extensionMessage(text) : dialogMessage(text);
}

/** @throws AppError `identity.unavailable`, which is not the person's to mend by signing in */
export async function acceptInline(context: SignInContext, turn: TurnContext, caller: Caller): Promise<Inline> {
  const { token, state } = credentialsIn(turn);
  if (state) return acceptCode(context, turn, caller, state);
  if (token) return acceptToken(context, turn, caller, token);
  return { kind: 'none' };
}

async function acceptToken(
  { store, tokens, log }: SignInContext,
  turn: TurnContext,
  caller: Caller,
  token: string,
): Promise<Inline> {
  const refuse = (code: string, advice: string): Inline => {
    log.warn({ code, userId: caller.userId }, 'A silent sign-in was refused');
    return { kind: 'refused', answer: isCard(turn) ? cardPreconditionFailed(advice) : extensionPreconditionFailed() };
  };
  if (await store.signIns.isSignedOut(caller.tenantId, caller.userId))
    return refuse('sign-in.signed-out', 'You signed out. Please use the sign-in button.');
  try {
    await tokens.accept(caller, token);
    return { kind: 'accepted' };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'denied') return refuse(error.code, error.advice);
    throw error;
  }
}

async function acceptCode(context: SignInContext, turn: TurnContext, caller: Caller, code: string): Promise<Inline> {
  if (isCancelled(code)) return { kind: 'refused', answer: cancelled(turn) };
  const outcome = await commitCode(context, caller, code);
  if (outcome.state === 'committed') return { kind: 'accepted' };
  const answer = isCard(turn)
    ? incorrectAuthCode()
    : said(turn, `The sign-in was not completed. ${tryAgain(turn)} to try once more.`);
  return { kind: 'refused', answer };
}

function tryAgain(turn: TurnContext): string {
  return turn.activity.name === 'composeExtension/query' ? 'Search again' : 'Open it again';
}

function cancelled(turn: TurnContext): InvokeAnswer {
  return said(turn, 'You closed the sign-in before it was done. Nothing was changed.');
}
