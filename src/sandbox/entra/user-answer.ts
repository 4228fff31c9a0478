import type { Answer } from '../server/http.ts';
import type { Entra, EntraPerson } from './entra.ts';
import { EntraError } from './errors.ts';
import type { RequestedScopes } from './scopes.ts';
import type { ClientProof } from './tokens.ts';
import { graphUserToken, idToken } from './tokens.ts';

/**
 * @returns the person, when they may sign in
 * @throws EntraError 50034, 50057
 */
export function activePerson(entra: Entra, userId: string): EntraPerson {
  const person = entra.personById(userId);
  if (person === undefined) throw new EntraError(50034);
  if (!person.enabled) throw new EntraError(50057);
  return person;
}

/**
 * The token endpoint's answer for a person. It always has `client_info` and an id token: without them MSAL keeps no account
 * and its cache is never hit.
 */
export async function userAnswer(
  entra: Entra,
  person: EntraPerson,
  requested: RequestedScopes,
  options: { proof: ClientProof; nonce?: string },
): Promise<Answer> {
  const names = expandDefault(entra, person, requested.graph);
  const { token, expiresIn } = await graphUserToken(entra, person, names, options.proof);
  const granted = [
    ...requested.openId.filter((scope) => scope !== 'offline_access'),
    ...names.map((name) => (requested.qualified ? `https://graph.microsoft.com/${name}` : name)),
  ];
  const clientInfo = { uid: person.id, utid: entra.tenantId };
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      token_type: 'Bearer',
      scope: granted.join(' '),
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
      ...(requested.openId.includes('offline_access')
        ? { refresh_token: entra.refreshTokens.issue(person.id, [...requested.openId, ...names]) }
        : {}),
      id_token: await idToken(entra, person, options.nonce),
      client_info: Buffer.from(JSON.stringify(clientInfo)).toString('base64url'),
    },
  };
}

/** `.default` stands for everything that was agreed to. */
function expandDefault(entra: Entra, person: EntraPerson, scopes: string[]): string[] {
  if (!scopes.includes('.default') && scopes.length > 0) return scopes;
  return [...new Set(['User.Read', ...entra.consents.recorded(person.id), ...scopes])].filter((s) => s !== '.default');
}
