import { inTime } from '../time-limit.ts';

/** Work that goes on after its turn was answered, so that an orderly end can wait for it. */
export class Background {
  readonly #running = new Set<Promise<unknown>>();

  /** Waits for the work, but not longer than `limitMs`; the work goes on then. Its failure is its own to report. */
  async within(work: Promise<unknown>, limitMs: number): Promise<void> {
    const quiet = work.catch(() => undefined).finally(() => this.#running.delete(quiet));
    this.#running.add(quiet);
    await inTime(quiet, limitMs);
  }

  /** Resolves when nothing is at work any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
