import type { Cloud } from '../domain/clouds.ts';

/**
 * Whether an address is the channel's own, so that our connector token may be sent there: the protocol and one of the
 * hosts that the cloud's row names, without user name, query or fragment.
 */
export function isTrustedServiceUrl(serviceUrl: string, cloud: Cloud): boolean {
  const url = URL.parse(serviceUrl);
  if (!url) return false;
  return (
    url.protocol === new URL(cloud.defaultServiceUrl).protocol &&
    cloud.serviceUrlHosts.includes(url.host) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}
