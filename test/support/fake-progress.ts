import type { Outcome, Progress } from '../../src/operations/operation.ts';

export interface FakeProgress extends Progress {
  /** What the person was shown meanwhile. */
  readonly told: Outcome[];
  /** Milliseconds of each pause. */
  readonly pauses: number[];
  /** Runs in each pause: Teams hears of a group, somebody is faster. */
  onPause(happening: () => unknown): void;
  /** The bot is being stopped: no pause lasts. */
  stop(): void;
  /** It runs again. */
  goOn(): void;
}

/** Long work whose time passes at once. */
export function fakeProgress(): FakeProgress {
  const told: Outcome[] = [];
  const pauses: number[] = [];
  let happening: () => unknown = () => undefined;
  let isStopped = false;
  return {
    told,
    pauses,
    onPause: (now) => void (happening = now),
    stop: () => void (isStopped = true),
    goOn() {
      isStopped = false;
      happening = () => undefined;
    },
    tell(soFar) {
      told.push(soFar);
      return Promise.resolve();
    },
    async pause(milliseconds) {
      pauses.push(milliseconds);
      await happening();
      return !isStopped;
    },
  };
}
