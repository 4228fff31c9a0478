import type { GroupRecord, ObjectRecord, UserRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { holds } from './caller.ts';
import type { Caller } from './caller.ts';

const readsAll = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const readsProfiles = ['User.Read.All', 'User.ReadWrite.All', ...readsAll];
const readsGroups = [
  'Group.ReadBasic.All',
  'GroupMember.Read.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...readsAll,
];

/** How much of an object a caller is shown: everything, the basic profile of a person, or only its type and id. */
type Sight = 'full' | 'basic' | 'id';

/** @returns how much of an object the caller's token and standing show */
export function sightOf(caller: Caller, object: ObjectRecord): Sight {
  switch (object.type) {
    case 'user':
      return sightOfUser(caller, object);
    case 'group':
      return holds(caller, readsGroups) && !isHiddenFromGuest(caller, object) ? 'full' : 'id';
    case 'directoryRole':
      return holds(caller, ['RoleManagement.Read.Directory', ...readsAll]) ? 'full' : 'id';
    case 'device':
      return holds(caller, ['Device.Read.All', ...readsAll]) ? 'full' : 'id';
    case 'servicePrincipal':
      return holds(caller, ['Application.Read.All', 'Application.ReadWrite.All', ...readsAll]) ? 'full' : 'id';
  }
}

function sightOfUser(caller: Caller, user: UserRecord): Sight {
  if (caller.kind === 'user' && caller.user.id === user.id) {
    return holds(caller, ['User.Read', 'User.ReadWrite', ...readsProfiles]) ? 'full' : basicOr(caller);
  }
  if (caller.kind === 'user' && caller.isGuest) return holds(caller, readsProfiles) ? 'basic' : basicOr(caller);
  return holds(caller, readsProfiles) ? 'full' : basicOr(caller);
}

function basicOr(caller: Caller): Sight {
  return holds(caller, ['User.ReadBasic.All']) ? 'basic' : 'id';
}

/** Guests cannot read what a group with hidden membership is. */
export function isHiddenFromGuest(caller: Caller, group: GroupRecord): boolean {
  return caller.kind === 'user' && caller.isGuest && group.visibility === 'HiddenMembership';
}

/** Whether the caller may know who is in a group. */
export function mayKnowMembers(caller: Caller, group: GroupRecord, tenant: Tenant): boolean {
  if (group.visibility !== 'HiddenMembership') return true;
  const hidden = holds(caller, ['Member.Read.Hidden']);
  if (caller.kind === 'app') return hidden;
  return isMemberOrOwner(caller.user.id, group, tenant) || (caller.isAdmin && hidden);
}

/** Whether the caller may change a group: an owner, an administrator, or an app whose role was asked for already. */
export function mayManage(caller: Caller, group: GroupRecord, tenant: Tenant): boolean {
  return caller.kind === 'app' || caller.isAdmin || tenant.isLinked(group.id, 'owner', caller.user.id);
}

export function isMemberOrOwner(userId: string, group: GroupRecord, tenant: Tenant): boolean {
  return tenant.isLinked(group.id, 'member', userId) || tenant.isLinked(group.id, 'owner', userId);
}

export function isUnified(group: GroupRecord): boolean {
  return group.groupTypes.includes('Unified');
}
