import type { TurnContext } from 'botbuilder';
import type { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import { acceptExchange } from './accept-exchange.ts';
import { acceptFailure } from './accept-failure.ts';
import { acceptInline, credentialsIn } from './accept-inline.ts';
import { acceptState } from './accept-state.ts';
import { extensionAuth, extensionPreconditionFailed, loginRequest, oauthCard } from './answers.ts';
import { challengeInChat } from './challenge-in-chat.ts';
import { maySignInSilently, startFlow } from './context.ts';
import type { SignInContext, SignInOptions } from './context.ts';
import type { InvokeAnswer, SignIn } from './sign-in.ts';
import { permissionsInWords } from './words.ts';

/**
 * Signing in on every surface, for the turn dispatcher. A command that `resume` gives back is to be handled in a
 * turn whose activity it is, so that a further challenge keeps the command and not the invoke.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const context: SignInContext = { now: Date.now, ...options };
  /** What Graph or Entra found wanting must not be served again after the sign-in. */
  const dropStale = (caller: Caller, need: SignInRequired) => {
    if (need.reason !== 'consent') context.tokens.renew(caller);
  };

  return {
    challengeInChat(turn, caller, need) {
      dropStale(caller, need);
      return challengeInChat(context, turn, caller, need);
    },
    challengeOnCard(turn, caller, need) {
      dropStale(caller, need);
      return challengeOnCard(context, turn, caller, need);
    },
    challengeInExtension(turn, caller, need) {
      dropStale(caller, need);
      return challengeInExtension(context, turn, caller, need);
    },
    challengeInDialog(turn, caller, need) {
      dropStale(caller, need);
      return challengeInDialog(context, turn, caller, need);
    },
    acceptInline: (turn, caller) => acceptInline(context, turn, caller),
    acceptExchange: (turn, caller) => acceptExchange(context, turn, caller),
    acceptState: (turn, caller) => acceptState(context, turn, caller),
    acceptFailure: (turn, caller) => acceptFailure(context, turn, caller),
    async signOut(caller) {
      await context.store.signIns.setSignedOut(caller.tenantId, caller.userId, true);
      context.tokens.forget(caller);
    },
  };
}

/** A client that has just sent a token is not asked for one again: it would go round in circles. */
async function challengeOnCard(
  context: SignInContext,
  turn: TurnContext,
  caller: Caller,
  need: SignInRequired,
): Promise<InvokeAnswer> {
  const silent = !credentialsIn(turn).token && (await maySignInSilently(context, caller, need));
  const { flowId, link } = await startFlow(context, caller, need);
  const text =
    need.reason === 'interaction'
      ? 'Your organisation wants a fresh sign-in for this.'
      : `To go on I need your permission to ${permissionsInWords(need.scopes)}.`;
  return loginRequest(oauthCard(text, link, silent ? { flowId, appIdUri: context.appIdUri } : undefined));
}

/** After `silentAuth` the client holds a link, and 412 shows it; but that link does not know of claims wanted since. */
async function challengeInExtension(
  context: SignInContext,
  turn: TurnContext,
  caller: Caller,
  need: SignInRequired,
): Promise<InvokeAnswer> {
  const silenceFailed = credentialsIn(turn).token !== undefined;
  if (silenceFailed && !need.claims) return extensionPreconditionFailed();
  const silent = !silenceFailed && (await maySignInSilently(context, caller, need));
  const { link } = await startFlow(context, caller, need);
  return extensionAuth(silent ? 'silentAuth' : 'auth', link);
}

/** A code that brought no token here was given out by another instance: asking with the button again could go on for ever. */
async function challengeInDialog(
  context: SignInContext,
  turn: TurnContext,
  caller: Caller,
  need: SignInRequired,
): Promise<InvokeAnswer | undefined> {
  if (credentialsIn(turn).state !== undefined && !need.claims) return undefined;
  const { link } = await startFlow(context, caller, need);
  return extensionAuth('auth', link);
}
