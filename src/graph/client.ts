import type { Context, GraphRequest, Middleware } from '@microsoft/microsoft-graph-client';
import { Client, GraphClientError, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Cloud } from '../domain/clouds.ts';
import type { Reply } from './refusals.ts';
import { unusable } from './refusals.ts';
import { Attempts, RetryBudget, RetryMiddleware } from './retry.ts';
import { SendMiddleware, type SettledResponse } from './send.ts';
import { TurnTime } from './turn-time.ts';

/** Milliseconds. */
export interface Limits {
  /** One attempt, from the connection to the last byte of the body. */
  attemptMs: number;
  /** All waits between attempts of one turn together. */
  retryBudgetMs: number;
  /** All calls of one turn together, with their waits. */
  turnMs: number;
}

/** Teams waits for 15 seconds and asks once more; what is not done then is told as not done. */
const usualLimits: Limits = { attemptMs: 10_000, retryBudgetMs: 8_000, turnMs: 25_000 };

/** One request. `path` is relative to the version, with its query already encoded. */
export interface GraphCall {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Changes nothing, also where the method is POST. */
  isRead: boolean;
  /** Done twice, it would be there twice: not sent again where the answer leaves open whether it was done. */
  isOnce?: boolean;
}

export interface GraphClientOptions {
  cloud: Cloud;
  /** The caller's token, asked for once per directory. */
  token: () => Promise<string>;
  correlationId: string;
  signal?: AbortSignal;
  fetch?: typeof fetch;
  limits?: Partial<Limits>;
}

/** Sends calls to Graph v1.0 of one cloud and gives back what it answered, error replies too. */
export class GraphClient {
  readonly budget: RetryBudget;
  readonly signal: AbortSignal | undefined;
  /** How many requests of this turn may have changed something. */
  changes = 0;
  /** `request-id` of the replies to calls that changed something, in order. */
  readonly changeRequestIds: string[] = [];
  readonly #client: Client;
  readonly #time: TurnTime;

  constructor(options: GraphClientOptions) {
    const limits = { ...usualLimits, ...options.limits };
    const origin = new URL(options.cloud.graphUrl);
    const time = new TurnTime(limits.turnMs);
    this.#time = time;
    this.budget = new RetryBudget(limits.retryBudgetMs, time);
    this.signal = options.signal;
    this.#client = Client.initWithMiddleware({
      baseUrl: `${origin.origin}/`,
      defaultVersion: 'v1.0',
      customHosts: new Set([origin.hostname]),
      middleware: [
        new CarryErrors(),
        new RetryMiddleware(this.budget, options.signal),
        new SendMiddleware({ ...options, origin: origin.origin, attemptMs: limits.attemptMs, time }),
      ],
    });
  }

  /** @throws AppError `upstream` when there was no answer; what `token` throws. */
  async send(call: GraphCall): Promise<Reply> {
    if (!call.isRead) this.changes += 1;
    const reply = await this.#time.during(() => this.#send(call));
    const requestId = reply.headers.get('request-id');
    if (!call.isRead && reply.status < 400 && requestId !== null) this.changeRequestIds.push(requestId);
    return reply;
  }

  async #send({ method, path, headers = {}, body, isRead, isOnce = false }: GraphCall): Promise<Reply> {
    const attempts = new Attempts(isRead, isOnce);
    const request = this.#client
      .api(path)
      .headers({ Accept: 'application/json', ...headers })
      .responseType(ResponseType.RAW)
      .middlewareOptions([attempts]);
    try {
      const response = (await sent(request, method, body)) as SettledResponse;
      return { ...readReply(response), inDoubt: attempts.inDoubt };
    } catch (error) {
      const carried: unknown = error instanceof GraphClientError ? error.customError : undefined;
      throw carried ?? error;
    }
  }
}

function sent(request: GraphRequest, method: GraphCall['method'], body: unknown): Promise<unknown> {
  switch (method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(body);
    case 'PATCH':
      return request.patch(body);
    case 'PUT':
      return request.put(body);
    case 'DELETE':
      return request.delete();
  }
}

/** The client library replaces errors that it does not know by its own; what we throw has to arrive as it was. */
class CarryErrors implements Middleware {
  #next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    try {
      await this.#next?.execute(context);
    } catch (error) {
      const carrier = new GraphClientError();
      carrier.customError = error;
      throw carrier;
    }
  }
}

function readReply({ status, headers, bytes }: SettledResponse): Omit<Reply, 'inDoubt'> {
  if (/^image\//i.test(headers.get('content-type') ?? '')) return { status, headers, body: bytes, malformed: false };
  const text = bytes.toString().replace(/^\uFEFF/, '');
  if (text === '') return { status, headers, body: undefined, malformed: false };
  if (/^text\/plain\b/i.test(headers.get('content-type') ?? ''))
    return { status, headers, body: text, malformed: false };
  try {
    return { status, headers, body: JSON.parse(text) as unknown, malformed: false };
  } catch {
    return { status, headers, body: undefined, malformed: true };
  }
}

/** The body of a reply that should be JSON. @throws AppError `graph.malformed` */
export function bodyOf(reply: Reply): unknown {
  if (reply.malformed) throw unusable('graph.malformed', { status: reply.status });
  return reply.body;
}
