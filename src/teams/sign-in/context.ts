import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SignInFlow } from '../../ports/sign-ins.ts';
import type { Store } from '../../ports/store.ts';
import { causeOf } from './cause.ts';
import { hashOf, randomSecret } from './secrets.ts';
import type { SignInTokens } from './sign-in-tokens.ts';

export interface SignInOptions {
  store: Pick<Store, 'pendingCommands' | 'signIns' | 'atomically'>;
  tokens: SignInTokens;
  /** Where our pages are reached from outside; its host is among the manifest's `validDomains`. */
  publicUrl: string;
  /** App ID URI, equal to `webApplicationInfo.resource` of the manifest; else the client reports `resourcematchfailed`. */
  appIdUri: string;
  log: Pick<Logger, 'info' | 'warn'>;
  /** The time in which jobs are due. */
  clock: Clock;
  /** This machine's time in ms since the epoch: how long a sign-in lasts is a question of security. */
  now?: () => number;
}

/** What the parts of signing in share. */
export type SignInContext = Required<SignInOptions>;

/** How long a sign-in may take, and how long its command waits. Later it would surprise. */
export const flowMs = 15 * 60_000;

/** Begins a sign-in of this person. @returns its id and the page's address */
export async function startFlow(
  { store, publicUrl, now }: SignInContext,
  caller: Caller,
  need: SignInRequired,
): Promise<{ flowId: string; link: string; createdAt: Date; expiresAt: Date }> {
  const flowId = randomSecret();
  const createdAt = new Date(now());
  const expiresAt = new Date(now() + flowMs);
  const { tenantId, userId } = caller;
  const claims = need.claims ? { claims: need.claims } : {};
  await store.signIns.insert({ flowId, tenantId, userId, scopes: need.scopes, ...claims, createdAt, expiresAt });
  const link = new URL('/auth-start', publicUrl);
  link.searchParams.set('flow', flowId);
  return { flowId, link: link.href, createdAt, expiresAt };
}

/** Whether the client is to try without the person: never after the person signed out, nor where it was tried already. */
export async function maySignInSilently(
  { store }: SignInContext,
  caller: Caller,
  need: SignInRequired,
): Promise<boolean> {
  return need.reason === 'noToken' && !(await store.signIns.isSignedOut(caller.tenantId, caller.userId));
}

/** Whether a flow is this person's own and still good. */
export function isOwn(flow: SignInFlow | undefined, caller: Caller): flow is SignInFlow {
  return flow?.userId === caller.userId && flow.tenantId === caller.tenantId;
}

/**
 * Takes in the popup's one-time code, once. A code that this process holds no tokens for was given out by another
 * one: consent is given then, and a silent sign-in will do.
 */
export async function commitCode(
  { store, tokens, now, log }: SignInContext,
  caller: Caller,
  code: string,
): Promise<{ state: 'committed'; flowId: string } | { state: 'unknown' }> {
  const codeHash = hashOf(code);
  const flow = await store.signIns.takeByCode(codeHash);
  if (!flow) return { state: 'unknown' };
  if (!isOwn(flow, caller)) {
    log.warn({ code: 'sign-in.not-yours', userId: caller.userId }, 'A one-time code came from somebody else');
    return { state: 'unknown' };
  }
  if (!flow.oneTimeCode || flow.oneTimeCode.expiresAt.getTime() <= now()) return { state: 'unknown' };

  await store.signIns.setSignedOut(caller.tenantId, caller.userId, false);
  const held = tokens.commit(caller, codeHash);
  log.info({ userId: caller.userId, flowId: flow.flowId, held }, 'Interactive sign-in is done');
  return { state: 'committed', flowId: flow.flowId };
}

/** Says something in the conversation. That it could not be said must not undo what was done. */
export async function tell({ log }: SignInContext, turn: TurnContext, text: string): Promise<void> {
  try {
    // Plain: it can quote what the person wrote, which must not turn into links or emphasis.
    await turn.sendActivity({ type: 'message', text, textFormat: 'plain' });
  } catch (error) {
    log.warn({ code: 'sign-in.untold', cause: causeOf(error) }, 'A word about sign-in could not be sent');
  }
}
