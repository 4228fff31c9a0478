import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../time-limit.ts';

/** Work that goes on after its turn was answered, so that an orderly end can wait for it. */
export class Background {
  readonly #running = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();

  constructor() {
    // Each pause listens.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** Lets the work go on. Its failure is its own to report. @returns when it has ended, well or not */
  start(work: Promise<unknown>): Promise<unknown> {
    const quiet = work.catch(() => undefined).finally(() => this.#running.delete(quiet));
    this.#running.add(quiet);
    return quiet;
  }

  /** Waits for the work, but not longer than `limitMs`; the work goes on then. */
  async within(work: Promise<unknown>, limitMs: number): Promise<void> {
    await inTime(this.start(work), limitMs);
  }

  /** Lets time pass. @returns false, before the time is over, once `stop` was called: work has to come to its end */
  async pause(milliseconds: number): Promise<boolean> {
    return sleep(milliseconds, true, { signal: this.#stopping.signal }).catch(() => false);
  }

  /** Cuts pauses short, for an orderly end that does not take long. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Resolves when nothing is at work any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
