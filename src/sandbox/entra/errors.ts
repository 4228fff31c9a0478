import { randomUUID } from 'node:crypto';
import type { Answer } from '../server/http.ts';

interface Problem {
  status: number;
  error: string;
  text: string;
  suberror?: string;
}

/** What Entra answers, by AADSTS number. */
const problems = {
  50013: { status: 400, error: 'invalid_grant', text: 'Assertion failed signature validation.' },
  50034: { status: 400, error: 'invalid_grant', text: 'The user account does not exist in the directory.' },
  50057: { status: 400, error: 'invalid_grant', text: 'The user account is disabled.' },
  50076: {
    status: 400,
    error: 'interaction_required',
    suberror: 'basic_action',
    text: 'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
  },
  54005: { status: 400, error: 'invalid_grant', text: 'OAuth2 Authorization code was already redeemed.' },
  65001: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: 'The user or administrator has not consented to use the application.',
  },
  70000: { status: 400, error: 'invalid_grant', text: 'The provided value for the grant is not valid.' },
  70003: { status: 400, error: 'unsupported_grant_type', text: 'The app requested an unsupported grant type.' },
  70008: { status: 400, error: 'invalid_grant', text: 'The provided authorization code has expired.' },
  70011: {
    status: 400,
    error: 'invalid_scope',
    text: 'The provided value for the input parameter scope is not valid.',
  },
  90002: { status: 400, error: 'invalid_request', text: 'The tenant was not found.' },
  90014: { status: 400, error: 'invalid_request', text: 'The required field is missing from the request.' },
  90055: { status: 503, error: 'temporarily_unavailable', text: 'Too many requests for the tenant.' },
  500011: { status: 400, error: 'invalid_resource', text: 'The resource principal was not found in the tenant.' },
  500112: {
    status: 400,
    error: 'invalid_grant',
    text: 'The reply address is not the one of the authorization request.',
  },
  500133: { status: 400, error: 'invalid_grant', text: 'Assertion is not within its valid time range.' },
  501481: { status: 400, error: 'invalid_grant', text: 'The code_verifier does not match the code_challenge.' },
  700016: { status: 400, error: 'unauthorized_client', text: 'The application was not found in the directory.' },
  700024: { status: 401, error: 'invalid_client', text: 'Client assertion is not within its valid time range.' },
  700027: { status: 401, error: 'invalid_client', text: 'Client assertion failed signature validation.' },
  700213: { status: 401, error: 'invalid_client', text: 'No matching federated identity record found.' },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: 'Client credential flows need a scope that ends in /.default.',
  },
  7000215: { status: 401, error: 'invalid_client', text: 'Invalid client secret provided.' },
  7000218: { status: 401, error: 'invalid_client', text: 'The body must contain client_assertion or client_secret.' },
} as const satisfies Record<number, Problem>;

export type AadstsCode = keyof typeof problems;

/** A refusal of the token endpoint. */
export class EntraError extends Error {
  readonly code: AadstsCode;
  readonly claims: string | undefined;

  /**
   * @param detail added to the fixed text
   * @param claims JSON that the client passes to the authorize page
   */
  constructor(code: AadstsCode, detail = '', claims?: string) {
    super(`AADSTS${code}: ${problems[code].text}${detail === '' ? '' : ` ${detail}`}`);
    this.code = code;
    this.claims = claims;
  }
}

/**
 * The JSON body that clients branch on: `error`, `error_codes`, `suberror` and `claims`.
 * @param correlationId from the caller's `client-request-id`, when it sent one
 */
export function errorAnswer(refusal: EntraError, correlationId: string = randomUUID()): Answer {
  const problem: Problem = problems[refusal.code];
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  const traceId = randomUUID();
  return {
    status: problem.status,
    headers: { 'cache-control': 'no-store', ...(problem.status === 503 ? { 'retry-after': '2' } : {}) },
    body: {
      error: problem.error,
      error_description: `${refusal.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [refusal.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      ...(problem.suberror === undefined ? {} : { suberror: problem.suberror }),
      ...(refusal.claims === undefined ? {} : { claims: refusal.claims }),
    },
  };
}
