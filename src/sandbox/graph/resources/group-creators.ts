import { holds } from '../caller.ts';
import { badRequest, denied, duplicateValues, notFound, objectQuotaExceeded } from '../errors.ts';
import { tenantSetting, tenantSwitch } from '../settings.ts';
import type { Call } from '../types.ts';
import { checkFitting, mostAtOnce, namesItself, referencedId } from './links.ts';
import type { Side } from './links.ts';

/** Objects that somebody who is no administrator may have created, deleted ones that can be restored among them. */
const mostCreated = 250;

/** Whether the organisation's settings let the caller create Microsoft 365 groups. */
export function mayCreate({ caller, tenant, view }: Call): boolean {
  if (caller.kind === 'app' || caller.isAdmin || tenantSwitch(tenant, 'EnableGroupCreation')) return true;
  const allowed = tenantSetting(tenant, 'GroupCreationAllowedGroupId').toLowerCase();
  return view.transitiveMemberOf(caller.user.id).some((group) => group.id === allowed);
}

/** @throws GraphError 403 when a person has created as much as one may */
export function refuseOverQuota({ caller, tenant }: Call): void {
  if (caller.kind === 'app' || caller.isAdmin) return;
  let created = 0;
  for (const group of tenant.groups()) if (group.createdBy === caller.user.id) created += 1;
  for (const group of tenant.deletedGroups()) if (group.createdBy === caller.user.id) created += 1;
  if (created >= mostCreated) throw objectQuotaExceeded();
}

/**
 * Who owns a new group and who is in it. A person who creates a Microsoft 365 group and names no owner owns it, and
 * somebody who is no administrator owns its security groups in any case; nobody becomes a member by creating.
 * @throws GraphError 400 for too many, repeated or unfit references and for a person who names itself, 404 for unknown ones
 */
export function readFirstLinks(
  call: Call,
  unified: boolean,
  ownerBinds: readonly string[] = [],
  memberBinds: readonly string[] = [],
): { owners: string[]; members: string[] } {
  const { caller } = call;
  if (ownerBinds.length + memberBinds.length > mostAtOnce)
    throw badRequest('A resource cannot contain more than 20 link changes');
  const [owners, members] = [ownerBinds.map(referencedId), memberBinds.map(referencedId)];
  if (owners.length + members.length > 0) refuseUnreadable(call);
  checkObjects(call, 'owner', owners, unified);
  checkObjects(call, 'member', members, unified);
  if (namesItself(call, owners)) throw duplicateValues();
  if (caller.kind === 'app') return { owners, members };
  const ownsUnnamed = unified ? owners.length === 0 : !caller.isAdmin;
  return { owners: ownsUnnamed ? [...owners, caller.user.id] : owners, members };
}

/** An app that may create groups only must be able to read those whom it links. */
function refuseUnreadable({ caller }: Call): void {
  const reads = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
  if (caller.kind === 'app' && !holds(caller, ['Group.ReadWrite.All', ...reads])) throw denied();
}

function checkObjects(call: Call, side: Side, ids: readonly string[], unified: boolean): void {
  if (new Set(ids).size < ids.length) throw duplicateValues();
  for (const id of ids) {
    const object = call.tenant.object(id);
    if (!object || object.type === 'directoryRole') throw notFound(id);
    checkFitting(call, object, { side, unified });
  }
}
