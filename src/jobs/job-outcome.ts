import { AppError } from '../domain/errors.ts';

/** With the waits below the last attempt comes about three hours after the first. */
export const maxAttempts = 10;

const firstWaitSeconds = 2;
const longestWaitSeconds = 3_600;

/** What becomes of a job whose handler threw: tried again after a wait, or dead when there is none. */
export interface JobOutcome {
  code: string;
  waitSeconds?: number;
}

/**
 * @param attempt how often the job was tried, this time included
 * @param random from 0 to 1: spreads the attempts of jobs that failed together
 */
export function outcomeOf(error: unknown, attempt: number, random = Math.random()): JobOutcome {
  const code = error instanceof AppError ? error.code : 'job.unexpected';
  if (attempt >= maxAttempts || !isWorthRepeating(error)) return { code };
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  return { code, waitSeconds: asked === undefined ? backoff(attempt, random) : asked * (1 + random / 10) };
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
