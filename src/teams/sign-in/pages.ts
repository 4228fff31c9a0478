import type { Logger } from 'pino';
import { AppError } from '../../domain/errors.ts';
import type { PageAnswer, PageRequest, Pages } from '../../ports/pages.ts';
import type { SignInFlow, SignInStore } from '../../ports/sign-ins.ts';
import { causeOf } from './cause.ts';
import { assetAnswers, authPage, privateHeaders } from './page-html.ts';
import type { AuthPage } from './page-html.ts';
import { hashOf, isSecretOf, randomSecret } from './secrets.ts';
import type { PageTokens } from './sign-in-tokens.ts';

export interface AuthPagesOptions {
  store: { signIns: SignInStore };
  tokens: PageTokens;
  /** Where the pages are reached from outside; `/auth-end` beneath it is registered as redirect URI (platform Web). */
  publicUrl: string;
  /** Origins of Teams clients that teams-js does not know by itself, such as `http://localhost:3979`. */
  trustedHostOrigins: readonly string[];
  log: Pick<Logger, 'info' | 'warn'>;
  now?: () => number;
}

type Context = Required<AuthPagesOptions>;

const oneTimeCodeMs = 5 * 60_000;

/** Ends a sign-in with a page that stays until the person has read why. */
class PageRefusal extends Error {
  readonly page: AuthPage;
  readonly code: string;

  constructor(status: number, code: string, title: string, text: string, when: AuthPage['when'] = 'button') {
    super(code);
    this.code = code;
    this.page = { status, title, text, notify: { outcome: 'failure', value: code }, when };
  }
}

/** The popup: `/auth-start` sends the person to Entra, `/auth-end` takes the person back, and what both are made of. */
export function createAuthPages(options: AuthPagesOptions): Pages {
  const context: Context = { now: Date.now, ...options };
  const files = Object.entries(assetAnswers).map(([path, answer]) => [path, () => Promise.resolve(answer)] as const);
  return {
    '/auth-start': (request) => orPage(context, () => start(context, request)),
    '/auth-end': (request) => orPage(context, () => end(context, request)),
    ...Object.fromEntries(files),
  };
}

async function start(context: Context, { url }: PageRequest): Promise<PageAnswer> {
  const { store, tokens, publicUrl } = context;
  const flow = await store.signIns.get(url.searchParams.get('flow') ?? '');
  if (!flow) throw expired();
  assertOpen(context, flow);

  const [state, cookie, nonce, codeVerifier] = [randomSecret(), randomSecret(), randomSecret(), randomSecret()];
  const stateHash = hashOf(state);
  const location = await tokens.authorizationUrl({
    ...flow,
    redirectUri: redirectUri(context),
    state,
    nonce,
    codeChallenge: hashOf(codeVerifier),
  });
  await store.signIns.open(flow.flowId, { stateHash, cookieHash: hashOf(cookie), codeVerifier, nonce });

  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const setCookie = `${cookieName(stateHash)}=${cookie}; Path=/auth-end; Max-Age=900; HttpOnly; SameSite=Lax${secure}`;
  return {
    status: 302,
    headers: { ...privateHeaders, location: location.href, 'set-cookie': setCookie },
    body: '',
  };
}

async function end(context: Context, { url, cookies }: PageRequest): Promise<PageAnswer> {
  const { store, tokens, trustedHostOrigins, now, log } = context;
  const stateHash = hashOf(url.searchParams.get('state') ?? '');
  const flow = await store.signIns.byStateHash(stateHash);
  if (!flow?.opened) throw expired();
  // The browser that comes back must be the one that set out, or a stranger's sign-in could be finished here.
  if (!isSecretOf(cookies[cookieName(stateHash)] ?? '', flow.opened.cookieHash)) throw otherBrowser();
  assertOpen(context, flow);
  assertGranted(url.searchParams);

  const { codeVerifier, nonce } = flow.opened;
  const code = url.searchParams.get('code') ?? '';
  const oneTimeCode = randomSecret();
  const redemption = { ...flow, code, codeVerifier, nonce, redirectUri: redirectUri(context) };
  await tokens.redeem(redemption, hashOf(oneTimeCode));
  await store.signIns.setOneTimeCode(flow.flowId, {
    hash: hashOf(oneTimeCode),
    expiresAt: new Date(now() + oneTimeCodeMs),
  });
  log.info({ userId: flow.userId, flowId: flow.flowId }, 'The person signed in and has the one-time code');
  return authPage(
    {
      status: 200,
      title: 'You are signed in',
      text: 'This window closes by itself, and Muster goes on in Teams.',
      notify: { outcome: 'success', value: oneTimeCode },
      when: 'now',
    },
    trustedHostOrigins,
  );
}

/** One cookie for each sign-in, so that two windows do not disturb each other. */
function cookieName(stateHash: string): string {
  return `muster-${stateHash.slice(0, 12)}`;
}

function redirectUri({ publicUrl }: Context): string {
  return new URL('/auth-end', publicUrl).href;
}

function assertOpen({ now }: Context, flow: SignInFlow): void {
  if (flow.expiresAt.getTime() <= now()) throw expired();
  if (flow.oneTimeCode)
    throw new PageRefusal(
      400,
      'sign-in.used',
      'This sign-in is done already',
      'Close this window. If nothing happens in Teams, ask again there.',
    );
}

/** What Entra says instead of a code. Its own words were on its own page; of these only the number is read. */
function assertGranted(answer: URLSearchParams): void {
  const error = answer.get('error');
  if (error === null) return;
  const number = /^AADSTS(\d{4,8})\b/.exec(answer.get('error_description') ?? '')?.[1];
  const code = number ? `entra.${number}` : 'entra.refused';
  if (error === 'access_denied') {
    const text = 'Nothing was changed. This window closes by itself.';
    throw new PageRefusal(200, 'CancelledByUser', 'Sign-in was cancelled', text, 'now');
  }
  throw new PageRefusal(
    400,
    code,
    'Microsoft did not sign you in',
    `Close this window and try again from Teams. If it happens again, give your administrator this code: ${code}.`,
  );
}

function expired(): PageRefusal {
  const text = 'Close this window, go back to Teams and ask again: you get a new link there.';
  return new PageRefusal(400, 'sign-in.expired', 'This sign-in link is not valid any more', text);
}

function otherBrowser(): PageRefusal {
  const text =
    'Close this window and press Sign in in Teams again. If it happens again, allow cookies for this address in your browser.';
  return new PageRefusal(403, 'sign-in.other-browser', 'This sign-in was started in another browser', text);
}

async function orPage(context: Context, work: () => Promise<PageAnswer>): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PageRefusal || error instanceof AppError)) throw error;
    context.log.warn({ code: error.code, cause: causeOf(error.cause) }, 'An interactive sign-in did not succeed');
    return authPage(error instanceof AppError ? pageOf(error) : error.page, context.trustedHostOrigins);
  }
}

function pageOf({ kind, code, advice }: AppError): AuthPage {
  const title = code === 'sign-in.somebody-else' ? 'You signed in as somebody else' : 'The sign-in did not succeed';
  const status = kind === 'upstream' ? 502 : 403;
  const text = kind === 'signIn' ? 'Close this window and press Sign in in Teams again.' : advice;
  return { status, title, text, notify: { outcome: 'failure', value: code }, when: 'button' };
}
