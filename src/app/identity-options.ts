import type { IdentityOptions } from '../identity/identity.ts';
import type { Configuration } from './configuration.ts';

/** What the identity needs of the configuration. */
export function identityOptions({ cloud, tenantIds, credential, sso }: Configuration): IdentityOptions {
  const { managedIdentityClientId, federatedTokenFile, certificateFile, clientSecret } = credential;
  return {
    cloud,
    clientId: sso.appId,
    tenantId: tenantIds[0],
    allowedTenants: tenantIds,
    ...(managedIdentityClientId !== undefined && { managedIdentity: { clientId: managedIdentityClientId } }),
    ...(federatedTokenFile !== undefined && { workloadTokenFile: federatedTokenFile }),
    ...(certificateFile !== undefined && { certificateFile }),
    ...(clientSecret !== undefined && { clientSecret }),
  };
}
