import { createRemoteJWKSet } from 'jose';
import type { RemoteJWKSet } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Cloud } from '../domain/clouds.ts';

/** The keys of an allowed tenant, always from the cloud's own authority and never from where a token points. */
export type SigningKeys = (tenantId: string) => RemoteJWKSet;

/** Keys are kept for a day; an unknown key id makes them be read again, at most twice a minute. */
export function createSigningKeys(cloud: Pick<Cloud, 'authorityHost'>): SigningKeys {
  const tenants = new LRUCache<string, RemoteJWKSet>({ max: 200 });
  return (tenantId) => {
    const known = tenants.get(tenantId);
    if (known) return known;

    const url = new URL(`${cloud.authorityHost}/${encodeURIComponent(tenantId)}/discovery/v2.0/keys`);
    const keys = createRemoteJWKSet(url, {
      timeoutDuration: 5_000,
      cooldownDuration: 30_000,
      cacheMaxAge: 24 * 3_600_000,
    });
    tenants.set(tenantId, keys);
    return keys;
  };
}
