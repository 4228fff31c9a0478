import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Entra, EntraPerson } from './entra.ts';
import { connectorResource, exchangeResource, graphResource, issuer } from './entra.ts';

/** Client ids of Microsoft's own clients that may ask for an SSO token without consent. */
export const teamsWebClient = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const userLifetimeSeconds = 4200;
const appLifetimeSeconds = 3599;
const groupsAdministrator = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';

/** An access token with what stands beside it in the answer. */
export interface IssuedToken {
  token: string;
  expiresIn: number;
}

/** How the client proved itself, as `appidacr` and `azpacr` say it. */
export type ClientProof = '1' | '2';

function times(lifetimeSeconds: number): { iat: number; nbf: number; exp: number } {
  // Five minutes back, as Entra does, for readers whose clocks lag.
  const now = Math.floor(Date.now() / 1000);
  return { iat: now - 300, nbf: now - 300, exp: now + lifetimeSeconds };
}

async function issue(entra: Entra, claims: JWTPayload, lifetimeSeconds: number): Promise<IssuedToken> {
  const token = await entra.keys.entra.sign({ ...claims, ...times(lifetimeSeconds), uti: unique() });
  return { token, expiresIn: lifetimeSeconds };
}

function unique(): string {
  return randomBytes(16).toString('base64url');
}

/** Different for each pair of person and app, and stable. */
function pairwise(personId: string, audience: string): string {
  return createHash('sha256').update(`${personId}/${audience}`).digest('base64url');
}

/** `iss` of v1.0 tokens, which Graph and the connector get. */
export function legacyIssuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** A delegated token for Graph with exactly these scopes. */
export function graphUserToken(
  entra: Entra,
  person: EntraPerson,
  scopes: readonly string[],
  proof: ClientProof,
): Promise<IssuedToken> {
  const claims = {
    aud: graphResource,
    iss: legacyIssuer(entra.tenantId),
    acct: 0,
    amr: ['pwd', 'mfa'],
    app_displayname: entra.app.name,
    appid: entra.app.id,
    appidacr: proof,
    idtyp: 'user',
    name: person.displayName,
    oid: person.id,
    scp: scopes.join(' '),
    sub: pairwise(person.id, graphResource),
    tid: entra.tenantId,
    unique_name: person.principalName,
    upn: person.principalName,
    ver: '1.0',
    wids: person.isAdmin ? [groupsAdministrator] : [],
  };
  return issue(entra, claims, userLifetimeSeconds);
}

/** An app-only token for Graph or the connector. */
export function appToken(entra: Entra, resource: string, proof: ClientProof): Promise<IssuedToken> {
  const claims = {
    aud: resource,
    iss: legacyIssuer(entra.tenantId),
    appid: entra.app.id,
    appidacr: proof,
    idp: legacyIssuer(entra.tenantId),
    idtyp: 'app',
    oid: entra.app.servicePrincipalId,
    sub: entra.app.servicePrincipalId,
    tid: entra.tenantId,
    ver: '1.0',
    ...(resource === connectorResource ? {} : { roles: [...entra.app.appRoles] }),
  };
  return issue(entra, claims, appLifetimeSeconds);
}

/** The token that a Teams client sends to the bot: for the app itself, with no right on Graph. */
export function ssoToken(entra: Entra, person: EntraPerson): Promise<IssuedToken> {
  const claims = {
    aud: entra.app.id,
    iss: issuer(entra),
    azp: teamsWebClient,
    azpacr: '0',
    name: person.displayName,
    oid: person.id,
    preferred_username: person.principalName,
    scp: 'access_as_user',
    sub: pairwise(person.id, entra.app.id),
    tid: entra.tenantId,
    ver: '2.0',
  };
  return issue(entra, claims, userLifetimeSeconds);
}

/** Who signed in, for the client; echoes the nonce of the authorization request. */
export async function idToken(entra: Entra, person: EntraPerson, nonce?: string): Promise<string> {
  const claims = {
    aud: entra.app.id,
    iss: issuer(entra),
    name: person.displayName,
    oid: person.id,
    preferred_username: person.principalName,
    sub: pairwise(person.id, entra.app.id),
    tid: entra.tenantId,
    ver: '2.0',
    ...(nonce === undefined ? {} : { nonce }),
  };
  return (await issue(entra, claims, 3600)).token;
}

/** The managed identity's own token, of any resource: with `api://AzureADTokenExchange` it can stand in for a secret. */
export function managedIdentityToken(entra: Entra, resource: string): Promise<IssuedToken> {
  const { principalId, clientId } = entra.managedIdentity;
  const claims = {
    aud: resource,
    iss: resource === exchangeResource ? issuer(entra) : legacyIssuer(entra.tenantId),
    appid: clientId,
    azp: clientId,
    idtyp: 'app',
    oid: principalId,
    sub: principalId,
    tid: entra.tenantId,
    jti: randomUUID(),
    ver: resource === exchangeResource ? '2.0' : '1.0',
  };
  return issue(entra, claims, 24 * 3600);
}
