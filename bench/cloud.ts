import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

export const botId = 'bbbb2222-0000-4000-8000-000000000002';
export const clientSecret = 'bench-secret';
export const groupId = 'dddd4444-0000-4000-8000-000000000004';
const teamsWebClient = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export interface BenchCloud {
  url: string;
  /** Signs a channel token for our service URL. */
  channelToken(): Promise<string>;
  /** Signs the token that Teams would send for a person. */
  assertion(tenantId: string, userId: string): Promise<string>;
  /** How many messages the connector and how many calls Graph has received. */
  counts(): { messages: number; graph: number };
  stop(): void;
}

/** Answers calls of Graph in the place of the least one, with JSON. */
export type BenchGraph = (call: { url: string; body: string }) => Promise<unknown>;

/**
 * The least that a bot needs of Microsoft's side: keys, tokens, a connector and a Graph that accept everything. It does
 * no work of its own, so that what is measured is the bot. The sandbox, which checks and remembers, would be the bottleneck.
 */
export async function startBenchCloud(tls: { key: string; cert: string }, graph?: BenchGraph): Promise<BenchCloud> {
  const channel = await generateKeyPair('RS256', { extractable: true });
  const entra = await generateKeyPair('RS256', { extractable: true });
  const channelJwk = {
    ...(await exportJWK(channel.publicKey)),
    kid: 'channel',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams'],
  };
  const entraJwk = { ...(await exportJWK(entra.publicKey)), kid: 'entra', use: 'sig', alg: 'RS256' };
  const counts = { messages: 0, graph: 0 };
  let url = '';

  const answer = (request: IncomingMessage, path: string, form: URLSearchParams): unknown => {
    if (path === '/botframework/v1/.well-known/openidconfiguration')
      return {
        issuer: 'https://api.botframework.com',
        jwks_uri: `${url}/botframework/v1/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
    if (path === '/botframework/v1/keys') return { keys: [channelJwk] };
    const tenant = path.split('/')[1] ?? '';
    if (path.endsWith('/openid-configuration'))
      return {
        issuer: `${url}/${tenant}/v2.0`,
        authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/authorize`,
        token_endpoint: `${url}/${tenant}/oauth2/v2.0/token`,
        jwks_uri: `${url}/${tenant}/discovery/v2.0/keys`,
      };
    if (path.endsWith('/discovery/v2.0/keys')) return { keys: [entraJwk] };
    if (path.endsWith('/oauth2/v2.0/token')) return tokenAnswer(form);
    if (path.startsWith('/connector/')) {
      counts.messages += 1;
      return { id: `${Date.now()}${counts.messages}` };
    }
    if (path === '/time') return { now: new Date().toISOString(), aheadSeconds: 0 };
    counts.graph += 1;
    return graphAnswer(request.method ?? 'GET', path);
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (path === '/time' && request.url?.includes('after='))
        return void setTimeout(() => reply(response, answer(request, path, new URLSearchParams())), 20_000).unref();
      const body = Buffer.concat(chunks).toString();
      if (graph && path.startsWith('/v1.0/')) {
        counts.graph += 1;
        return void graph({ url: request.url ?? '', body }).then((given) => reply(response, given));
      }
      reply(response, answer(request, path, new URLSearchParams(body)));
    });
  };
  const server = createTlsServer({ key: tls.key, cert: tls.cert }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;

  return {
    url,
    channelToken: () =>
      sign(channel.privateKey, 'channel', { serviceurl: `${url}/connector/` }, 'https://api.botframework.com', botId),
    assertion: (tenantId, userId) =>
      sign(
        entra.privateKey,
        'entra',
        { tid: tenantId, oid: userId, azp: teamsWebClient, scp: 'access_as_user', ver: '2.0', sub: userId },
        `${url}/${tenantId}/v2.0`,
        botId,
      ),
    counts: () => ({ ...counts }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function reply(response: ServerResponse, body: unknown): void {
  response.writeHead(body === undefined ? 204 : 200, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function sign(
  key: CryptoKey,
  kid: string,
  claims: Record<string, unknown>,
  issuer: string,
  audience: string,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('-1m')
    .setExpirationTime('1h')
    .sign(key);
}

function tokenAnswer(form: URLSearchParams): unknown {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const base = { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: 'synthetic' };
  if (form.get('grant_type') === 'client_credentials') return base;
  const [, payload = ''] = (form.get('assertion') ?? '').split('.');
  const { oid, tid } = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as {
    oid?: string;
    tid?: string;
  };
  return {
    ...base,
    scope: form.get('scope'),
    client_info: encode({ uid: oid, utid: tid }),
    id_token: `${encode({ alg: 'none' })}.${encode({ oid, tid, sub: oid, aud: botId, exp: Math.floor(Date.now() / 1000) + 3600 })}.`,
  };
}

const group = {
  id: groupId,
  displayName: 'Design Guild',
  groupTypes: ['Unified'],
  mailEnabled: true,
  securityEnabled: false,
  visibility: 'Public',
  createdDateTime: '2026-01-01T00:00:00Z',
  resourceProvisioningOptions: [],
  onPremisesSyncEnabled: null,
};

function graphAnswer(method: string, path: string): unknown {
  if (method !== 'GET') return undefined;
  if (path.endsWith(`/groups/${groupId}`)) return group;
  return { value: path.endsWith('/groups') ? [group] : [] };
}
