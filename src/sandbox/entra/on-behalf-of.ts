import { randomUUID } from 'node:crypto';
import { errors } from 'jose';
import type { JWTPayload } from 'jose';
import type { Answer, Trace } from '../server/http.ts';
import type { Entra } from './entra.ts';
import { issuer } from './entra.ts';
import { EntraError } from './errors.ts';
import { readScopes } from './scopes.ts';
import type { ClientProof } from './tokens.ts';
import { activePerson, userAnswer } from './user-answer.ts';

/**
 * Exchanges the token that a person's Teams client sent for one that acts as them at Graph.
 * @throws EntraError 50013 or 500133 for the assertion, 50076 with claims when a fresh sign-in is wanted, 65001 without consent
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function exchangeOnBehalfOf(
  entra: Entra,
  form: URLSearchParams,
  proof: ClientProof,
  trace: Trace,
): Promise<Answer> {
  if (form.get('requested_token_use') !== 'on_behalf_of') throw new EntraError(90014, 'requested_token_use');
  const assertion = await verifyAssertion(entra, form.get('assertion') ?? '');
  trace.claims = assertion;
  const scopes = readScopes(form.get('scope'));
  const person = activePerson(entra, typeof assertion['oid'] === 'string' ? assertion['oid'] : '');
  if (entra.consents.mfaWanted(person.id)) throw new EntraError(50076, '', freshSignInClaims());
  if (!entra.consents.has(person.id, scopes.graph)) {
    throw new EntraError(65001, `Send an interactive authorization request for ${scopes.graph.join(' ')}.`);
  }
  return userAnswer(entra, person, scopes, { proof });
}

async function verifyAssertion(entra: Entra, assertion: string): Promise<JWTPayload> {
  try {
    const claims = await entra.keys.entra.verify(assertion, {
      audience: [entra.app.id, entra.app.idUri],
      issuer: issuer(entra),
      requiredClaims: ['exp', 'oid', 'scp'],
      clockTolerance: 300,
    });
    if (claims['tid'] !== entra.tenantId) throw new EntraError(50013, 'It is of another tenant.');
    if (claims['idtyp'] === 'app') throw new EntraError(50013, 'It is not a person’s.');
    return claims;
  } catch (problem) {
    if (problem instanceof EntraError) throw problem;
    if (problem instanceof errors.JWTExpired) throw new EntraError(500133);
    throw new EntraError(50013, problem instanceof Error ? problem.message : '');
  }
}

/** What the client hands to the authorize page so that the sign-in there satisfies the policy. */
function freshSignInClaims(): string {
  return JSON.stringify({ access_token: { capolids: { essential: true, values: [randomUUID()] } } });
}
