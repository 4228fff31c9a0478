import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TrafficEntry } from '../page/api.ts';
import { Refused } from '../teams/world.ts';
import type { Answer, Call, Route } from './http.ts';
import { findRoute, HttpError, readBody, send } from './http.ts';
import type { Traffic } from './traffic.ts';

/** Routes that belong together, and who talks to whom through them. Not logged without parties. */
export interface Service {
  routes: readonly Route[];
  parties?: { from: TrafficEntry['from']; to: TrafficEntry['to'] };
  mostBytes: number;
}

export interface DispatchOptions {
  services: readonly Service[];
  traffic: Traffic;
  /** Looks at a request before anything is read. @returns an answer that ends it */
  guard?: (request: IncomingMessage) => Answer | undefined;
  /** Where a mistake of the sandbox itself is told. */
  log: (text: string) => void;
}

/** One listener over several services: the first route that fits handles the request. */
export function dispatch(options: DispatchOptions): RequestListener {
  return (request, response) => {
    handle(options, request, response).catch((problem: unknown) => {
      options.log(`${request.method ?? ''} ${request.url ?? ''}: ${describe(problem)}`);
      send(response, { status: 500, body: { error: 'The sandbox made a mistake. Its log says more.' } });
    });
  };
}

async function handle(options: DispatchOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = options.guard?.(request);
  if (refused !== undefined) {
    send(response, refused);
    return;
  }
  const url = parseUrl(request.url ?? '/');
  const method = request.method ?? 'GET';
  const found = url && find(options.services, method, url.pathname);
  if (url === undefined || found === undefined) {
    send(response, { status: 404, body: { error: 'There is nothing at this address.' } });
    return;
  }
  const { service, route, params } = found;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const { headers } = request;
  const call: Call = {
    method,
    url,
    headers,
    params,
    body: Buffer.alloc(0),
    signal: gone.signal,
    trace: { summary: '' },
  };
  const { parties } = service;
  const end = parties && options.traffic.begin({ ...parties, method, path: url.pathname, summary: '' });
  let answer: Answer = { status: 500 };
  try {
    call.body = await readBody(request, route.mostBytes ?? service.mostBytes);
    answer = await route.handle(call);
  } catch (problem) {
    if (!(problem instanceof HttpError) && !(problem instanceof Refused)) throw problem;
    answer = { status: problem.status, body: { error: problem.message } };
  } finally {
    end?.({ status: answer.status, ...call.trace });
  }
  if (answer.stream === undefined) send(response, answer);
  else answer.stream(response);
}

function find(
  services: readonly Service[],
  method: string,
  pathname: string,
): { service: Service; route: Route; params: Record<string, string> } | undefined {
  for (const service of services) {
    const found = findRoute(service.routes, method, pathname);
    if (found !== undefined) return { service, ...found };
  }
  return undefined;
}

function parseUrl(target: string): URL | undefined {
  return target.startsWith('/') ? (URL.parse(`http://localhost${target}`) ?? undefined) : undefined;
}

function describe(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
