import { cast, tenantId } from '../../../../src/sandbox/tenant/cast.ts';
import type { CastMember } from '../../../../src/sandbox/tenant/cast.ts';
import { openTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import type { Tenant } from '../../../../src/sandbox/tenant/tenant.ts';
import { createGraph } from '../../../../src/sandbox/graph/index.ts';
import type { GraphFaults, GraphRequest, GraphResponse } from '../../../../src/sandbox/graph/exchange.ts';

export const origin = 'https://localhost:9443';
export const everything =
  'User.Read User.ReadBasic.All User.Read.All Group.ReadWrite.All GroupMember.ReadWrite.All Directory.Read.All Directory.ReadWrite.All People.Read Team.ReadBasic.All';
export const eventual = { consistencylevel: 'eventual' };

/** One object of a list. */
export interface Item {
  id: string;
  displayName: string;
  '@odata.type': string;
  [property: string]: unknown;
}

/** A JSON answer, with the properties that tests look into; each test knows which of them are there. */
export interface Reply extends Omit<GraphResponse, 'body'> {
  body: {
    value: Item[];
    members: Item[];
    owners: Item[];
    id: string;
    visibility: string;
    '@odata.context': string;
    '@odata.count': number;
    '@odata.nextLink'?: string;
    '@odata.deltaLink'?: string;
    responses: { id: string; status: number; headers: Record<string, string>; body: Record<string, unknown> | null }[];
  };
}

/** A seeded sandbox Graph with a clock that tests move. */
export interface World {
  tenant: Tenant;
  faults: GraphFaults;
  /** The sandbox's time, and milliseconds of the machine's clock. */
  clock: { now: number; elapsed: number };
  as: (who: CastMember | { id: string }, scopes?: string) => Caller;
  app: (roles: string) => Caller;
  raw: (request: Partial<GraphRequest>) => Promise<GraphResponse>;
}

export interface Caller {
  get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  all: (path: string, headers?: Record<string, string>) => Promise<Record<string, unknown>[]>;
}

export function openWorld(): World {
  const clock = { now: Date.UTC(2026, 2, 1, 12), elapsed: 0 };
  const tenant = openTenant({ file: ':memory:', now: () => clock.now });
  const faults: GraphFaults = { graphThrottle: 0, graphUnavailable: 0, graphDelayMs: 0, replicationLagMs: 0 };
  const graph = createGraph({
    tenant,
    now: () => clock.now,
    faults: () => faults,
    origin,
    limits: false,
    elapsed: () => clock.elapsed,
  });
  const raw: World['raw'] = (request) =>
    graph({ method: 'GET', url: '/v1.0/me', headers: {}, body: undefined, token: undefined, ...request });
  const withClaims = (claims: Record<string, unknown>): Caller => {
    const send: Caller['send'] = async (method, path, body, headers = {}) => {
      const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
      const text = isRaw ? body : JSON.stringify(body);
      const type: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
      const url = `/v1.0${path.replaceAll(' ', '%20')}`;
      return (await raw({
        method,
        url,
        headers: { ...type, ...headers },
        body: text,
        token: { claims },
      })) as unknown as Reply;
    };
    const get: Caller['get'] = (path, headers) => send('GET', path, undefined, headers);
    const all: Caller['all'] = async (path, headers) => {
      const found: Record<string, unknown>[] = [];
      let next: string | undefined = path;
      while (next !== undefined) {
        const reply: Reply = await get(next, headers);
        if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
        found.push(...reply.body.value);
        const link = reply.body['@odata.nextLink'];
        next = link?.slice(`${origin}/v1.0`.length);
      }
      return found;
    };
    return { get, send, all };
  };
  return {
    tenant,
    faults,
    clock,
    raw,
    as: (who, scopes = everything) =>
      withClaims({ tid: tenantId, oid: who.id, scp: scopes, idtyp: 'user', appid: 'app-1' }),
    app: (roles) =>
      withClaims({ tid: tenantId, oid: 'principal', roles: roles.split(' '), idtyp: 'app', appid: 'app-1' }),
  };
}

export const reference = (id: string): Record<string, string> => ({
  '@odata.id': `${origin}/v1.0/directoryObjects/${id}`,
});

/** What a refusal must look like. */
export function refusal(status: number, code: string, message?: string): object {
  const innerError = { date: expectText(), 'request-id': expectText(), 'client-request-id': expectText() };
  return { status, body: { error: { code, ...(message === undefined ? {} : { message }), innerError } } };
}

function expectText(): unknown {
  return { asymmetricMatch: (value: unknown) => typeof value === 'string' && value !== '' };
}

export const { employee, owner, secondOwner, admin, guest } = cast;
