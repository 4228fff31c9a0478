import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tenant } from '../tenant/tenant.ts';
import { serveBatch } from './batch.ts';
import { identify, requirePermission } from './caller.ts';
import { DeltaLog } from './delta-log.ts';
import { GraphError, badRequest, throttled } from './errors.ts';
import { readQuery } from './query/options.ts';
import { Router } from './router.ts';
import { routes } from './routes.ts';
import { TeamLag } from './team-lag.ts';
import { Throttle, faultRetryAfterSeconds, nextFault } from './throttle.ts';
import type { CarriedOut, GraphFaults, GraphRequest, GraphResponse } from './exchange.ts';
import type { Answer, Call } from './types.ts';
import { Replication, View } from './view.ts';

export interface GraphOptions {
  tenant: Tenant;
  /** The sandbox's time, epoch milliseconds. */
  now: () => number;
  /** The faults that are switched on; asked for at each call, and counted down on the object that is returned. */
  faults: () => GraphFaults;
  /** Origin under which Graph is reached, such as `https://localhost:9443`: for `@odata.context` and `@odata.nextLink`. */
  origin: string;
  /** Whether the published limits hold; a load test switches them off. True when absent. */
  limits?: boolean;
  /** Milliseconds of the machine's clock since some moment; what is not the sandbox's time is measured by it. */
  elapsed?: () => number;
  /** Puts the app into somebody's Teams; where there is no Teams, everybody has it. */
  installApp?: (userId: string) => 'installed' | 'present';
}

/**
 * Microsoft Graph v1.0 over the sandbox's directory. The caller verifies the token's signature and hands over its claims.
 * Never throws for what a request says: every refusal is a response in Graph's form.
 * @see https://learn.microsoft.com/graph/api/overview
 */
export function createGraph(options: GraphOptions): (request: GraphRequest) => Promise<GraphResponse> {
  const { tenant, now, faults } = options;
  const view = new View(tenant, new Replication(tenant, now, () => faults().replicationLagMs));
  const graph = new Graph(options, view);
  return async (request) => {
    const response = graph.serve(request);
    const delay = faults().graphDelayMs;
    if (delay > 0) await sleep(delay);
    return response;
  };
}

class Graph {
  readonly #options: GraphOptions;
  readonly #view: View;
  readonly #router = new Router(routes);
  readonly #throttle: Throttle | undefined;
  readonly #teamLag: TeamLag;
  readonly #deltaLog: DeltaLog;

  constructor(options: GraphOptions, view: View) {
    this.#options = options;
    this.#view = view;
    this.#deltaLog = new DeltaLog(options.tenant, options.faults);
    this.#teamLag = new TeamLag(options.tenant, options.elapsed ?? (() => performance.now()), options.faults);
    if (options.limits !== false) this.#throttle = new Throttle(options.tenant.userCount);
  }

