import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, importX509, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Entra } from './entra.ts';
import { exchangeResource, issuer } from './entra.ts';
import { EntraError } from './errors.ts';
import type { ClientProof } from './tokens.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Checks that the caller is the app: by its secret, by an assertion that its certificate signed, or by an assertion of
 * the managed identity that its federated credential names.
 * @throws EntraError 700016, 7000215, 7000218, 700024, 700027, 700213
 */
export async function proveClient(entra: Entra, form: URLSearchParams): Promise<ClientProof> {
  const clientId = form.get('client_id');
  if (clientId === null) throw new EntraError(90014, 'client_id');
  if (clientId !== entra.app.id) throw new EntraError(700016, `Identifier '${clientId.slice(0, 64)}'.`);

  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== assertionType) throw new EntraError(90014, 'client_assertion_type');
    await proveByAssertion(entra, assertion);
    return '2';
  }
  const secret = form.get('client_secret');
  if (secret === null) throw new EntraError(7000218);
  if (!sameText(secret, entra.app.secret)) throw new EntraError(7000215);
  return '1';
}

function sameText(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

async function proveByAssertion(entra: Entra, assertion: string): Promise<void> {
  const claims = read(assertion);
  if (claims.iss === entra.app.id) await proveByCertificate(entra, assertion);
  else await proveByFederation(entra, assertion, claims);
}

function read(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw new EntraError(700027, 'It is not a JWT.');
  }
}

/** @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
async function proveByCertificate(entra: Entra, assertion: string): Promise<void> {
  const { certificate, id } = entra.app;
  const base = `${entra.cloudUrl}/${entra.tenantId}`;
  try {
    const header = decodeProtectedHeader(assertion);
    const known = header['x5t#S256'] === certificate.thumbprint256 || header.x5t === certificate.thumbprint;
    if (!known) throw new EntraError(700027, 'The key with that thumbprint is not registered.');
    const algorithm = header.alg === 'PS256' ? 'PS256' : 'RS256';
    await jwtVerify(assertion, await importX509(certificate.certificate, algorithm), {
      algorithms: [algorithm],
      issuer: id,
      subject: id,
      audience: [`${base}/oauth2/v2.0/token`, `${base}/v2.0`],
      requiredClaims: ['exp', 'jti'],
      clockTolerance: 300,
    });
  } catch (problem) {
    throw refusal(problem);
  }
}

async function proveByFederation(entra: Entra, assertion: string, claims: JWTPayload): Promise<void> {
  const trusted = claims.iss === issuer(entra) && claims.sub === entra.managedIdentity.principalId;
  if (!trusted || claims.aud !== exchangeResource) throw new EntraError(700213, `Subject '${String(claims.sub)}'.`);
  try {
    await entra.keys.entra.verify(assertion, { requiredClaims: ['exp'], clockTolerance: 300 });
  } catch (problem) {
    throw refusal(problem);
  }
}

function refusal(problem: unknown): EntraError {
  if (problem instanceof EntraError) return problem;
  const outsideItsTime =
    problem instanceof errors.JWTExpired ||
    (problem instanceof errors.JWTClaimValidationFailed && problem.claim === 'nbf');
  return new EntraError(outsideItsTime ? 700024 : 700027, problem instanceof Error ? problem.message : '');
}
