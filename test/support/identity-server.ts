import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import '../../src/sandbox/pki/reflect-metadata.ts';
import * as x509 from '@peculiar/x509';
import { SignJWT, exportJWK, exportPKCS8, generateKeyPair } from 'jose';

import type { Cloud } from '../../src/domain/clouds.ts';
import { cloudNamed } from '../../src/domain/clouds.ts';

export const tenantId = 'aaaa1111-0000-4000-8000-000000000001';
export const otherTenantId = 'aaaa1111-0000-4000-8000-000000000009';
export const clientId = 'bbbb2222-0000-4000-8000-000000000002';
export const adaId = 'cccc3333-0000-4000-8000-000000000003';
export const graceId = 'cccc3333-0000-4000-8000-000000000004';
const teamsWeb = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

/** Claims of a token; `undefined` leaves one out. */
export type Claims = Record<string, unknown>;

export interface Refusal {
  status: number;
  body: Record<string, unknown> | string;
}

export interface IdentityServer {
  cloud: Cloud;
  /** Forms that reached the token endpoint. */
  tokenRequests: URLSearchParams[];
  /** Paths that were read by GET. */
  reads: string[];
  /** What the token endpoint answers next, once each; afterwards tokens again. */
  refusals: Refusal[];
  /** Until it is resolved the token endpoint holds its answers back. */
  hold: Promise<void> | undefined;
  /** Scopes that the answer names; what was asked for when absent. */
  grantedScopes: string | undefined;
  /** Claims of the next id tokens, over those of Ada. */
  idTokenClaims: Claims;
  expiresInSeconds: number;
  keysStatus: number;
  /** A token as the Teams client gets it for Ada, with claims changed or (by `undefined`) left out. */
  assertion(claims?: Claims, header?: { kid?: string; alg?: string }): Promise<string>;
  /** The same, signed by a key of an attacker who names our key. */
  forgedAssertion(claims?: Claims): Promise<string>;
  close(): Promise<void>;
}

/** Entra over https on a port of this machine, with real keys; this process trusts its certificate. */
export async function startIdentityServer(): Promise<IdentityServer> {
  const signing = await generateKeyPair('RS256', { extractable: true });
  const forging = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(signing.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' }] };
  const server = createServer(await selfSigned(), (request, response) => {
    answer(request)
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;

  const baseClaims = (): Claims => {
    const now = Math.floor(Date.now() / 1000);
    return {
      aud: clientId,
      iss: `${origin}/${tenantId}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      azp: teamsWeb,
      oid: adaId,
      tid: tenantId,
      scp: 'access_as_user',
      ver: '2.0',
      preferred_username: 'ada@example.test',
    };
  };
  const signed = (claims: Claims, key = signing.privateKey, kid = 'k1') =>
    new SignJWT({ ...baseClaims(), ...claims }).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key);

  async function answer(request: IncomingMessage): Promise<Refusal> {
    const { pathname } = new URL(request.url ?? '/', origin);
    if (request.method === 'GET') {
      self.reads.push(pathname);
      if (pathname.endsWith('/discovery/v2.0/keys')) return { status: self.keysStatus, body: jwks };
      const tenant = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(pathname)?.[1];
      return tenant ? { status: 200, body: discovery(tenant) } : { status: 404, body: {} };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    self.tokenRequests.push(form);
    await self.hold;
    return self.refusals.shift() ?? { status: 200, body: await tokens(form) };
  }

  const discovery = (tenant: string) => ({
    issuer: `${origin}/${tenant}/v2.0`,
    authorization_endpoint: `http://login.test/${tenant}/authorize`,
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    end_session_endpoint: `${origin}/logout`,
  });

  const tokens = async (form: URLSearchParams) => ({
    token_type: 'Bearer',
    scope: self.grantedScopes ?? form.get('scope') ?? '',
    expires_in: self.expiresInSeconds,
    access_token: `graph-token-${self.tokenRequests.length}`,
    refresh_token: 'secret-refresh-token',
    id_token: await signed({ scp: undefined, azp: undefined, ...self.idTokenClaims }),
    client_info: Buffer.from(JSON.stringify({ uid: adaId, utid: tenantId })).toString('base64url'),
  });

  const self: IdentityServer = {
    cloud: cloudNamed('sandbox', origin),
    tokenRequests: [],
    reads: [],
    refusals: [],
    hold: undefined,
    grantedScopes: undefined,
    idTokenClaims: {},
    expiresInSeconds: 4200,
    keysStatus: 200,
    assertion: (claims = {}, header = {}) => signed(claims, signing.privateKey, header.kid),
    forgedAssertion: (claims = {}) => signed(claims, forging.privateKey),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/** A key and its certificate, in PEM. */
export async function makeCertificate(name: string): Promise<{ key: string; cert: string; thumbprint: string }> {
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // Two trusted certificates of one name would be taken for each other.
    name: `CN=${name} ${randomUUID()}`,
    keys,
    signingAlgorithm: rsa,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [
      new x509.BasicConstraintsExtension(true),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
    ],
  });
  const thumbprint = createHash('sha256').update(Buffer.from(certificate.rawData)).digest('base64url');
  return { key: await exportPKCS8(keys.privateKey), cert: certificate.toString('pem'), thumbprint };
}

async function selfSigned() {
  const { key, cert } = await makeCertificate('localhost');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
  return { key, cert };
}