  serve(request: GraphRequest): GraphResponse {
    const common = commonHeaders(request, this.#options.now());
    try {
      const answer = this.#isBatch(request) ? this.#serveBatch(request) : this.#serveOne(request);
      const headers = { ...common, ...contentType(answer.body), ...answer.headers };
      const { status, body, operations = [], carriedOut = [], units = 0 } = answer;
      return { status, headers, operations, carriedOut, units, ...(body === undefined ? {} : { body }) };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const headers = { ...common, 'Content-Type': 'application/json', ...error.headers };
      const body = request.method === 'HEAD' ? {} : { body: { error: errorBody(error, common, this.#options.now()) } };
      return { status: error.status, headers, ...body };
    }
  }

  #isBatch(request: GraphRequest): boolean {
    return request.method === 'POST' && /^\/v1\.0\/(\$|%24)batch$/i.test(request.url.split('?')[0] ?? '');
  }

  /** The faults meet the requests within, as in real life: the envelope is fine, an item in it says 429. */
  #serveBatch(request: GraphRequest): Answer {
    const call = this.#callOf(request, '/$batch', '');
    const operations = ['batch'];
    const carriedOut: CarriedOut[] = [];
    let units = 0;
    const body = serveBatch(call, (inner) => {
      const response = this.serve({
        ...inner,
        headers: { ...inner.headers, 'client-request-id': request.headers['client-request-id'] },
        token: request.token,
      });
      operations.push(...(response.operations ?? []));
      carriedOut.push(...(response.carriedOut ?? []));
      units += response.units ?? 0;
      return response;
    });
    return { status: 200, body, operations, carriedOut, units };
  }

  #serveOne(request: GraphRequest): Answer {
    const fault = nextFault(this.#options.faults());
    if (fault === 'throttle') throw throttled(faultRetryAfterSeconds);
    if (fault === 'unavailable') {
      throw new GraphError(
        503,
        'ServiceUnavailable',
        'The service is temporarily unavailable. Please retry again later.',
      );
    }
    const [address = '', search = ''] = splitOnce(request.url, '?');
    const path = /^\/v1\.0(\/.*)?$/i.exec(address)?.[1];
    const call = this.#callOf(request, path ?? '/', search);
    if (path === undefined) throw wrongVersion(address);
    const { route, params } = this.#router.find(request.method, path);
    const units = unitsOf(route.cost ?? 1, call);
    const spent = route.inMailbox === true ? this.#spendMailbox(call, params['group']) : this.#spend(call, units);
    if (route.operation) requirePermission(call.caller, route.operation);
    const answer = route.handle({ ...call, params });
    const operations = answer.status < 400 ? [...call.caller.used] : [];
    const counted = route.inMailbox === true ? 0 : units;
    const carriedOut = operations.length === 0 ? [] : [{ request: `${request.method} ${request.url}`, operations }];
    return { ...answer, operations, carriedOut, units: counted, headers: { ...spent, ...answer.headers } };
  }

  #spend(call: Call, units: number): Record<string, string> {
    const share = this.#throttle?.spend(call.caller.appId, units, call.method !== 'GET');
    return { 'x-ms-resource-unit': String(units), ...share };
  }

  #spendMailbox({ caller, tenant }: Call, id = ''): Record<string, string> {
    const group = tenant.group(id);
    if (group) this.#throttle?.spendMailbox(caller.appId, group.id);
    return {};
  }

  #callOf(request: GraphRequest, path: string, search: string): Call {
    const { tenant, now, origin, installApp = () => 'present' } = this.#options;
    const { method, headers } = request;
    const caller = identify(request.token, tenant);
    const query = readQuery(search, headers);
    const shared = { tenant, view: this.#view, teamLag: this.#teamLag, deltaLog: this.#deltaLog };
    return {
      ...shared,
      installApp,
      caller,
      now,
      origin,
      method,
      path,
      search,
      params: {},
      query,
      headers,
      ...bodyOf(request),
    };
  }
}

function bodyOf({ body, headers }: GraphRequest): Pick<Call, 'body' | 'bytes'> {
  const isPicture = /^image\//i.test(String(headers['content-type'] ?? ''));
  const text = typeof body === 'string' ? body : isPicture ? undefined : body?.toString('utf8');
  return { body: text, bytes: () => Buffer.from(body ?? '') };
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function wrongVersion(address: string): GraphError {
  const version = address.split('/')[1] ?? '';
  if (version.toLowerCase() === 'beta')
    return new GraphError(501, 'NotImplemented', 'The beta version is not built in this sandbox yet.');
  return badRequest(`Invalid version: ${version}`, 'BadRequest');
}

/** What a call costs: less when it asks for less, never nothing. */
function unitsOf(cost: number, { query }: Call): number {
  const less = (query.select ? 1 : 0) + (query.top !== undefined && query.top < 20 ? 1 : 0);
  return Math.max(1, cost - less + (query.expand ? 1 : 0));
}

function commonHeaders(request: GraphRequest, now: number): Record<string, string> {
  const requestId = randomUUID();
  const clientRequestId = request.headers['client-request-id'];
  return {
    'request-id': requestId,
    'client-request-id': typeof clientRequestId === 'string' ? clientRequestId : requestId,
    Date: new Date(now).toUTCString(),
    'Cache-Control': 'no-cache',
    'OData-Version': '4.0',
  };
}

function contentType(body: unknown): Record<string, string> {
  const type = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
  return body === undefined ? {} : { 'Content-Type': type };
}

function errorBody(error: GraphError, common: Record<string, string>, now: number): Record<string, unknown> {
  const innerError = {
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': common['request-id'],
    'client-request-id': common['client-request-id'],
    ...(error.status === 429 ? { status: '429' } : {}),
  };
  const details = error.details ? { details: error.details } : {};
  return { code: error.code, message: error.message, innerError, ...details };
}
