import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import restify from 'restify';
import type { PageAnswer, Pages } from '../ports/pages.ts';
import type { ActivityAnswer } from '../ports/activities.ts';

const largestActivityBytes = 256 * 1024;
/** Longer than a turn may take; a load balancer keeps idle connections for a minute. */
const limitsMs = { headers: 10_000, request: 30_000, keepAlive: 65_000 };
const closeWithinMs = 15_000;

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** Whether the bot can serve, and what it waits for. Names of parts only: anybody may ask. */
export interface Readiness {
  ready: boolean;
  waitingFor?: readonly string[];
}

export interface HttpServerParts {
  receive(delivered: { authorization: string | undefined; body: unknown }): Promise<ActivityAnswer>;
  pages: Pages;
  readiness(): Promise<Readiness>;
  log: Logger;
}

export interface HttpServer {
  /** @param port 0 for any free one @returns the port that it listens on */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no new requests, lets those at work end (15 seconds at most), then closes. */
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** `POST /api/messages`, `GET /healthz` (the process lives), `GET /readyz` (it can serve) and our own pages. */
export function createHttpServer(parts: HttpServerParts): HttpServer {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  const http = server.server;
  http.headersTimeout = limitsMs.headers;
  http.requestTimeout = limitsMs.request;
  http.keepAliveTimeout = limitsMs.keepAlive;
  // restify listens for these, and Node leaves such a connection to the listener: open, and without any time limit.
  http.removeAllListeners('upgrade');

  const answering = (handle: (request: IncomingMessage) => Promise<Answer>) => {
    return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      let answer: Answer;
      try {
        answer = await handle(request);
      } catch (error) {
        // The sender hung up in the middle: nobody is there to answer, and nothing is wrong with us.
        if (request.destroyed && !request.complete) return;
        parts.log.error({ error: error instanceof Error ? error.name : typeof error }, 'A request failed');
        answer = plain(500);
      }
      write(response, answer);
    };
  };

  server.post(
    '/api/messages',
    answering((request) => activity(request, parts)),
  );
  server.get(
    '/healthz',
    answering(() => Promise.resolve(plain(200))),
  );
  server.get(
    '/readyz',
    answering(() => readyAnswer(parts)),
  );
  for (const [path, page] of Object.entries(parts.pages))
    server.get(
      path,
      answering((request) => pageAnswer(request, page)),
    );
  for (const event of ['NotFound', 'MethodNotAllowed', 'VersionNotAllowed', 'UnsupportedMediaType'])
    server.on(event, (_request: unknown, response: ServerResponse) => write(response, plain(404)));
  server.on('restifyError', (_request: unknown, response: ServerResponse) => write(response, plain(500)));

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        server.listen(port, host, () => {
          http.off('error', reject);
          resolve((http.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const limit = setTimeout(() => http.closeAllConnections(), closeWithinMs);
        // A connection that was at work becomes idle with its answer, and would otherwise be kept alive.
        const idle = setInterval(() => http.closeIdleConnections(), 50);
        http.close(() => {
          clearTimeout(limit);
          clearInterval(idle);
          resolve();
        });
      }),
  };
}

async function activity(request: IncomingMessage, parts: HttpServerParts): Promise<Answer> {
  const body = await readBody(request);
  if (body === undefined) return { ...plain(413), headers: { connection: 'close' } };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return plain(400);
  }
  const answer = await parts.receive({ authorization: request.headers.authorization, body: parsed });
  if (answer.body === undefined) return { status: answer.status };
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(answer.body),
  };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestActivityBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestActivityBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readyAnswer(parts: HttpServerParts): Promise<Answer> {
  const state = await parts.readiness();
  return {
    status: state.ready ? 200 : 503,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(state),
  };
}

async function pageAnswer(request: IncomingMessage, page: Pages[string]): Promise<PageAnswer> {
  // The host that a request names is not to be trusted, so a page gets none.
  const url = new URL(`http://page.invalid${request.url ?? '/'}`);
  return page({ url, cookies: cookiesOf(request.headers.cookie) });
}

function cookiesOf(header = ''): Record<string, string> {
  const cookies = Object.create(null) as Record<string, string>;
  for (const pair of header.split(';')) {
    const [name, ...value] = pair.split('=');
    if (name?.trim()) cookies[name.trim()] ??= value.join('=').trim();
  }
  return cookies;
}

function plain(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${STATUS_CODES[status] ?? status}\n`,
  };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    ...securityHeaders,
    ...lowerCased(headers),
    'content-length': Buffer.byteLength(body ?? ''),
  });
  response.end(body);
}

function lowerCased(headers: Answer['headers'] = {}): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
