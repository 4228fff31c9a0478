import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds.ts';
import { AppError } from '../domain/errors.ts';
import type { Entra, GraphToken } from './entra.ts';
import { identityUnavailable } from './identity-errors.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { PersonKey, UserTokens } from './user-tokens.ts';

export interface AuthorizationRequest extends PersonKey {
  scopes: readonly string[];
  claims?: string;
  prompt?: 'consent';
  redirectUri: string;
  state: string;
  nonce: string;
  /** SHA-256 of the PKCE verifier, base64url. */
  codeChallenge: string;
}

export interface Redemption extends PersonKey {
  code: string;
  codeVerifier: string;
  nonce: string;
  redirectUri: string;
  scopes: readonly string[];
}

/** Signing in through a page, when silence was not enough. No token leaves it. */
export interface InteractiveSignIn {
  /** The address at which this person signs in and consents. @throws AppError `identity.unavailable` */
  authorizationUrl(request: AuthorizationRequest): Promise<URL>;
  /**
   * Redeems the code and checks that the expected person signed in; the tokens stay provisional until `commit`.
   * @param codeHash SHA-256 of the one-time code that the bot will get to see
   * @throws AppError `sign-in.somebody-else` (denied), `identity.*`; SignInRequired
   */
  redeem(redemption: Redemption, codeHash: string): Promise<void>;
  /**
   * Makes the provisional tokens the caller's own.
   * @returns false when this process does not hold them: consent was given, and a silent sign-in will do.
   */
  commit(caller: PersonKey, codeHash: string): boolean;
}

export interface InteractiveOptions {
  clientId: string;
  cloud: Pick<Cloud, 'authorityHost' | 'graphResource'>;
  entra: Pick<Entra, 'redeemCode' | 'authorizationEndpoint'>;
  keys: SigningKeys;
  tokens: Pick<UserTokens, 'acceptRedeemed' | 'loginHint'>;
}

const provisionalMs = 5 * 60_000;
const identityClaims = z.object({ oid: z.string(), tid: z.string(), nonce: z.string() });

export function createInteractiveSignIn(options: InteractiveOptions): InteractiveSignIn {
  const { clientId, cloud, entra, tokens } = options;
  const provisional = new LRUCache<string, { person: PersonKey; token: GraphToken }>({
    max: 1_000,
    ttl: provisionalMs,
  });

  return {
    async authorizationUrl(request) {
      const url = await entra.authorizationEndpoint(request.tenantId);
      const scopes = request.scopes.map((scope) => `${cloud.graphResource}/${scope}`);
      const loginHint = tokens.loginHint(request);
      const parameters = {
        client_id: clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: request.redirectUri,
        scope: [...scopes, 'openid', 'profile', 'offline_access'].join(' '),
        state: request.state,
        nonce: request.nonce,
        code_challenge: request.codeChallenge,
        code_challenge_method: 'S256',
        ...(loginHint && { login_hint: loginHint }),
        ...(request.claims && { claims: request.claims }),
        ...(request.prompt && { prompt: request.prompt }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url;
    },

    async redeem(redemption, codeHash) {
      const { idToken, ...token } = await entra.redeemCode(redemption);
      const { oid, tid } = await identityOf(idToken, redemption, options);
      if (oid !== redemption.userId.toLowerCase() || tid !== redemption.tenantId.toLowerCase()) throw somebodyElse();
      provisional.set(codeHash, { person: { tenantId: tid, userId: oid }, token });
    },

    commit(caller, codeHash) {
      const held = provisional.get(codeHash);
      provisional.delete(codeHash);
      const { tenantId, userId } = caller;
      if (held?.person.userId !== userId.toLowerCase() || held.person.tenantId !== tenantId.toLowerCase()) return false;
      tokens.acceptRedeemed(caller, held.token);
      return true;
    },
  };
}

/** Who signed in, by an id token that is meant for us, signed by that tenant and made for this very sign-in. */
async function identityOf(
  idToken: string,
  { tenantId, nonce }: Redemption,
  { clientId, cloud, keys }: InteractiveOptions,
): Promise<{ oid: string; tid: string }> {
  try {
    const { payload } = await jwtVerify(idToken, keys(tenantId.toLowerCase()), {
      algorithms: ['RS256'],
      audience: clientId,
      issuer: `${cloud.authorityHost}/${tenantId}/v2.0`,
      requiredClaims: ['exp'],
      clockTolerance: 300,
    });
    const claims = identityClaims.parse(payload);
    if (claims.nonce !== nonce) throw new Error('The id token was made for another sign-in');
    return { oid: claims.oid.toLowerCase(), tid: claims.tid.toLowerCase() };
  } catch (cause) {
    throw identityUnavailable(cause);
  }
}

function somebodyElse(): AppError {
  return new AppError('denied', {
    code: 'sign-in.somebody-else',
    advice: 'You signed in as somebody else. Sign in with the account that you use in Teams.',
  });
}
