import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Caller } from '../../domain/people.ts';
import { tell } from './context.ts';
import type { SignInContext } from './context.ts';
import type { InvokeAnswer } from './sign-in.ts';

/**
 * Why the client could not sign in silently, with what the person can do about it; null where only the one who set
 * Muster up can. The code then is a warning in the log.
 */
const failures: Readonly<Record<string, string | null>> = {
  installedappnotfound:
    'Teams signs you in only where Muster is installed for you: add it to your apps, then try again.',
  installappfailed: 'Teams could not add Muster to your apps. Add it from the app store of Teams, then try again.',
  authrequestfailed: 'Teams could not ask you to sign in. Please send the command again.',
  userconsentrequired: null,
  interactionrequired: null,
  invokeerror: null,
  resourcematchfailed: null,
  oauthcardnotvalid: null,
  tokenmissing: null,
};

const failureValue = z.object({ code: z.string().max(100) });

/** `signin/failure`: 200 in any case. */
export async function acceptFailure(context: SignInContext, turn: TurnContext, caller: Caller): Promise<InvokeAnswer> {
  const sent = failureValue.safeParse(turn.activity.value).data?.code.toLowerCase() ?? '';
  const known = Object.hasOwn(failures, sent);
  context.log.warn(
    { code: 'sign-in.client-failure', reason: known ? sent : 'unknown', userId: caller.userId },
    'The Teams client could not sign in silently',
  );
  const advice = known ? failures[sent] : null;
  if (advice) await tell(context, turn, advice);
  return { status: 200 };
}
