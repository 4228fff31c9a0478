import { z } from 'zod';
import type { AppError } from '../domain/errors.ts';
import type { GraphCall, GraphClient } from './client.ts';
import { bodyOf } from './client.ts';
import { doings } from './doings.ts';
import type { Doing, Reply } from './refusals.ts';
import { refusalOf, unusable } from './refusals.ts';
import { waitMs } from './retry.ts';

const mostPerBatch = 20;
const mostRounds = 3;

export interface ReadCall extends Pick<GraphCall, 'path' | 'headers' | 'body'> {
  method?: 'GET' | 'POST';
  /** The answer that this question had before in this turn will do, unless something was changed since. */
  isSteady?: boolean;
}

interface Waiting {
  call: GraphCall;
  reply: Promise<Reply>;
  settle: (reply: Reply) => void;
  fail: (error: unknown) => void;
}

/** Headers that turn on the directory's advanced queries; `$count=true` has to stand in the query too. */
export const advanced = { ConsistencyLevel: 'eventual' } as const;

/**
 * Reads from Graph. What is asked for in the same tick travels together: equal questions once, several in a `$batch`.
 * An operation that wants a group, its owners and the caller's standing side by side pays for one round trip.
 */
export class Reader {
  readonly #client: GraphClient;
  readonly #scopes: readonly string[];
  #waiting = new Map<string, Waiting>();
  /** Answers that will do again, and how much had been changed when they were asked for. */
  readonly #steady = new Map<string, { reply: Promise<Reply>; changes: number }>();

  constructor(client: GraphClient, scopes: readonly string[]) {
    this.#client = client;
    this.#scopes = scopes;
  }

  /** @returns the body of the reply. @throws AppError as `refusalOf` says. */
  async read(call: ReadCall, doing: Doing): Promise<unknown> {
    const reply = await this.ask(call);
    if (reply.status >= 400) throw this.refusal(reply, doing);
    return bodyOf(reply);
  }

  /** @returns the reply, a refusal too: where it is what was asked for. */
  ask(call: ReadCall): Promise<Reply> {
    if (!call.isSteady) return this.#ask(call);
    const changes = this.#client.changes;
    const known = this.#steady.get(call.path);
    if (known?.changes === changes) return known.reply;
    const reply = this.#ask(call);
    this.#steady.set(call.path, { reply, changes });
    const forget = (): void => void this.#steady.delete(call.path);
    reply.then(({ status }) => (status < 400 ? undefined : forget()), forget);
    return reply;
  }

  #ask({ method = 'GET', path, headers, body }: ReadCall): Promise<Reply> {
    const call: GraphCall = { method, path, isRead: true, ...(headers && { headers }), ...(body ? { body } : {}) };
    const key = JSON.stringify([method, path, headers, body]);
    let waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      if (this.#waiting.size === 0) queueMicrotask(() => this.#flush());
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      waiting = { call, reply: promise, settle: resolve, fail: reject };
      this.#waiting.set(key, waiting);
    }
    return waiting.reply;
  }

  refusal(reply: Reply, doing: Doing): AppError {
    return refusalOf(reply, doing, this.#scopes);
  }

  #flush(): void {
    const all = [...this.#waiting.values()];
    this.#waiting = new Map();
    const [only] = all;
    if (only !== undefined && all.length === 1) {
      this.#client.send(only.call).then(only.settle, only.fail);
      return;
    }
    for (let start = 0; start < all.length; start += mostPerBatch) {
      void this.#sendBatch(all.slice(start, start + mostPerBatch));
    }
  }

  /** Never rejects: what goes wrong goes to those who wait. */
  async #sendBatch(batch: readonly Waiting[]): Promise<void> {
    let open = [...batch];
    try {
      for (let round = 1; open.length > 0; round++) {
        const replies = await this.#exchange(open.map(({ call }) => call));
        const again: Waiting[] = [];
        let pauseMs = 0;
        for (const [index, waiting] of open.entries()) {
          const reply = replies.get(index);
          if (reply === undefined) throw unusable('graph.malformed', { batchItem: index });
          if (round < mostRounds && [429, 503, 504].includes(reply.status)) {
            again.push(waiting);
            pauseMs = Math.max(pauseMs, waitMs(round, reply.headers));
          } else {
            waiting.settle(reply);
          }
        }
        if (again.length > 0 && !(await this.#client.budget.wait(pauseMs, this.#client.signal))) {
          for (const waiting of again) waiting.settle(replies.get(open.indexOf(waiting)) as Reply);
          return;
        }
        open = again;
      }
    } catch (error) {
      for (const waiting of open) waiting.fail(error);
    }
  }

  async #exchange(calls: readonly GraphCall[]): Promise<Map<number, Reply>> {
    const reply = await this.#client.send({ method: 'POST', path: '/$batch', isRead: true, body: batchBody(calls) });
    if (reply.status >= 400) throw this.refusal(reply, doings.readOwn);
    return parseBatch(bodyOf(reply));
  }
}

/** The replies of a batch by the places of their requests. @throws AppError `graph.malformed` */
export function parseBatch(body: unknown): Map<number, Reply> {
  const parsed = batchReply.safeParse(body);
  if (!parsed.success) throw unusable('graph.malformed', parsed.error);
  return new Map(parsed.data.responses.map((item) => [Number(item.id), toReply(item)]));
}

const batchReply = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/** @param isInOrder each waits for the one before it */
export function batchBody(calls: readonly GraphCall[], isInOrder = false) {
  return {
    requests: calls.map(({ method, path, headers, body }, index) => ({
      id: String(index),
      method,
      url: path,
      ...(isInOrder && index > 0 && { dependsOn: [String(index - 1)] }),
      ...(body === undefined
        ? headers && { headers }
        : { headers: { ...headers, 'Content-Type': 'application/json' }, body }),
    })),
  };
}

function toReply({ status, headers, body }: z.infer<typeof batchReply>['responses'][number]): Reply {
  return { status, headers: new Headers(headers ?? {}), body: body ?? undefined, malformed: false, inDoubt: false };
}
