import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { graphResource } from '../entra/entra.ts';
import type { Entra } from '../entra/entra.ts';
import { legacyIssuer } from '../entra/tokens.ts';
import type { GraphRequest, GraphResponse } from '../graph/exchange.ts';
import type { SandboxClock } from './clock.ts';
import type { Call, Route } from './http.ts';

const longestPollMs = 25_000;

/** `/time`: the sandbox's time; with `?after=` it answers when the clock is moved, at the latest after 25 s. */
export function timeRoutes(clock: SandboxClock): Route[] {
  return [
    {
      method: 'GET',
      path: '/time',
      handle: async (call) => {
        const after = call.url.searchParams.get('after');
        if (after !== null) await clock.moved(Number(after), longestPollMs, call.signal);
        const body = { now: clock.now().toISOString(), aheadSeconds: clock.aheadSeconds };
        return { status: 200, headers: { 'cache-control': 'no-store' }, body };
      },
    },
  ];
}

export type Graph = (request: GraphRequest) => Promise<GraphResponse>;

/** Graph over HTTP: the bearer token is verified here, what it allows is Graph's matter. */
export function graphRoutes(entra: Entra, graph: Graph): Route[] {
  return ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => ({
    method,
    path: '/v1.0/{path*}',
    handle: async (call) => {
      const token = await readToken(entra, call);
      const url = `${call.url.pathname}${call.url.search}`;
      if (token !== undefined && 'claims' in token) call.trace.claims = token.claims;
      call.trace.summary = describe(method, call.url.pathname, token, call.body);
      const response = await graph({
        method,
        url,
        headers: call.headers,
        body: call.body.length === 0 ? undefined : call.body,
        token,
      });
      const turn = call.headers['client-request-id'];
      if (typeof turn === 'string') call.trace.turn = turn;
      call.trace.operations = response.operations ?? [];
      call.trace.carriedOut = response.carriedOut ?? [];
      call.trace.units = response.units ?? 0;
      return response;
    },
  }));
}

async function readToken(entra: Entra, call: Call): Promise<GraphRequest['token']> {
  const header = call.headers.authorization;
  if (header === undefined) return undefined;
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (token === undefined) return { invalid: 'CompactToken parsing failed.' };
  try {
    const claims: JWTPayload = await entra.keys.entra.verify(token, {
      audience: graphResource,
      issuer: legacyIssuer(entra.tenantId),
      requiredClaims: ['exp', 'oid', 'tid'],
    });
    return { claims };
  } catch {
    return { invalid: 'Access token validation failure. Invalid audience, signature or lifetime.' };
  }
}

function describe(method: string, path: string, token: GraphRequest['token'], body: Buffer): string {
  const who = token !== undefined && 'claims' in token ? token.claims['name'] : undefined;
  const as = typeof who === 'string' ? `as ${who}` : 'as the app itself';
  if (path.endsWith('/$batch')) return `${as}: ${batchInWords(body)}`;
  const verbs: Record<string, string> = {
    GET: 'reads',
    POST: 'adds',
    PATCH: 'changes',
    PUT: 'sets',
    DELETE: 'removes',
  };
  const what = path.split('/').filter((part) => part !== '' && !/^[\da-f-]{36}$/i.test(part) && part !== 'v1.0');
  return `${as}: ${verbs[method] ?? method} ${what.join(' › ')}`;
}

const batch = z.object({ requests: z.array(z.object({ method: z.string(), url: z.string() })) });

function batchInWords(body: Buffer): string {
  try {
    const { requests } = batch.parse(JSON.parse(body.toString('utf8')));
    const calls = requests.map(({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`);
    return `${requests.length} calls in one: ${calls.slice(0, 3).join(', ')}${calls.length > 3 ? ', …' : ''}`;
  } catch {
    return 'a batch that cannot be read';
  }
}
