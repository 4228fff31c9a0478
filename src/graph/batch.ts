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

export type ReadCall = Pick<GraphCall, 'path' | 'headers' | 'body'> & { method?: 'GET' | 'POST' };

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

  constructor(client: GraphClient, scopes: readonly string[]) {
    this.#client = client;
    this.#scopes = scopes;
  }

  /** @returns the body of the reply. @throws AppError as `refusalOf` says. */
  async read({ method = 'GET', path, headers, body }: ReadCall, doing: Doing): Promise<unknown> {
    const call: GraphCall = { method, path, isRead: true, ...(headers && { headers }), ...(body ? { body } : {}) };
    const key = JSON.stringify([method, path, headers, body]);
    let waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      if (this.#waiting.size === 0) queueMicrotask(() => this.#flush());
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      waiting = { call, reply: promise, settle: resolve, fail: reject };
      this.#waiting.set(key, waiting);
    }
    const reply = await waiting.reply;
    if (reply.status >= 400) throw this.refusal(reply, doing);
    return bodyOf(reply);
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
    const parsed = batchReply.safeParse(bodyOf(reply));
    if (!parsed.success) throw unusable('graph.malformed', parsed.error);
    return new Map(parsed.data.responses.map((item) => [Number(item.id), toReply(item)]));
  }
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

function batchBody(calls: readonly GraphCall[]) {
  return {
    requests: calls.map(({ method, path, headers, body }, index) => ({
      id: String(index),
      method,
      url: path,
      ...(body === undefined
        ? headers && { headers }
        : { headers: { ...headers, 'Content-Type': 'application/json' }, body }),
    })),
  };
}

function toReply({ status, headers, body }: z.infer<typeof batchReply>['responses'][number]): Reply {
  return { status, headers: new Headers(headers ?? {}), body: body ?? undefined, malformed: false, inDoubt: false };
}
