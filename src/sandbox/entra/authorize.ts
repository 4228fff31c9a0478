import { randomBytes, randomInt } from 'node:crypto';
import type { Answer, Call, Route } from '../server/http.ts';
import type { SignInView } from './authorize-page.ts';
import { signInPage, signInProblem } from './authorize-page.ts';
import type { Entra, EntraPerson } from './entra.ts';
import type { RequestedScopes } from './scopes.ts';
import { readScopes } from './scopes.ts';

/** A sign-in under way, kept here so that the page carries nothing but its number. */
interface Transaction {
  redirectUri: string;
  state: string | undefined;
  nonce: string | undefined;
  challenge: string;
  scopes: RequestedScopes;
  scopeText: string;
  alwaysConsent: boolean;
  mfaWanted: boolean;
  person?: EntraPerson;
  code?: string;
  codeWrong: boolean;
  mfaDone: boolean;
}

type Transactions = Map<string, Transaction>;
const keptTransactions = 200;

/**
 * What a browser sees of Entra: choosing the account, a second factor, consent. Served over plain HTTP, so that no browser
 * has to trust the sandbox's certificate.
 */
export function authorizeRoutes(entra: Entra): Route[] {
  const open: Transactions = new Map();
  return [
    { method: 'GET', path: '/{tenant}/oauth2/v2.0/authorize', handle: (call) => begin(entra, open, call) },
    { method: 'POST', path: '/sign-in/{transaction}', handle: (call) => proceed(entra, open, call) },
    { method: 'GET', path: '/{tenant}/oauth2/v2.0/logout', handle: (call) => signOut(call) },
  ];
}

/** On the HTTPS origin the same address only points to the page. */
export function authorizeRedirects(entra: Entra): Route[] {
  return [
    {
      method: 'GET',
      path: '/{tenant}/oauth2/v2.0/authorize',
      handle: (call) => {
        call.trace.summary = 'is sent to the sign-in page';
        return { status: 302, headers: { location: `${entra.pageUrl}${call.url.pathname}${call.url.search}` } };
      },
    },
  ];
}

function begin(entra: Entra, open: Transactions, call: Call): Answer {
  call.trace.summary = 'opens the sign-in page';
  const query = call.url.searchParams;
  if (query.get('client_id') !== entra.app.id)
    return signInProblem('AADSTS700016', 'This application is not known here.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!entra.app.redirectUris().includes(redirectUri)) {
    return signInProblem(
      'AADSTS50011',
      `The reply address ${redirectUri.slice(0, 200)} is not registered for the application.`,
    );
  }
  const state = query.get('state') ?? undefined;
  const refuse = (error: string, text: string): Answer =>
    redirect(redirectUri, state, { error, error_description: text });
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('response_type') !== 'code') return refuse('unsupported_response_type', 'Only code is supported.');
  if (!['query', null].includes(query.get('response_mode')))
    return refuse('invalid_request', 'Only query is supported.');
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    return refuse('invalid_request', 'AADSTS9002325: Proof Key for Code Exchange with S256 is required.');
  }
  let scopes;
  try {
    scopes = readScopes(query.get('scope'));
  } catch (problem) {
    return refuse('invalid_scope', problem instanceof Error ? problem.message : '');
  }
  if (query.get('prompt') === 'none') return refuse('interaction_required', 'AADSTS50058: Nobody is signed in.');

  const hinted = entra.personByName(query.get('login_hint') ?? '');
  const transaction: Transaction = {
    redirectUri,
    state,
    nonce: query.get('nonce') ?? undefined,
    challenge,
    scopes,
    scopeText: query.get('scope') ?? '',
    alwaysConsent: query.get('prompt') === 'consent',
    mfaWanted: wantsMfa(query.get('claims')),
    ...(hinted === undefined || query.get('prompt') === 'select_account' ? {} : { person: hinted }),
    codeWrong: false,
    mfaDone: false,
  };
  const id = randomBytes(24).toString('base64url');
  open.set(id, transaction);
  const [oldest] = open.keys();
  if (open.size > keptTransactions && oldest !== undefined) open.delete(oldest);
  return next(entra, open, id, transaction);
}

