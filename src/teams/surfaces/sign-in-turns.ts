import type { Activity, TurnContext } from 'botbuilder';
import type { Caller } from '../../domain/people.ts';
import { callerOf } from '../caller.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { answerMessage } from './chat.ts';
import { withoutWords } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';

/** The client waits for the sign-in, not for the command that had waited for it. */
const resumeWithinMs = 3_000;

/** Invokes by which a sign-in comes back. */
export const signInInvokes = ['signin/tokenExchange', 'signin/verifyState', 'signin/failure'] as const;
export type SignInInvoke = (typeof signInInvokes)[number];

/** Ends a sign-in, and runs the command that had waited for it. */
export async function answerSignIn(
  name: SignInInvoke,
  turn: TurnContext,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const caller = callerOf(turn.activity);
  switch (name) {
    case 'signin/tokenExchange':
      if (!caller) return { status: 412 };
      return resumed(await parts.signIn.acceptExchange(turn, caller), caller, parts);
    case 'signin/verifyState':
      if (!caller) return { status: 200 };
      return resumed(await parts.signIn.acceptState(turn, caller), caller, parts);
    case 'signin/failure':
      return caller ? parts.signIn.acceptFailure(turn, caller) : { status: 200 };
  }
}

async function resumed(
  accepted: { answer: InvokeAnswer; resume?: Partial<Activity> },
  caller: Caller,
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  const { answer, resume } = accepted;
  if (resume) await parts.background.within(handleAgain(resume, caller, parts), resumeWithinMs);
  return answer;
}

async function handleAgain(activity: Partial<Activity>, caller: Caller, parts: FrontDoorParts): Promise<void> {
  const asker = callerOf(activity);
  const about = { tenantId: caller.tenantId, userId: caller.userId };
  if (asker?.userId !== caller.userId || asker.tenantId !== caller.tenantId) {
    parts.log.error(about, 'A command that waited belongs to somebody else and was dropped');
    return;
  }
  try {
    await parts.adapter.runTurn(activity, (turn) => answerMessage(turn, parts));
  } catch (error) {
    parts.log.warn({ ...about, ...withoutWords(error) }, 'The answer to a command that waited was not sent');
  }
}
