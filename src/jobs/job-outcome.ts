import { AppError } from '../domain/errors.ts';
import type { ClaimedJob } from '../ports/jobs.ts';

/** With the waits below the last attempt comes about three hours after the first. */
export const maxAttempts = 10;

const firstWaitSeconds = 2;
const longestWaitSeconds = 3_600;
/** For whoever wants fewer calls and does not say for how long. */
const silenceSeconds = 60;

/** A job that was put off again and again, without ever being at fault, is given up after so long (in real time). */
const oldestMs = 24 * 3_600_000;

/** What becomes of a job whose handler threw: tried again after a wait, or dead when there is none. */
export interface JobOutcome {
  code: string;
  waitSeconds?: number;
  /** It had to wait for its turn, and that was no attempt. */
  isUncounted?: true;
}

/**
 * @param job.attempt how often the job was tried, this time included
 * @param random from 0 to 1: spreads the attempts of jobs that failed together
 */
export function outcomeOf(
  error: unknown,
  { attempt, begunAt }: Pick<ClaimedJob, 'attempt' | 'begunAt'>,
  random = Math.random(),
): JobOutcome {
  const code = error instanceof AppError ? error.code : 'job.unexpected';
  if (Date.now() - begunAt.getTime() > oldestMs) return { code };
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  const wait = (seconds: number) => seconds * (1 + random / 10);
  if (error instanceof AppError && error.kind === 'throttled')
    return { code, waitSeconds: wait(asked ?? silenceSeconds), isUncounted: true };
  if (attempt >= maxAttempts || !isWorthRepeating(error)) return { code };
  return { code, waitSeconds: Math.max(wait(asked ?? 0), backoff(attempt, random)) };
}

function backoff(attempt: number, random: number): number {
  return Math.min(firstWaitSeconds * 3 ** (attempt - 1), longestWaitSeconds) * (0.5 + random / 2);
}

function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  switch (error.kind) {
    case 'throttled':
    case 'upstream':
      return true;
    case 'denied':
    case 'notFound':
    case 'input':
    case 'conflict':
    case 'signIn': // nobody is there who could sign in
      return false;
  }
}
