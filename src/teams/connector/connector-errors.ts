import { AppError } from '../../domain/errors.ts';

/** What the connector answered instead of doing it. */
export interface ConnectorRefusal {
  status: number;
  /** Its own code, such as `BotNotInConversationRoster`; may be missing. */
  code: string | undefined;
  retryAfterSeconds?: number | undefined;
}

/**
 * The only place where the connector's refusals get a meaning.
 * @returns `message.unreachable` (denied) when nobody is there to read, `message.gone` (notFound), `message.too-large`
 *   or `message.malformed` (input), `connector.throttled` (throttled), else `connector.refused` (upstream)
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export function connectorError(refusal: ConnectorRefusal): AppError {
  const cause = `HTTP ${refusal.status} ${refusal.code ?? 'without a code'}`;
  switch (refusal.status) {
    case 400:
      return new AppError('input', { code: 'message.malformed', advice: 'Teams does not take this message.', cause });
    case 403:
      return unreachable(cause);
    case 404:
      return refusal.code === 'ActivityNotFoundInConversation'
        ? new AppError('notFound', { code: 'message.gone', advice: 'That message is no longer there.', cause })
        : unreachable(cause);
    case 413:
      return new AppError('input', { code: 'message.too-large', advice: 'That is too much for one message.', cause });
    case 429:
      return throttled(refusal.retryAfterSeconds ?? 30, cause);
    default:
      return new AppError('upstream', {
        code: 'connector.refused',
        advice: 'Teams did not take the message. Please try again.',
        cause,
      });
  }
}

/** @returns `connector.throttled`: Teams, or our own pacing, wants fewer messages. */
export function throttled(retryAfterSeconds: number, cause?: unknown): AppError {
  return new AppError('throttled', {
    code: 'connector.throttled',
    advice: 'Too many messages at once. Please try again in a moment.',
    retryAfterSeconds,
    cause,
  });
}

/** @returns `connector.tenant-paused`: nothing that can wait goes to anybody of this tenant for so long. */
export function tenantPaused(retryAfterSeconds: number): AppError {
  return new AppError('throttled', {
    code: 'connector.tenant-paused',
    advice: 'Teams wants fewer messages. They go out a little later.',
    retryAfterSeconds,
  });
}

/** @returns `connector.timeout` or `connector.unreachable` (upstream): no answer came. */
export function connectorSilent(code: 'connector.timeout' | 'connector.unreachable', cause: unknown): AppError {
  return new AppError('upstream', { code, advice: 'Teams cannot be reached at the moment. Please try again.', cause });
}

function unreachable(cause: string): AppError {
  return new AppError('denied', {
    code: 'message.unreachable',
    advice: 'Muster cannot write to this chat: it is not installed there, or it has been blocked.',
    cause,
  });
}
