import { siteHost, siteIdOf } from '../tenant/sites.ts';
import type { GroupRecord, UserRecord } from '../tenant/records.ts';
import { isMemberOrOwner, isUnified } from './access.ts';
import { requirePermission, signedInUser } from './caller.ts';
import { GraphError, notFound } from './errors.ts';
import { checkId } from './objects.ts';
import type { OperationId } from './permissions.ts';
import type { Call } from './types.ts';

/** Files, notebooks and sites are a group's or a person's. */
export type ContentOwner = GroupRecord | UserRecord;

export function itemNotFound(message = 'The resource could not be found.'): GraphError {
  return new GraphError(404, 'itemNotFound', message);
}

export function accessDenied(): GraphError {
  return new GraphError(403, 'accessDenied', 'Access denied.');
}

/** Whether the caller may look at what a group keeps: those in it, and everybody but guests when it is public. */
function mayRead({ caller, tenant }: Call, group: GroupRecord): boolean {
  if (caller.kind === 'app' || isMemberOrOwner(caller.user.id, group, tenant)) return true;
  return group.visibility === 'Public' && !caller.isGuest;
}

/** A group whose content the caller may read. @throws GraphError 404 without a site of its own, 403 for strangers */
export function readableContent(call: Call, groupId = call.params['group'] ?? ''): GroupRecord {
  const group = call.tenant.group(checkId(groupId));
  if (!group) throw notFound(groupId);
  if (!isUnified(group)) throw itemNotFound();
  if (!mayRead(call, group)) throw accessDenied();
  return group;
}

/**
 * Whose content the path speaks of: `/groups/{group}`, `/sites/{site}`, `/users/{user}` or `/me`. A person reads its own.
 * @param operation whose permissions the token needs
 */
export function contentOwner(call: Call, operation: OperationId): ContentOwner {
  requirePermission(call.caller, operation);
  if (call.params['group'] !== undefined) return readableContent(call);
  if (call.params['site'] !== undefined) return ownSite(call);
  const key = call.params['user'];
  const user = key === undefined ? signedInUser(call.caller).user : call.tenant.user(key);
  if (!user) throw notFound(key ?? '');
  if (call.caller.kind === 'user' && call.caller.user.id !== user.id) throw accessDenied();
  return user;
}

/** The group whose site it is; the organisation's own site keeps nothing. */
function ownSite(call: Call): GroupRecord {
  const found = askedSite(call);
  if (!found.group || found.subsiteId !== undefined) throw itemNotFound();
  return found.group;
}

/** A site, as far as an id tells: the organisation's (no group), a group's, or one below it. */
export interface AskedSite {
  group: GroupRecord | undefined;
  subsiteId: string | undefined;
}

/** The site of the path. @throws GraphError 404 unknown, 403 where the caller may not look */
export function askedSite(call: Call): AskedSite {
  const key = (call.params['site'] ?? '').toLowerCase();
  if (key === 'root' || key === siteHost || key === siteIdOf(undefined))
    return { group: undefined, subsiteId: undefined };
  const [host, collection, web] = key.split(',');
  for (const group of call.tenant.groups()) {
    const [, ownCollection, ownWeb] = siteIdOf(group.id).split(',');
    if (host !== siteHost || collection !== ownCollection || !isUnified(group)) continue;
    if (!mayRead(call, group)) throw accessDenied();
    if (web === ownWeb || web === undefined) return { group, subsiteId: undefined };
    const subsite = call.tenant.work.subsites.get(web);
    if (subsite?.groupId === group.id) return { group, subsiteId: subsite.id };
  }
  throw itemNotFound('Requested site could not be found.');
}
