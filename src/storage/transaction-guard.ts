import { AsyncLocalStorage } from 'node:async_hooks';

interface Running {
  isOpen: boolean;
}

/**
 * Knows whether the present call runs inside `atomically`. The outer store used there would wait for a connection that
 * the transaction itself holds: for ever on SQLite, until the pool is empty on PostgreSQL, and outside the transaction on
 * both. So it is refused, on both alike.
 */
export class TransactionGuard {
  readonly #running = new AsyncLocalStorage<Running>();

  /** Runs `work` as the inside of a transaction. What it leaves behind running is outside again once it has ended. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const running: Running = { isOpen: true };
    try {
      return await this.#running.run(running, work);
    } finally {
      running.isOpen = false;
    }
  }

  /** @throws Error inside a transaction */
  assertOutside(): void {
    if (this.#running.getStore()?.isOpen)
      throw new Error('The outer store was used inside atomically(): use the store that is handed in.');
  }
}
