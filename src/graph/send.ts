import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { AppError } from '../domain/errors.ts';
import { unusable } from './refusals.ts';
import type { TurnTime } from './turn-time.ts';

/** What is left of a response once it is here: a `Response` made of it would live until the next great collection. */
export interface SettledResponse extends Pick<Response, 'status' | 'headers'> {
  bytes: Buffer;
}

/** A page of 999 groups is about 1 MB; more than this is no answer of Graph's. */
const mostBytes = 8 * 1024 * 1024;

export interface SendOptions {
  /** The only origin to which the token goes. */
  origin: string;
  token: () => Promise<string>;
  correlationId: string;
  attemptMs: number;
  /** No attempt goes on when this is over. */
  time: TurnTime;
  signal?: AbortSignal;
  fetch?: typeof fetch;
}

/**
 * The end of the chain: adds the token, sends, reads the whole body within the time limit of one attempt. Redirects are
 * not followed, so neither the token nor the question reaches another host.
 */
export class SendMiddleware implements Middleware {
  readonly #options: SendOptions;

  constructor(options: SendOptions) {
    this.#options = options;
  }

  async execute(context: Context): Promise<void> {
    const url = new URL(context.request as string);
    if (url.origin !== this.#options.origin) throw new Error(`Graph calls go to ${this.#options.origin} only`);
    const token = await this.#options.token();
    const response = await this.#exchange(url, {
      method: context.options?.method ?? 'GET',
      body: context.options?.body as string | undefined,
      headers: {
        ...(context.options?.headers as Record<string, string> | undefined),
        Authorization: `Bearer ${token}`,
        'client-request-id': this.#options.correlationId,
      },
    });
    if (response.status >= 300 && response.status < 400) {
      throw unusable('graph.redirected', { status: response.status });
    }
    // The client library hands it on as it is, since raw responses are what is asked for.
    context.response = response as unknown as Response;
  }

  async #exchange(url: URL, init: { method: string; body: string | undefined; headers: Record<string, string> }) {
    const { attemptMs, time, signal, fetch: send = fetch } = this.#options;
    const leftMs = Math.min(attemptMs, time.left());
    if (leftMs === 0) throw unusable('graph.timeout');
    const limit = AbortSignal.timeout(Math.ceil(leftMs));
    const { body, ...rest } = init;
    try {
      const response = await send(url, {
        ...rest,
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      return await settled(response);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      if (limit.aborted) throw unusable('graph.timeout', cause);
      if (signal?.aborted === true) throw unusable('graph.cancelled', cause);
      throw unusable('graph.unreachable', cause);
    }
  }
}

/** The same response with its body already here, so that a body that never ends is part of the attempt. */
async function settled(response: Response): Promise<SettledResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > mostBytes) throw unusable('graph.malformed', { status: response.status });
    chunks.push(chunk as Uint8Array);
  }
  return { status: response.status, headers: response.headers, bytes: Buffer.concat(chunks) };
}
