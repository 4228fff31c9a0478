import { z } from 'zod';
import type { GroupRecord, ObjectRecord } from '../../tenant/records.ts';
import { isUnified, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { holds, requirePermission } from '../caller.ts';
import { badRequest, denied, duplicateValues, notFound, notReplicated, quotaExceeded } from '../errors.ts';
import { checkId } from '../objects.ts';
import { mayHoldGuest } from '../settings.ts';
import type { Answer, Call, Route } from '../types.ts';
import { refuseForeign, writableGroup } from './groups.ts';

const mostOwners = 100;
/** Relations that one request may name. */
export const mostAtOnce = 20;
export type Side = 'member' | 'owner';

/** Whether the caller may put itself into a group: an employee into a public one that does not refuse it. */
function mayJoin(call: Call, group: GroupRecord, objectId: string): boolean {
  const { caller } = call;
  if (caller.kind !== 'user' || caller.isGuest || caller.user.id !== objectId) return false;
  return isUnified(group) && group.visibility === 'Public' && !group.refusesSelfJoin;
}

/** @throws GraphError 403 for members that are worked out from a rule, 400 for groups mastered elsewhere */
function refuseKind(group: GroupRecord, side: Side): void {
  refuseForeign(group);
  if (side === 'member' && group.membershipRule !== null) throw denied();
}

/** @returns the id at the end of a reference such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}` */
export function referencedId(reference: string): string {
  const match =
    /^https?:\/\/[^/]+\/[^/]+\/(?:directoryObjects|users|groups|servicePrincipals)(?:\/([^/]+)|\('([^/]+)'\))$/i.exec(
      reference,
    );
  if (!match) throw badRequest(`Invalid URL format specified in @odata.bind or @odata.id: '${reference}'.`);
  return checkId(match[1] ?? match[2] ?? '').toLowerCase();
}

/** Everything that speaks against a link, in the order in which Graph says so. */
function checkLink(call: Call, group: GroupRecord, side: Side, id: string): ObjectRecord {
  const object = call.tenant.object(id);
  if (!object || object.type === 'directoryRole') throw notFound(id);
  if (!call.view.group(group.id) || !call.view.object(id)) throw notReplicated();
  if (call.tenant.isLinked(group.id, side, id)) {
    throw badRequest(
      `One or more added object references already exist for the following modified properties: '${side}s'.`,
    );
  }
  checkFitting(call, object, { side, unified: isUnified(group), groupId: group.id });
  return object;
}

const readsAll = ['Directory.ReadWrite.All'];

/**
 * Who can be what: people own, people are in Microsoft 365 groups, security groups hold each other, devices and apps too.
 * A token for devices and apps has a permission for these besides.
 * @throws GraphError 400 for an object of the wrong kind, 403 for a guest where the settings keep guests out
 */
export function checkFitting(
  call: Call,
  object: ObjectRecord,
  place: { side: Side; unified: boolean; groupId?: string },
): void {
  const { side, unified, groupId } = place;
  const isThing = object.type === 'device' || object.type === 'servicePrincipal';
  const isNestable = isThing || (object.type === 'group' && !isUnified(object));
  const fits = object.type === 'user' || (side === 'member' && !unified && isNestable);
  if (!fits || object.id === groupId) {
    throw badRequest(`An invalid operation was included in the following modified references: '${side}s'.`);
  }
  if (object.type === 'device' && !holds(call.caller, ['Device.Read.All', ...readsAll])) throw denied();
  if (object.type === 'servicePrincipal' && !holds(call.caller, ['Application.ReadWrite.All', ...readsAll]))
    throw denied();
  const isGuest = object.type === 'user' && object.userType === 'Guest';
  if (isGuest && unified && !mayHoldGuest(call.tenant, side, groupId)) throw denied();
}

function checkOwnerQuota(call: Call, group: GroupRecord, added: number): void {
  const count = call.tenant.linked(group.id, 'owner').size + added;
  if (added > 0 && count > mostOwners) throw quotaExceeded(count, mostOwners);
}

const reference = z.looseObject({ '@odata.id': z.string() });

function addLink(side: Side): (call: Call) => Answer {
  return (call) => {
    const id = referencedId(readBody(call, reference)['@odata.id']);
    const group = writableGroup(call);
    if (!mayManage(call.caller, group, call.tenant) && !(side === 'member' && mayJoin(call, group, id))) throw denied();
    refuseKind(group, side);
    checkLink(call, group, side, id);
    if (side === 'owner') checkOwnerQuota(call, group, 1);
    call.tenant.link(group.id, side, id);
    return { status: 204 };
  };
}

const bulk = z.strictObject({
  'members@odata.bind': z.array(z.string()).optional(),
  'owners@odata.bind': z.array(z.string()).optional(),
});

/** Whether somebody who is no administrator names itself, which it must not among owners. */
export function namesItself({ caller }: Call, ids: readonly string[]): boolean {
  return caller.kind === 'user' && !caller.isAdmin && ids.includes(caller.user.id);
}

/** Adds up to 20 members and owners, all or none. */
export function addInBulk(call: Call, body: Record<string, unknown>): Answer {
  requirePermission(call.caller, 'group-add-members-bulk');
  const parsed = bulk.safeParse(body);
  if (!parsed.success) throw badRequest('References are added in a request of their own.');
  const members = (parsed.data['members@odata.bind'] ?? []).map(referencedId);
  const owners = (parsed.data['owners@odata.bind'] ?? []).map(referencedId);
  if (owners.length > 0) requirePermission(call.caller, 'group-add-owner');
  if (members.length + owners.length > mostAtOnce)
    throw badRequest('A resource cannot contain more than 20 link changes');
  const group = writableGroup(call);
  if (!mayManage(call.caller, group, call.tenant)) throw denied();
  for (const [side, ids] of [
    ['member', members],
    ['owner', owners],
  ] as const) {
    if (ids.length > 0) refuseKind(group, side);
    if (new Set(ids).size < ids.length || (side === 'owner' && namesItself(call, ids))) throw duplicateValues();
    for (const id of ids) checkLink(call, group, side, id);
  }
  checkOwnerQuota(call, group, owners.length);
  call.tenant.atomically(() => {
    for (const id of members) call.tenant.link(group.id, 'member', id);
    for (const id of owners) call.tenant.link(group.id, 'owner', id);
  });
  return { status: 204 };
}

function removeLink(side: Side): (call: Call) => Answer {
  return (call) => {
    const id = checkId(call.params['object'] ?? '').toLowerCase();
    const group = writableGroup(call);
    const isSelf = call.caller.kind === 'user' && call.caller.user.id === id;
    if (!mayManage(call.caller, group, call.tenant) && !(side === 'member' && isSelf)) throw denied();
    refuseKind(group, side);
    if (!call.tenant.isLinked(group.id, side, id)) throw notLinked(call, group.id, side, id);
    if (side === 'owner') removeOwner(call, group, id);
    else call.tenant.unlink(group.id, 'member', id);
    return { status: 204 };
  };
}

function notLinked(call: Call, groupId: string, side: Side, id: string): Error {
  if (!call.view.wasJustRemoved(groupId, side, id)) return notFound(id);
  return badRequest(
    `One or more removed object references do not exist for the following modified properties: '${side}s'.`,
  );
}

/** The last owner stays; who ceases to own a team drops out of it altogether. */
function removeOwner({ tenant }: Call, group: GroupRecord, id: string): void {
  if (tenant.linked(group.id, 'owner').size === 1) {
    throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
  }
  tenant.unlink(group.id, 'owner', id);
  if (group.hasTeam) tenant.unlink(group.id, 'member', id);
}

/** Without `/$ref` the call is about the directory object itself, which nobody here may delete. */
function refuseObject(call: Call): Answer {
  checkId(call.params['object'] ?? '');
  throw denied();
}

/** Members and owners coming and going. */
export const linkRoutes: readonly Route[] = [
  { operation: 'group-add-member', method: 'POST', path: '/groups/{group}/members/$ref', handle: addLink('member') },
  { operation: 'group-add-owner', method: 'POST', path: '/groups/{group}/owners/$ref', handle: addLink('owner') },
  {
    operation: 'group-remove-member',
    method: 'DELETE',
    path: '/groups/{group}/members/{object}/$ref',
    handle: removeLink('member'),
  },
  {
    operation: 'group-remove-owner',
    method: 'DELETE',
    path: '/groups/{group}/owners/{object}/$ref',
    handle: removeLink('owner'),
  },
  { method: 'DELETE', path: '/groups/{group}/members/{object}', handle: refuseObject },
  { method: 'DELETE', path: '/groups/{group}/owners/{object}', handle: refuseObject },
];
