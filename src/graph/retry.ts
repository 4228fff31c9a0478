import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { retryAfterMs, unusable } from './refusals.ts';
import type { TurnTime } from './turn-time.ts';

const mostAttempts = 5;
const firstWaitMs = 300;

/**
 * The time that all waits of one turn may take together. Waits that overlap count once: calls made side by side wait
 * side by side.
 */
export class RetryBudget {
  #leftMs: number;
  #waitingUntil = 0;
  readonly #time: TurnTime;

  constructor(totalMs: number, time: TurnTime) {
    this.#leftMs = totalMs;
    this.#time = time;
  }

  /** Waits, if the budget and the time of the turn allow it. @returns false, at once, when it does not. */
  async wait(ms: number, signal?: AbortSignal): Promise<boolean> {
    const now = performance.now();
    const cost = Math.max(0, now + ms - Math.max(now, this.#waitingUntil));
    if (cost > this.#leftMs || ms >= this.#time.left()) return false;
    this.#leftMs -= cost;
    this.#waitingUntil = Math.max(this.#waitingUntil, now + ms);
    try {
      await sleep(ms, undefined, { signal });
    } catch (cause) {
      throw unusable('graph.cancelled', cause);
    }
    return true;
  }
}

/**
 * How long to wait after the nth failure. Never less than was asked for, and a little more at random, so that many who
 * were refused together do not come back together.
 */
export function waitMs(failures: number, headers?: Headers): number {
  const asked = headers === undefined ? undefined : retryAfterMs(headers);
  if (asked !== undefined) return asked * (1 + Math.random() / 10);
  return firstWaitMs * 2 ** (failures - 1) * (0.5 + Math.random() / 2);
}

/** Goes with one request through the middleware. */
export class Attempts implements MiddlewareOptions {
  readonly isRead: boolean;
  readonly isOnce: boolean;
  inDoubt = false;

  constructor(isRead: boolean, isOnce: boolean) {
    this.isRead = isRead;
    this.isOnce = isOnce;
  }
}

/**
 * Tries again what may be tried again: reads after 429, 503, 504 and broken connections; writes only when the service
 * itself asks for it with `Retry-After`, those that would be done twice only after 429, which did nothing. A time-out is
 * never tried again: the person waits already.
 */
export class RetryMiddleware implements Middleware {
  readonly #budget: RetryBudget;
  readonly #signal: AbortSignal | undefined;
  #next: Middleware | undefined;

  constructor(budget: RetryBudget, signal?: AbortSignal) {
    this.#budget = budget;
    this.#signal = signal;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const attempts = context.middlewareControl?.getMiddlewareOptions(Attempts) as Attempts | undefined;
    const isRead = attempts?.isRead ?? false;
    for (let failures = 1; ; failures++) {
      const error = await this.#attempt(context);
      const response = error === undefined ? (context.response as Pick<Response, 'status' | 'headers'>) : undefined;
      const again = response === undefined ? isRead && isBrokenConnection(error) : mayTryAgain(response, attempts);
      const waited =
        again &&
        failures < mostAttempts &&
        (await this.#budget.wait(waitMs(failures, response?.headers), this.#signal));
      if (!waited) {
        if (error !== undefined) throw error;
        return;
      }
      // A gateway that gives up does not know whether the service behind it had done the work.
      if (attempts !== undefined && response?.status === 503) attempts.inDoubt = true;
    }
  }

  async #attempt(context: Context): Promise<Error | undefined> {
    try {
      await this.#next?.execute(context);
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }
}

function mayTryAgain(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  attempts: Attempts | undefined,
): boolean {
  if (attempts?.isRead) return [429, 503, 504].includes(status);
  return (status === 429 || (status === 503 && !attempts?.isOnce)) && headers.has('retry-after');
}

function isBrokenConnection(error: unknown): boolean {
  return error instanceof AppError && error.code === 'graph.unreachable';
}
