export type ErrorKind = 'input' | 'signIn' | 'denied' | 'notFound' | 'conflict' | 'throttled' | 'upstream';

export interface ErrorDetails {
  /** For logs and tests, such as `group.not-found`. Never shown. */
  code: string;
  /** What is wrong and who can mend it, in plain words, for the person. Markdown-free: cards escape it. */
  advice: string;
  /** The input field that is wrong, for `input`. */
  field?: string;
  /** When to try again, for `throttled`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Everything that is expected to go wrong. Anything else that is thrown is our bug. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly advice: string;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, details: ErrorDetails) {
    super(`${kind}: ${details.code}`, { cause: details.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = details.code;
    this.advice = details.advice;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** Why silent sign-in was not enough, which decides what the person is shown. */
export type SignInReason =
  /** No token is held: ask the client for one, silently. */
  | 'noToken'
  /** The person or an administrator must consent to `scopes`. */
  | 'consent'
  /** A fresh interactive sign-in is wanted (MFA, Conditional Access); `claims` must be passed on. */
  | 'interaction';

/** The caller must sign in (again) before the operation can go on. Carried to the surface, which issues its challenge. */
export class SignInRequired extends AppError {
  readonly reason: SignInReason;
  readonly scopes: readonly string[];
  readonly claims: string | undefined;

  constructor(reason: SignInReason, scopes: readonly string[], claims?: string) {
    super('signIn', { code: `sign-in.${reason}`, advice: 'Please sign in to go on.' });
    this.reason = reason;
    this.scopes = scopes;
    this.claims = claims;
  }
}

/** A name fits several groups. The surface asks which one is meant and runs the same operation with the answer. */
export class AmbiguousGroup extends AppError {
  readonly candidates: readonly { id: string; displayName: string; hint: string }[];
  readonly wanted: string;

  constructor(wanted: string, candidates: readonly { id: string; displayName: string; hint: string }[]) {
    super('input', {
      code: 'group.ambiguous',
      advice: `Several groups fit “${wanted}”. Which one do you mean?`,
      field: 'group',
    });
    this.wanted = wanted;
    this.candidates = candidates;
  }
}
