import type { GroupRecord } from '../../tenant/records.ts';
import { isUnified, mayManage } from '../access.ts';
import { day, isoSeconds } from '../dates.ts';
import { badRequest, denied, managedByExchange, notFound, onPremises } from '../errors.ts';
import { answerCollection, answerCount, contextOf } from '../lists.ts';
import { checkId, readableGroup, renderGroup } from '../objects.ts';
import { policyOf } from '../policy.ts';
import type { Answer, Call, Route } from '../types.ts';

/**
 * The group of the path for a write: as it is, whatever readers see.
 * @throws GraphError 400 no GUID, 404 unknown
 */
export function writableGroup(call: Call): GroupRecord {
  const id = checkId(call.params['group'] ?? '');
  const group = call.tenant.group(id);
  if (!group) throw notFound(id);
  return group;
}

/** @throws GraphError 400 for the kinds that are mastered elsewhere */
export function refuseForeign(group: GroupRecord): void {
  if (group.synced) throw onPremises();
  if (group.mailEnabled && !isUnified(group)) throw managedByExchange();
}

/** The group of the path, when the caller may change it. */
function managedGroup(call: Call): GroupRecord {
  const group = writableGroup(call);
  if (!mayManage(call.caller, group, call.tenant)) throw denied();
  refuseForeign(group);
  return group;
}

function refuseGuest({ caller }: Call): void {
  if (caller.kind === 'user' && caller.isGuest) throw denied();
}

function getGroup(call: Call): Answer {
  const group = readableGroup(call);
  return { status: 200, body: { '@odata.context': contextOf(call, 'groups', true), ...renderGroup(call, group) } };
}

function listGroups(call: Call): Answer {
  refuseGuest(call);
  return answerCollection(call, 'group', (sequence) => call.view.groups(sequence));
}

function countGroups(call: Call): Answer {
  refuseGuest(call);
  return answerCount(call, 'group', (sequence) => call.view.groups(sequence));
}

function deleteGroup(call: Call): Answer {
  call.tenant.deleteGroup(managedGroup(call).id);
  return { status: 204 };
}

function renewGroup(call: Call): Answer {
  const group = managedGroup(call);
  if (!isUnified(group)) throw badRequest('Only Microsoft 365 groups have an expiration that can be renewed.');
  const now = call.now();
  const policy = group.expirationDateTime === null ? undefined : policyOf(call.tenant);
  call.tenant.updateGroup(group.id, {
    renewedDateTime: isoSeconds(now),
    expirationDateTime: policy ? isoSeconds(now + policy.groupLifetimeInDays * day) : null,
  });
  return { status: 204 };
}

/** Groups themselves. */
export const groupRoutes: readonly Route[] = [
  { operation: 'group-list', method: 'GET', path: '/groups', handle: listGroups },
  { operation: 'group-list', method: 'GET', path: '/groups/$count', handle: countGroups },
  { operation: 'group-get', method: 'GET', path: '/groups/{group}', handle: getGroup },
  { operation: 'group-delete', method: 'DELETE', path: '/groups/{group}', handle: deleteGroup },
  { operation: 'group-renew', method: 'POST', path: '/groups/{group}/renew', handle: renewGroup },
];
