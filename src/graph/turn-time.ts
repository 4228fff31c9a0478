/**
 * How long the calls of one turn may be under way, together: side by side they count once, and what an operation waits by
 * itself between them does not count. Teams has given up on a turn long before, so whoever asks is not kept waiting for
 * one that would never end.
 */
export class TurnTime {
  #leftMs: number;
  #open = 0;
  #since = 0;

  constructor(totalMs: number) {
    this.#leftMs = totalMs;
  }

  /** Milliseconds that are left, never less than 0. */
  left(): number {
    const running = this.#open > 0 ? performance.now() - this.#since : 0;
    return Math.max(0, this.#leftMs - running);
  }

  /** Counts the time until the work has ended. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#open++ === 0) this.#since = performance.now();
    try {
      return await work();
    } finally {
      if (--this.#open === 0) this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - this.#since));
    }
  }
}
