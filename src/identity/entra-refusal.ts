import { z } from 'zod';
import { SignInRequired } from '../domain/errors.ts';
import type { AppError } from '../domain/errors.ts';
import { identityBlocked, identityMisconfigured, identityUnavailable } from './identity-errors.ts';

const refusalBody = z.object({
  error: z.string().max(100),
  suberror: z.string().max(100).optional().catch(undefined),
  error_codes: z.array(z.number().int()).max(20).optional().catch(undefined),
  claims: z.string().max(8_000).optional().catch(undefined),
  correlation_id: z.string().max(100).optional().catch(undefined),
});

/** What Entra's token endpoint answered instead of a token. Its prose is dropped: nothing may branch on it, and it can name people. */
export class EntraRefusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly suberror: string | undefined;
  /** The number behind `AADSTS`, where one was given. */
  readonly number: number | undefined;
  readonly claims: string | undefined;
  readonly entraCorrelationId: string | undefined;

  constructor(status: number, body: unknown) {
    const parsed = refusalBody.safeParse(body).data;
    const error = parsed?.error ?? 'no_error_code';
    const number = parsed?.error_codes?.[0];
    super(`Entra refused with ${status} ${error}${number === undefined ? '' : ` AADSTS${number}`}`);
    this.name = 'EntraRefusal';
    this.status = status;
    this.error = error;
    this.suberror = parsed?.suberror;
    this.number = number;
    this.claims = parsed?.claims;
    this.entraCorrelationId = parsed?.correlation_id;
  }
}

type Meaning = 'consent' | 'interaction' | 'conditionalAccess' | 'assertionExpired' | 'misconfigured' | 'unavailable';

/** By AADSTS number. @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const byNumber: Readonly<Record<number, Meaning>> = {
  65001: 'consent',
  65004: 'consent',
  50072: 'interaction',
  50074: 'interaction',
  50076: 'interaction',
  50078: 'interaction',
  50079: 'interaction',
  50158: 'interaction',
  53000: 'conditionalAccess',
  53001: 'conditionalAccess',
  53002: 'conditionalAccess',
  53003: 'conditionalAccess',
  500133: 'assertionExpired',
  50013: 'misconfigured',
  500011: 'misconfigured',
  65002: 'misconfigured',
  70011: 'misconfigured',
  700016: 'misconfigured',
  700027: 'misconfigured',
  7000215: 'misconfigured',
  7000222: 'misconfigured',
  90033: 'unavailable',
  90055: 'unavailable',
};

const bySuberror: Readonly<Record<string, Meaning>> = {
  consent_required: 'consent',
  basic_action: 'interaction',
  additional_action: 'interaction',
  user_password_expired: 'interaction',
  message_only: 'conditionalAccess',
};

const byError: Readonly<Record<string, Meaning>> = {
  consent_required: 'consent',
  interaction_required: 'interaction',
  login_required: 'interaction',
  // A grant that is refused for another reason (password changed, session revoked): a fresh sign-in tells the person which.
  invalid_grant: 'interaction',
  temporarily_unavailable: 'unavailable',
  server_error: 'unavailable',
};

function meaningOf({ status, error, suberror, number }: EntraRefusal): Meaning {
  if (number !== undefined && byNumber[number]) return byNumber[number];
  const meant = suberror === undefined ? undefined : known(bySuberror, suberror);
  if (meant) return meant;
  if (status >= 500 || status === 429) return 'unavailable';
  return known(byError, error) ?? 'misconfigured';
}

/** What came from outside may be called like something that every object has. */
function known(meanings: Readonly<Record<string, Meaning>>, name: string): Meaning | undefined {
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}

/**
 * The one place where Entra's refusals become ours.
 * @param scopes short names of the scopes that were asked for
 * @returns SignInRequired `consent`, `interaction` (with claims where Entra gave some) or `noToken`; AppError `identity.*`
 */
export function translateRefusal(refusal: EntraRefusal, scopes: readonly string[]): AppError {
  const meaning = meaningOf(refusal);
  switch (meaning) {
    case 'consent':
      return new SignInRequired('consent', scopes);
    case 'interaction':
      return new SignInRequired('interaction', scopes, refusal.claims);
    case 'conditionalAccess':
      return refusal.claims ? new SignInRequired('interaction', scopes, refusal.claims) : identityBlocked(refusal);
    case 'assertionExpired':
      return new SignInRequired('noToken', scopes);
    case 'misconfigured':
      return identityMisconfigured(refusal);
    case 'unavailable':
      return identityUnavailable(refusal);
  }
}
