import { compactVerify, errors } from 'jose';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds.ts';
import { AppError } from '../domain/errors.ts';
import type { Caller } from '../domain/people.ts';
import { identityUnavailable } from './identity-errors.ts';
import type { SigningKeys } from './signing-keys.ts';
import { trustedClients } from './trusted-clients.ts';

/** Who must have sent the assertion, and to whom. */
export interface ExpectedAssertion {
  /** Whom the channel named as sender. */
  caller: Pick<Caller, 'tenantId' | 'userId'>;
  /** Our application: the audience. */
  clientId: string;
  cloud: Pick<Cloud, 'authorityHost'>;
  allowedTenants: readonly string[];
  keys: SigningKeys;
  /** This machine's time, in ms since the epoch. */
  now: number;
}

/** A person's own token for our application: what is exchanged for tokens to Graph. */
export interface VerifiedAssertion {
  token: string;
  /** In ms since the epoch. */
  expiresAt: number;
  /** The sign-in name, only as a hint for the sign-in page: it can change hands and proves nothing. */
  loginHint?: string;
}

const text = z.string().max(2_000).optional().catch(undefined);
const time = z.number().optional().catch(undefined);
const claimsShape = z.object({
  aud: text,
  iss: text,
  tid: text,
  oid: text,
  ver: text,
  azp: text,
  scp: text,
  idtyp: text,
  preferred_username: text,
  exp: time,
  nbf: time,
});
type Claims = z.infer<typeof claimsShape>;

const skewMs = 5 * 60_000;

/** What must hold of the claims, in the order in which it is asked. The signature comes before them all. */
const points: readonly { code: string; holds(claims: Claims, expected: ExpectedAssertion): boolean }[] = [
  { code: 'assertion.audience', holds: ({ aud }, { clientId }) => same(aud, clientId) },
  { code: 'assertion.tenant', holds: ({ tid }, { caller }) => same(tid, caller.tenantId) },
  {
    code: 'assertion.issuer',
    holds: ({ iss }, { cloud, caller }) => same(iss, `${cloud.authorityHost}/${caller.tenantId}/v2.0`),
  },
  { code: 'assertion.version', holds: ({ ver }) => ver === '2.0' },
  // Without this one, whoever gets hold of somebody's token could act as that person.
  { code: 'assertion.object-id', holds: ({ oid }, { caller }) => same(oid, caller.userId) },
  { code: 'assertion.client', holds: ({ azp }) => azp !== undefined && Object.hasOwn(trustedClients, azp) },
  { code: 'assertion.scope', holds: ({ scp }) => scp?.split(' ').includes('access_as_user') === true },
  { code: 'assertion.app-only', holds: ({ idtyp }) => idtyp !== 'app' },
  {
    code: 'assertion.lifetime',
    holds: ({ exp = 0, nbf = 0 }, { now }) => now < exp * 1000 + skewMs && now >= nbf * 1000 - skewMs,
  },
];

/**
 * Checks the token that the Teams client sent for single sign-on, before anything is done with it.
 * @throws AppError `denied` with the code of the point that does not hold; `identity.unavailable` when keys cannot be read.
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
export async function verifyAssertion(token: string, expected: ExpectedAssertion): Promise<VerifiedAssertion> {
  const { tenantId } = expected.caller;
  // Before any key is fetched: which tenants' keys we read is for configuration to say.
  if (!expected.allowedTenants.some((allowed) => same(allowed, tenantId))) throw refused('assertion.tenant');

  const claims = await signedClaims(token, expected.keys(tenantId.toLowerCase()));
  for (const point of points) if (!point.holds(claims, expected)) throw refused(point.code);

  return {
    token,
    expiresAt: (claims.exp ?? 0) * 1000,
    ...(claims.preferred_username && { loginHint: claims.preferred_username }),
  };
}

async function signedClaims(token: string, keys: ReturnType<SigningKeys>): Promise<Claims> {
  try {
    const { payload } = await compactVerify(token, keys, { algorithms: ['RS256'] });
    return claimsShape.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  } catch (cause) {
    if (keysUnreadable(cause)) throw identityUnavailable(cause);
    throw refused('assertion.signature', cause);
  }
}

/** Whether the keys, not the token, are at fault. */
function keysUnreadable(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return !(cause instanceof SyntaxError || cause instanceof z.ZodError);
  // The generic one: the keys' URL answered with something else than a key set.
  return ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(cause.code);
}

/** GUIDs and hosts come in either case. */
function same(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function refused(code: string, cause?: unknown): AppError {
  return new AppError('denied', {
    code,
    advice: 'Teams sent a sign-in that is not valid for you here. Please use the sign-in button.',
    cause,
  });
}
