import { AppError } from '../domain/errors.ts';

/** After these nobody knows whether Teams has the message. */
const codes: ReadonlySet<string> = new Set(['connector.timeout', 'connector.refused', 'job.unexpected']);
const minuteMs = 60_000;

/** How long a message that may have arrived has to say so itself (its card asks for a refresh) before it is sent again. */
export const doubtMs = 10 * minuteMs;
/** The same where somebody waits for it: rather sent twice than late. */
export const urgentDoubtMs = minuteMs;

/** Somebody else sends it, or has: it is looked at again when that is known. */
export function inDoubt(leftMs = doubtMs): AppError {
  return new AppError('throttled', {
    code: 'message.in-doubt',
    advice: 'Muster waits whether this message has arrived.',
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
}

/** @throws AppError `message.in-doubt` (throttled) until the time is over in which the message may speak for itself */
export function waitForWord(sendingAt: Date, now: Date, patienceMs = doubtMs): void {
  const leftMs = sendingAt.getTime() + patienceMs - now.getTime();
  // Longer than that: the clock was moved back.
  if (leftMs > 0 && leftMs <= patienceMs) throw inDoubt(leftMs);
}

/** Whether a message may have arrived although sending it failed. */
export function mayHaveArrived(error: unknown): boolean {
  return codes.has(error instanceof AppError ? error.code : 'job.unexpected');
}
