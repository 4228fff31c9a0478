import type { TokenCredential } from '@azure/identity';
import type { Cloud } from '../domain/clouds.ts';
import { createAppCredential } from './app-credential.ts';
import type { AppCredentialOptions } from './app-credential.ts';
import { verifyAssertion } from './assertion.ts';
import { createEntra } from './entra.ts';
import { createInteractiveSignIn } from './interactive.ts';
import type { InteractiveSignIn } from './interactive.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createUserTokens } from './user-tokens.ts';
import type { UserTokens } from './user-tokens.ts';

export interface IdentityOptions extends AppCredentialOptions {
  cloud: Cloud;
  /** People whose tokens are held at once. */
  maxPeople?: number;
}

/** Everything that holds a token, and the only place that does. */
export interface Identity extends UserTokens, InteractiveSignIn {
  /** The application's own tokens: connector, and what the app reads for itself. */
  app: TokenCredential;
}

/** @throws AppError `identity.misconfigured` when no credential is configured */
export function createIdentity(options: IdentityOptions): Identity {
  const { clientId, cloud, allowedTenants, maxPeople } = options;
  const { appOnly, proof } = createAppCredential(options);
  const entra = createEntra({ clientId, proof, cloud });
  const keys = createSigningKeys(cloud);
  const tokens = createUserTokens({
    entra,
    verify: (assertion, caller) =>
      verifyAssertion(assertion, { caller, clientId, cloud, allowedTenants, keys, now: Date.now() }),
    ...(maxPeople !== undefined && { maxPeople }),
  });
  return { app: appOnly, ...tokens, ...createInteractiveSignIn({ clientId, cloud, entra, keys, tokens }) };
}
