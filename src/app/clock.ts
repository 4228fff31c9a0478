import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds.ts';
import type { Clock } from '../ports/clock.ts';

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** An unanswered question is asked again after this long, in case the connection died unnoticed. */
const pollMs = 60_000;
/** A century either way: `Date` stays valid. */
const mostSeconds = 100 * 366 * 24 * 3600;

const timeShape = z.object({ aheadSeconds: z.number().min(-mostSeconds).max(mostSeconds) });

export interface AppClock extends Clock {
  /** Resolves when the cloud's time was read once, or at once where this machine's is meant, or when the cloud is away. */
  ready: Promise<void>;
  /** Called after time has jumped, so that what became due is done. @returns stops the calls */
  onJump(listener: () => void): () => void;
  stop(): void;
}

/** This machine's clock, or, where the cloud's row names one, the cloud's: how far it is ahead is asked and followed. */
export function createClock(cloud: Pick<Cloud, 'timeUrl'>): AppClock {
  const stopped = new AbortController();
  const listeners = new Set<() => void>();
  let aheadSeconds = 0;

  function moveTo(seconds: number): void {
    if (seconds === aheadSeconds) return;
    aheadSeconds = seconds;
    for (const listener of listeners) listener();
  }

  const { timeUrl } = cloud;
  const first = Promise.withResolvers<undefined>();
  if (timeUrl === undefined) first.resolve(undefined);
  else void follow(timeUrl, stopped.signal, moveTo, () => first.resolve(undefined));

  return {
    ready: first.promise,
    now: () => new Date(Date.now() + aheadSeconds * 1000),
    onJump(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => stopped.abort(),
  };
}

/** Asks once, then waits for each change; a cloud that is away leaves the time as it was. Never rejects. */
async function follow(
  timeUrl: string,
  stop: AbortSignal,
  moveTo: (aheadSeconds: number) => void,
  tried: () => void,
): Promise<void> {
  let known: number | undefined;
  let pauseMs = firstPauseMs;
  while (!stop.aborted) {
    const url = new URL(timeUrl);
    if (known !== undefined) url.searchParams.set('after', String(known));
    const asked = performance.now();
    const answer = await ask(url, stop);
    if (answer !== undefined) moveTo(answer);
    tried();
    const isNews = answer !== undefined && answer !== known;
    known = answer;
    // A server that answers at once without news must not be asked in a tight loop either.
    const isPatient = performance.now() - asked > firstPauseMs;
    pauseMs = answer === undefined ? Math.min(longestPauseMs, pauseMs * 2) : firstPauseMs;
    if (answer === undefined || (!isNews && !isPatient))
      await sleep(pauseMs, undefined, { signal: stop }).catch(() => {});
  }
}

async function ask(url: URL, stop: AbortSignal): Promise<number | undefined> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(pollMs)]);
    const response = await fetch(url, { signal, redirect: 'error' });
    return response.ok ? timeShape.parse(await response.json()).aheadSeconds : undefined;
  } catch {
    return undefined;
  }
}
