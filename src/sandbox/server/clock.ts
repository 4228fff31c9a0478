/** The sandbox's movable time, for the directory and for messages. Tokens never use it. */
export interface SandboxClock {
  now(): Date;
  readonly aheadSeconds: number;
  /** Moves the time on (seconds may be negative). */
  advance(seconds: number): void;
  reset(): void;
  /** Settles when the clock was moved away from `aheadSeconds`, or after `timeoutMs`, or when `signal` aborts. */
  moved(aheadSeconds: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Called after each move. */
  onMove(listener: () => void): void;
}

/** @param aheadSeconds how far ahead of the machine's clock it starts */
export function createClock(aheadSeconds = 0): SandboxClock {
  let ahead = aheadSeconds;
  const listeners = new Set<() => void>();
  const set = (seconds: number): void => {
    ahead = seconds;
    for (const listener of [...listeners]) listener();
  };
  return {
    now: () => new Date(Date.now() + ahead * 1000),
    get aheadSeconds() {
      return ahead;
    },
    advance: (seconds) => set(ahead + seconds),
    reset: () => set(0),
    onMove: (listener) => void listeners.add(listener),
    moved: (known, timeoutMs, signal) =>
      new Promise((resolve) => {
        if (known !== ahead || signal.aborted) {
          resolve();
          return;
        }
        const finish = (): void => {
          clearTimeout(timer);
          listeners.delete(finish);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, timeoutMs);
        listeners.add(finish);
        signal.addEventListener('abort', finish);
      }),
  };
}
