import { AppError } from '../domain/errors.ts';

/** Entra cannot be reached, or asks us to come back. */
export function identityUnavailable(cause: unknown): AppError {
  return new AppError('upstream', {
    code: 'identity.unavailable',
    advice: 'Microsoft sign-in cannot be reached at the moment. Please try again in a few minutes.',
    cause,
  });
}

/** Entra refuses the application itself: its credential, its registration or its permissions. No person can mend that by signing in. */
export function identityMisconfigured(cause: unknown): AppError {
  return new AppError('upstream', {
    code: 'identity.misconfigured',
    advice: 'Muster is not set up correctly for sign-in. Please tell the administrator who runs it.',
    cause,
  });
}

/** A policy of the organisation forbids access from this device or place, and offers no way to satisfy it. */
export function identityBlocked(cause: unknown): AppError {
  return new AppError('denied', {
    code: 'identity.blocked',
    advice:
      'A Conditional Access policy of your organisation does not let you use Muster from this device or place. ' +
      'Your administrator can say which devices and places are allowed.',
    cause,
  });
}
