import { AppError } from '../domain/errors.ts';

/** After these nobody knows whether Teams has the message. */
const codes: ReadonlySet<string> = new Set(['connector.timeout', 'connector.refused', 'job.unexpected']);
/** Whoever has the chat open makes a card that arrived ask for a refresh within seconds. */
const timeToSpeakSeconds = 20;

/** How long a notice that may have arrived has to say so itself (its card asks for a refresh) before it is sent again. */
export const doubtMs = 10 * 60_000;

/** Somebody else sends it, or has: it is looked at again when that is known. */
export function inDoubt(leftMs = doubtMs): AppError {
  return new AppError('throttled', {
    code: 'notice.in-doubt',
    advice: 'Muster waits whether this message has arrived.',
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
}

/** Whether a message may have arrived although sending it failed. */
export function mayHaveArrived(error: unknown): boolean {
  return codes.has(error instanceof AppError ? error.code : 'job.unexpected');
}

/**
 * The same failure, after which the message is not sent again at once where it may have arrived: a card that says so itself
 * meanwhile, when somebody looks at it, ends the job without a second message.
 */
export function withTimeToSpeak(error: unknown): unknown {
  if (!(error instanceof AppError) || error.kind !== 'upstream' || !mayHaveArrived(error)) return error;
  const { code, advice } = error;
  return new AppError('upstream', { code, advice, retryAfterSeconds: timeToSpeakSeconds, cause: error });
}
