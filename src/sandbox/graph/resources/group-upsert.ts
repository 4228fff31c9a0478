import { readJson } from '../body.ts';
import { badRequest, denied, duplicateValues, invalidValue, notFound, quotaExceeded } from '../errors.ts';
import { isHiddenFromGuest, isUnified, mayManage } from '../access.ts';
import { requirePermission } from '../caller.ts';
import { without } from '../group-fields.ts';
import { contextOf } from '../lists.ts';
import { renderGroup } from '../objects.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import type { Answer, Call, Route } from '../types.ts';
import { createGroup } from './group-create.ts';
import { changeDirectory } from './group-update.ts';
import { refuseForeign } from './groups.ts';
import { checkFitting, mostAtOnce, namesItself, referencedId } from './links.ts';

function getByUniqueName(call: Call): Answer {
  const name = call.params['uniqueName'] ?? '';
  const found = call.tenant.groupByUniqueName(name);
  const group = found && call.view.group(found.id);
  if (!group) throw notFound(name);
  if (isHiddenFromGuest(call.caller, group)) throw denied();
  return { status: 200, body: { '@odata.context': contextOf(call, 'groups', true), ...renderGroup(call, group) } };
}

/** Creates a group under a name that never changes, or changes the group that has it: doing so again makes no second one. */
function upsert(call: Call): Answer {
  const name = call.params['uniqueName'] ?? '';
  const body = readJson(call);
  if (body['uniqueName'] !== undefined && body['uniqueName'] !== name) throw invalidValue('uniqueName');
  const group = call.tenant.groupByUniqueName(name);
  if (group) return change(call, group, body);
  if (!/create-if-missing/i.test(String(call.headers['prefer'] ?? ''))) throw notFound(name);
  return createGroup(call, { ...body, uniqueName: name });
}

/** What is so already is left as it is, so that the request which created a group can be sent again. */
function change(call: Call, group: GroupRecord, body: Record<string, unknown>): Answer {
  const { caller, tenant } = call;
  requirePermission(caller, 'group-update'); // an app that may create only cannot change what is there
  if (!mayManage(caller, group, tenant)) throw denied();
  refuseForeign(group);
  const added = {
    owner: readIds('owners', body['owners@odata.bind']),
    member: readIds('members', body['members@odata.bind']),
  };
  if (added.owner.length + added.member.length > mostAtOnce)
    throw badRequest('A resource cannot contain more than 20 link changes');
  if (namesItself(call, added.owner)) throw duplicateValues();
  if (added.member.length > 0 && group.membershipRule !== null) throw denied();
  for (const side of ['owner', 'member'] as const) {
    for (const id of added[side]) {
      const object = tenant.object(id);
      if (!object || object.type === 'directoryRole') throw notFound(id);
      checkFitting(call, object, { side, unified: isUnified(group), groupId: group.id });
    }
  }
  const ownerCount = new Set([...tenant.linked(group.id, 'owner'), ...added.owner]).size;
  if (ownerCount > 100) throw quotaExceeded(ownerCount, 100);
  const answer = changeDirectory(call, group, without(body, ['owners@odata.bind', 'members@odata.bind', 'uniqueName']));
  for (const side of ['owner', 'member'] as const) for (const id of added[side]) tenant.link(group.id, side, id);
  return answer;
}

function readIds(property: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw invalidValue(property);
  return value.map((one) => referencedId(String(one)));
}

/** A group by its unique name. */
export const groupUpsertRoutes: readonly Route[] = [
  { operation: 'group-get', method: 'GET', path: '/groups-by-uniqueName/{uniqueName}', handle: getByUniqueName },
  { operation: 'group-upsert', method: 'PATCH', path: '/groups-by-uniqueName/{uniqueName}', handle: upsert },
];
