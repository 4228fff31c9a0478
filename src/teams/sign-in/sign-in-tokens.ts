import type { Caller } from '../../domain/people.ts';
import type { Tokens } from '../../ports/tokens.ts';

type PersonKey = Pick<Caller, 'tenantId' | 'userId'>;

/** What signing in asks of `identity/`, whose `Identity` fits. Assertions and codes go in; no access token comes out. */
export interface SignInTokens extends Tokens {
  /** @throws AppError `assertion.*` (denied) when the token is not the caller's own, `identity.unavailable` */
  accept(caller: PersonKey, assertion: string): Promise<void>;
  /** Makes the tokens that `redeem` got the caller's own; false when another instance holds them. */
  commit(caller: PersonKey, codeHash: string): boolean;
  /** Drops tokens that Graph refused, so that the next ones are new. */
  renew(caller: PersonKey): void;
  forget(caller: PersonKey): void;
}

/** What the pages ask of `identity/`, whose `Identity` fits. */
export interface PageTokens {
  authorizationUrl(
    request: PersonKey & {
      scopes: readonly string[];
      claims?: string;
      prompt?: 'consent';
      redirectUri: string;
      state: string;
      nonce: string;
      codeChallenge: string;
    },
  ): Promise<URL>;
  /** @throws AppError `sign-in.somebody-else`, `identity.*`; SignInRequired */
  redeem(
    redemption: PersonKey & {
      code: string;
      codeVerifier: string;
      nonce: string;
      redirectUri: string;
      scopes: readonly string[];
    },
    codeHash: string,
  ): Promise<void>;
}
