import type { Answer, Call, Route } from '../server/http.ts';
import { proveClient } from './client-proof.ts';
import { matchesChallenge } from './codes.ts';
import type { Entra } from './entra.ts';
import { EntraError, errorAnswer } from './errors.ts';
import { exchangeOnBehalfOf } from './on-behalf-of.ts';
import { readResource, readScopes } from './scopes.ts';
import type { ClientProof } from './tokens.ts';
import { appToken } from './tokens.ts';
import { activePerson, userAnswer } from './user-answer.ts';

const onBehalfOf = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** `POST /{tenant}/oauth2/v2.0/token` with the four grants that the bot uses. */
export function tokenRoutes(entra: Entra): Route[] {
  return [{ method: 'POST', path: '/{tenant}/oauth2/v2.0/token', handle: (call) => answer(entra, call) }];
}

async function answer(entra: Entra, call: Call): Promise<Answer> {
  try {
    return await redeem(entra, call);
  } catch (problem) {
    if (!(problem instanceof EntraError)) throw problem;
    call.trace.summary += ` — refused: ${problem.message}`;
    const correlationId = call.headers['client-request-id'];
    return errorAnswer(problem, typeof correlationId === 'string' ? correlationId : undefined);
  }
}

async function redeem(entra: Entra, call: Call): Promise<Answer> {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const grant = form.get('grant_type') ?? '';
  call.trace.summary = describe(grant, form.get('scope') ?? '');
  if (entra.unavailable()) throw new EntraError(90055);
  const tenant = call.params['tenant'] ?? '';
  if (![entra.tenantId, 'common', 'organizations', 'botframework.com'].includes(tenant)) {
    throw new EntraError(90002, `Tenant '${tenant.slice(0, 64)}'.`);
  }
  const proof = await proveClient(entra, form);
  switch (grant) {
    case 'client_credentials':
      return clientCredentials(entra, form, proof);
    case 'authorization_code':
      return authorizationCode(entra, form, proof);
    case 'refresh_token':
      return refreshToken(entra, form, proof);
    case onBehalfOf:
      return exchangeOnBehalfOf(entra, form, proof, call.trace);
    default:
      throw new EntraError(70003, grant.slice(0, 64));
  }
}

function describe(grant: string, scope: string): string {
  const wanted = scope.replaceAll('https://graph.microsoft.com/', '');
  switch (grant) {
    case 'client_credentials':
      return `wants a token as the app itself for ${wanted}`;
    case 'authorization_code':
      return 'redeems the code of a finished sign-in';
    case 'refresh_token':
      return `renews a person’s token for ${wanted}`;
    case onBehalfOf:
      return `wants a token on behalf of the person for ${wanted}`;
    default:
      return 'asks for a token in a way that is not supported';
  }
}

async function clientCredentials(entra: Entra, form: URLSearchParams, proof: ClientProof): Promise<Answer> {
  const { token, expiresIn } = await appToken(entra, readResource(form.get('scope')), proof);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
  };
}

async function authorizationCode(entra: Entra, form: URLSearchParams, proof: ClientProof): Promise<Answer> {
  const grant = entra.codes.redeem(form.get('code') ?? '');
  if (grant === 'unknown') throw new EntraError(70000);
  if (grant === 'used') throw new EntraError(54005);
  if (grant === 'expired') throw new EntraError(70008);
  if (form.get('redirect_uri') !== grant.redirectUri) throw new EntraError(500112);
  if (!matchesChallenge(form.get('code_verifier') ?? '', grant.challenge)) throw new EntraError(501481);
  const scopes = readScopes(grant.scopes.join(' '));
  return userAnswer(entra, activePerson(entra, grant.userId), scopes, {
    proof,
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
  });
}

async function refreshToken(entra: Entra, form: URLSearchParams, proof: ClientProof): Promise<Answer> {
  const known = entra.refreshTokens.find(form.get('refresh_token') ?? '');
  if (known === undefined) throw new EntraError(70000);
  const scopes = readScopes(form.get('scope') ?? known.scopes.join(' '));
  const person = activePerson(entra, known.userId);
  if (!entra.consents.has(person.id, scopes.graph)) throw new EntraError(65001);
  return userAnswer(entra, person, scopes, { proof });
}
