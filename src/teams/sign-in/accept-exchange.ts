import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { AppError, SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import { exchangeAnswer } from './answers.ts';
import { causeOf } from './cause.ts';
import { tidyUp } from './challenge-in-chat.ts';
import { claimCommand } from './claim-command.ts';
import { isOwn, tell } from './context.ts';
import type { SignInContext } from './context.ts';
import type { InvokeAnswer } from './sign-in.ts';
import { pendingInWords } from './words.ts';

interface Accepted {
  answer: InvokeAnswer;
  resume?: PendingCommand;
}

const exchangeValue = z.object({ id: z.string().min(1).max(200), token: z.string().min(1).max(20_000) });

/**
 * `signin/tokenExchange`: every active device of the person sends one. All that are right hear 200; one gets the command.
 * Whatever fails keeps the command waiting, and 412 brings out the card's button.
 */
export async function acceptExchange(context: SignInContext, turn: TurnContext, caller: Caller): Promise<Accepted> {
  const { store, now, log } = context;
  const parsed = exchangeValue.safeParse(turn.activity.value);
  if (!parsed.success) return { answer: exchangeAnswer(412, '', 'sign-in.malformed') };
  const { id, token } = parsed.data;
  const refuse = (code: string): Accepted => {
    log.warn({ code, userId: caller.userId }, 'A silent sign-in was refused');
    return { answer: exchangeAnswer(412, id, code) };
  };

  const flow = await store.signIns.get(id);
  if (!isOwn(flow, caller)) return refuse('sign-in.not-yours');
  if (await store.signIns.isSignedOut(caller.tenantId, caller.userId)) return refuse('sign-in.signed-out');
  const pending = await store.pendingCommands.get(caller.tenantId, id);
  // Another device was faster. Nothing is left to do, and nothing is done.
  if (!pending) return { answer: exchangeAnswer(200, id) };
  if (pending.userId !== caller.userId) return refuse('sign-in.not-yours');
  if (flow.expiresAt.getTime() <= now()) {
    await tellExpired(context, turn, pending);
    return refuse('sign-in.expired');
  }

  try {
    await context.tokens.accept(caller, token);
    await context.tokens.onBehalfOf(caller, pending.scopes);
  } catch (error) {
    // The button of the card that is already shown must pass on what Entra now wants to see proven.
    if (error instanceof SignInRequired && error.claims) await store.signIns.setClaims(id, error.claims);
    if (error instanceof AppError) return failed(context, turn, id, error);
    throw error;
  }
  return resumeOnce(context, turn, caller, id);
}

async function resumeOnce(context: SignInContext, turn: TurnContext, caller: Caller, id: string): Promise<Accepted> {
  const claimed = await claimCommand(context, caller.tenantId, id);
  const answer = exchangeAnswer(200, id);
  if (!claimed) return { answer };
  await tidyUp(context, turn, claimed);
  return { answer, resume: claimed };
}

async function failed(context: SignInContext, turn: TurnContext, id: string, error: AppError): Promise<Accepted> {
  context.log.warn(
    { code: error.code, userId: turn.activity.from.aadObjectId, cause: causeOf(error.cause) },
    'Silent sign-in failed',
  );
  if (error.kind !== 'upstream') return { answer: exchangeAnswer(412, id, error.code) };
  // A button would lead into the same wall.
  await tell(context, turn, error.advice);
  return { answer: exchangeAnswer(500, id, error.code) };
}

/** Whoever claims the command says so; the other devices stay silent. */
async function tellExpired(context: SignInContext, turn: TurnContext, pending: PendingCommand): Promise<void> {
  const { tenantId, flowId } = pending;
  const claimed = await claimCommand(context, tenantId, flowId);
  if (!claimed) return;
  await tidyUp(context, turn, claimed);
  await tell(
    context,
    turn,
    `That sign-in took too long, so ${pendingInWords(claimed)} was not done. Please send it again.`,
  );
  await context.store.pendingCommands.remove(tenantId, flowId);
}
