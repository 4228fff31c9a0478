import { AmbiguousGroup, AppError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { Operation, Outcome } from '../../operations/operation.ts';
import type { FrontDoorParts } from './parts.ts';

/** What was attempted when it failed. */
export interface Attempt {
  correlationId: string;
  caller: Caller;
  operation?: Operation;
  raw?: Record<string, unknown>;
}

/**
 * Turns what went wrong into what the person gets, and writes it to the log: ids and codes, never texts or card data.
 * @returns a question when the card asks for the missing answer rather than tells of a failure
 */
export function failureCard(
  error: unknown,
  attempt: Attempt,
  { cards, log }: Pick<FrontDoorParts, 'cards' | 'log'>,
): Outcome {
  const about = {
    correlationId: attempt.correlationId,
    tenantId: attempt.caller.tenantId,
    userId: attempt.caller.userId,
    operation: attempt.operation?.name,
  };
  if (!(error instanceof AppError)) {
    log.error({ ...about, ...withoutWords(error) }, 'A turn failed unexpectedly');
    return cards.error('unexpected', attempt.correlationId);
  }
  const failed = { ...about, kind: error.kind, code: error.code };
  switch (error.kind) {
    case 'input':
      log.info(failed, 'Not enough to go on');
      return error instanceof AmbiguousGroup && attempt.operation
        ? cards.chooseGroup(error, attempt.operation, attempt.raw ?? {})
        : cards.error(error, attempt.correlationId);
    case 'denied':
    case 'notFound':
    case 'conflict':
    case 'signIn':
      log.info(failed, 'Refused');
      return cards.error(error, attempt.correlationId);
    case 'throttled':
    case 'upstream':
      log.warn({ ...failed, cause: withoutWords(error.cause) }, 'A service failed us');
      return cards.error(error, attempt.correlationId);
  }
}

/** An error for the log: what kind it is and where it arose. Its message may quote what a person wrote. */
export function withoutWords(error: unknown): Record<string, unknown> {
  if (error instanceof AppError) return { error: error.kind, code: error.code };
  if (!(error instanceof Error)) return { error: typeof error };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const code = (error as { code?: unknown }).code;
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    at: at?.slice(0, 8).map((line) => line.trim()),
  };
}
