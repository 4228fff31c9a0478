import type { ClockPace } from '../page/api.ts';

/** The sandbox's movable time, for the directory and for messages. Tokens never use it. */
export interface SandboxClock {
  now(): Date;
  readonly aheadSeconds: number;
  /** How fast it runs by itself; undefined where it only follows real time. */
  readonly pace: ClockPace | undefined;
  /** Moves the time on (seconds may be negative). */
  advance(seconds: number): void;
  /** Lets time run by itself, for a year at most. */
  run(pace: ClockPace): void;
  /** Goes on from where it is with real time. */
  stop(): void;
  reset(): void;
  /** Settles when the clock was moved away from `aheadSeconds`, or after `timeoutMs`, or when `signal` aborts. */
  moved(aheadSeconds: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Called after each move, and when it begins or stops to run. */
  onMove(listener: () => void): void;
}

const hour = 3_600;
/** In steps that are small enough for nothing to be jumped over that is told by the day. */
const steps: Record<ClockPace, { seconds: number; everyMs: number }> = {
  hour: { seconds: hour, everyMs: 1_000 },
  day: { seconds: 6 * hour, everyMs: 250 },
  week: { seconds: 24 * hour, everyMs: 1_000 / 7 },
};
const longestSeconds = 366 * 24 * hour;

/** @param aheadSeconds how far ahead of the machine's clock it starts */
export function createClock(aheadSeconds = 0): SandboxClock {
  let ahead = aheadSeconds;
  let running: { pace: ClockPace; timer: NodeJS.Timeout } | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const set = (seconds: number): void => {
    ahead = seconds;
    tell();
  };
  const halt = (): void => {
    clearInterval(running?.timer);
    running = undefined;
  };
  return {
    now: () => new Date(Date.now() + ahead * 1000),
    get aheadSeconds() {
      return ahead;
    },
    get pace() {
      return running?.pace;
    },
    advance: (seconds) => set(ahead + seconds),
    run(pace) {
      halt();
      const { seconds, everyMs } = steps[pace];
      const last = ahead + longestSeconds;
      const step = (): void => {
        if (ahead + seconds > last) halt();
        set(Math.min(ahead + seconds, last));
      };
      running = { pace, timer: setInterval(step, everyMs).unref() };
      tell();
    },
    stop() {
      if (!running) return;
      halt();
      tell();
    },
    reset() {
      halt();
      set(0);
    },
    onMove: (listener) => void listeners.add(listener),
    moved: (known, timeoutMs, signal) =>
      new Promise((resolve) => {
        if (known !== ahead || signal.aborted) {
          resolve();
          return;
        }
        const look = (): void => {
          if (known !== ahead) finish();
        };
        const finish = (): void => {
          clearTimeout(timer);
          listeners.delete(look);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, timeoutMs);
        listeners.add(look);
        signal.addEventListener('abort', finish);
      }),
  };
}