/** A claims challenge asks for what only a fresh sign-in gives. */
function wantsMfa(claims: string | null): boolean {
  return claims !== null && /capolids|acrs|amr|nbf/.test(claims);
}

function proceed(entra: Entra, open: Transactions, call: Call): Answer {
  const id = call.params['transaction'] ?? '';
  const transaction = open.get(id);
  if (transaction === undefined) return signInProblem('AADSTS90023', 'This sign-in is over. Start again in Teams.');
  const form = new URLSearchParams(call.body.toString('utf8'));
  switch (form.get('step') ?? '') {
    case 'choose': {
      call.trace.summary = 'an account is chosen';
      const person = entra.personById(form.get('person') ?? '');
      if (person !== undefined) transaction.person = person;
      break;
    }
    case 'another':
      call.trace.summary = 'another account is wanted';
      delete transaction.person;
      transaction.mfaDone = false;
      break;
    case 'mfa':
      call.trace.summary = 'a second factor is given';
      transaction.mfaDone = transaction.code !== undefined && form.get('code')?.trim() === transaction.code;
      transaction.codeWrong = !transaction.mfaDone;
      if (transaction.mfaDone && transaction.person !== undefined) entra.consents.mfaDone(transaction.person.id);
      break;
    case 'accept':
      call.trace.summary = 'consent is given';
      return accept(entra, open, id, transaction);
    default:
      call.trace.summary = 'the sign-in is cancelled';
      open.delete(id);
      return redirect(transaction.redirectUri, transaction.state, {
        error: 'access_denied',
        error_description: 'AADSTS65004: The person declined to consent to access the app.',
      });
  }
  return next(entra, open, id, transaction);
}

/** The step that comes now, or the way back with the code when none is left. */
function next(entra: Entra, open: Transactions, id: string, transaction: Transaction): Answer {
  const { person, scopes } = transaction;
  const show = (view: SignInView): Answer => signInPage(entra, id, transaction.redirectUri, view);
  if (person === undefined) return show({ step: 'choose', people: entra.suggestedPeople() });
  if (!person.enabled) return signInProblem('AADSTS50057', 'This account is disabled.');
  if (!transaction.mfaDone && (transaction.mfaWanted || entra.consents.mfaWanted(person.id))) {
    transaction.code ??= String(randomInt(0, 1_000_000)).padStart(6, '0');
    return show({ step: 'mfa', person, code: transaction.code, wrong: transaction.codeWrong });
  }
  if (transaction.alwaysConsent || !entra.consents.has(person.id, scopes.graph)) {
    return show({ step: 'consent', person, scopes: scopes.graph, offline: scopes.openId.includes('offline_access') });
  }
  return finish(entra, open, id, transaction, person);
}

/** Accepting is only good when nothing else is left to do: a form can be sent by hand. */
function accept(entra: Entra, open: Transactions, id: string, transaction: Transaction): Answer {
  const { person } = transaction;
  const needsMfa = person !== undefined && (transaction.mfaWanted || entra.consents.mfaWanted(person.id));
  if (person === undefined || (needsMfa && !transaction.mfaDone)) return next(entra, open, id, transaction);
  entra.consents.record(person.id, transaction.scopes.graph);
  return finish(entra, open, id, transaction, person);
}

function finish(entra: Entra, open: Transactions, id: string, transaction: Transaction, person: EntraPerson): Answer {
  open.delete(id);
  const { redirectUri, challenge, nonce, state } = transaction;
  const scopes = transaction.scopeText.split(/\s+/).filter((scope) => scope !== '');
  const grant = { userId: person.id, redirectUri, scopes, challenge, ...(nonce === undefined ? {} : { nonce }) };
  return redirect(redirectUri, state, { code: entra.codes.issue(grant) });
}

function redirect(redirectUri: string, state: string | undefined, values: Record<string, string>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
  if (state !== undefined) target.searchParams.set('state', state);
  return {
    status: 302,
    headers: { location: target.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  };
}

function signOut(call: Call): Answer {
  call.trace.summary = 'signs out';
  return signInProblem('Signed out', 'You are signed out. You can close this window.', 200);
}
