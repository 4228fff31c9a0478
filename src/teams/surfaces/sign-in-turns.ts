import type { TurnContext } from 'botbuilder';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import { callerOf } from '../caller.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { withoutWords } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';
import { carryOutCommand } from './resume-command.ts';

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
      return resumed(await parts.signIn.acceptExchange(turn, caller), parts);
    case 'signin/verifyState':
      if (!caller) return { status: 200 };
      return resumed(await parts.signIn.acceptState(turn, caller), parts);
    case 'signin/failure':
      return caller ? parts.signIn.acceptFailure(turn, caller) : { status: 200 };
  }
}

async function resumed(
  { answer, resume }: { answer: InvokeAnswer; resume?: PendingCommand },
  parts: FrontDoorParts,
): Promise<InvokeAnswer> {
  if (resume) await parts.background.within(orLater(resume, parts), resumeWithinMs);
  return answer;
}

/** What kept the command from being answered may be over when the job that looks after it comes. */
async function orLater(command: PendingCommand, parts: FrontDoorParts): Promise<void> {
  try {
    await carryOutCommand(command, parts);
  } catch (error) {
    const { tenantId, userId } = command;
    parts.log.warn({ tenantId, userId, ...withoutWords(error) }, 'A command that waited will be carried out later');
  }
}
