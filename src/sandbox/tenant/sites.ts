import { createHash } from 'node:crypto';
import { fixedId, tenantDomain, tenantName } from './cast.ts';
import type { GroupRecord, UserRecord } from './records.ts';

/** Where the organisation's sites are. */
export const siteHost = `sites.${tenantDomain}`;
/** Where people's own libraries are. */
const personalHost = `my.${siteHost}`;

/** Id of a site: host, site collection and web. The web of a group is the first of its collection. */
export function siteIdOf(groupId: string | undefined, subsiteId?: string): string {
  const collection = fixedId('site collection', groupId ?? tenantName);
  return `${siteHost},${collection},${subsiteId ?? fixedId('site', groupId ?? tenantName)}`;
}

export function siteAddress(group: GroupRecord | undefined): string {
  return `https://${siteHost}${group ? `/sites/${group.mailNickname}` : ''}`;
}

/** Where somebody's library is, without a slash at the end. */
export function libraryAddress(owner: GroupRecord | UserRecord): string {
  if (owner.type === 'group') return `${siteAddress(owner)}/Shared%20Documents`;
  return `https://${personalHost}/personal/${owner.mailNickname.replace(/\W/g, '_')}/Documents`;
}

/** Id of the library of a group or a person. */
export function driveIdOf(ownerId: string): string {
  const hash = createHash('sha384').update(`drive:${ownerId}`).digest('base64url');
  return `b!${hash}`;
}

/** Id of a file, in the form that OneDrive gives it. @param key what it depends on */
export function fileIdOf(key: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bytes = createHash('sha256').update(`file:${key}`).digest();
  return `01${[...bytes].map((byte) => letters.charAt(byte % letters.length)).join('')}`;
}
