import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that was read whole. */
export interface Call {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  /** Placeholders of the route's path, decoded. */
  params: Readonly<Record<string, string>>;
  body: Buffer;
  /** Aborts when the caller went away. */
  signal: AbortSignal;
  /** What the traffic log says about this call; handlers fill it in. */
  trace: Trace;
}

/** What is worth knowing about a call, never a token. */
export interface Trace {
  summary: string;
  claims?: Record<string, unknown>;
  /** Of a call to Graph: ids of the documented operations that it carried out. */
  operations?: readonly string[];
  /** Of a call to Graph: the requests that carried these out, those of a batch each by itself. */
  carriedOut?: readonly { request: string; operations: readonly string[] }[];
  /** Of a call to Graph: what it says which of the caller's turns it belongs to, and what it cost. */
  turn?: string;
  units?: number;
}

/** An answer: a string or bytes are sent as they are, anything else as JSON, `undefined` as an empty body. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Takes over the response, for an answer that goes on. */
  stream?: (response: ServerResponse) => void;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  method: string;
  /** `{name}` matches one segment, `{name*}` the rest. */
  path: string;
  /** How large a body may be; as for the service when absent. */
  mostBytes?: number;
  handle: Handler;
}

/** Reading a request's body went wrong in a way that the caller can mend. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @returns the route for a method and path with its placeholders, or undefined */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path, pathname);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = pathname.split('/');
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)(\*?)\}$/.exec(part);
    const value = given[index];
    if (value === undefined) return undefined;
    if (name === null) {
      if (value !== part) return undefined;
      continue;
    }
    const text = name[2] === '*' ? given.slice(index).join('/') : value;
    const decoded = decodeSegment(text);
    if (decoded === undefined || decoded === '') return undefined;
    params[name[1] ?? ''] = decoded;
    if (name[2] === '*') return params;
  }
  return wanted.length === given.length ? params : undefined;
}

function decodeSegment(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a body up to a limit.
 * @throws HttpError 413 when it is longer
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limitBytes) throw new HttpError(413, 'The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** @throws HttpError 400 when the body is not JSON */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

/** Sends an answer; does nothing when the caller is gone. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const { body } = answer;
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(raw ? body : JSON.stringify(body));
  const hasType = Object.keys(answer.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
  response.writeHead(answer.status, {
    ...(body !== undefined && !raw && !hasType ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(bytes);
}
