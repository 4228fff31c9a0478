import { z } from 'zod';
import type { ThingRecord } from '../../tenant/records.ts';
import { resourceApps } from '../../tenant/apps.ts';
import { thingRecords } from '../../tenant/things.ts';
import { readBody } from '../body.ts';
import { requirePermission } from '../caller.ts';
import { badRequest, denied, notFound } from '../errors.ts';
import { answerCollection, answerCount, contextOf } from '../lists.ts';
import { checkId, checkSelect, renderObject } from '../objects.ts';
import { answerPlainList } from '../plain-list.ts';
import type { Answer, Call, Route } from '../types.ts';

const mostIds = 1000;
const idsShape = z.looseObject({ ids: z.array(z.string()), types: z.array(z.string()).optional() });

function getByIds(call: Call): Answer {
  const { ids, types } = readBody(call, idsShape);
  if (ids.length > mostIds)
    throw badRequest(`The number of values in 'ids' exceeds the maximum of ${String(mostIds)}.`);
  checkSelect(call, call.query.select, 'directoryObject');
  const wanted = types?.map((type) => type.toLowerCase());
  const value = [...new Set(ids.map((id) => checkId(id).toLowerCase()))].flatMap((id) => {
    const object = call.view.object(id);
    const fits =
      object && (!wanted || wanted.includes('directoryobject') || wanted.includes(object.type.toLowerCase()));
    return fits ? [renderObject(call, object, { typed: true, select: call.query.select })] : [];
  });
  return { status: 200, body: { '@odata.context': contextOf(call, 'directoryObjects'), value } };
}

/** The kind of what was deleted, or the id of one object: the same place in the path. */
function readDeleted(call: Call): Answer {
  const cast = (call.params['cast'] ?? '').toLowerCase();
  const isKind = cast.startsWith('microsoft.graph.');
  requirePermission(call.caller, isKind ? 'deleteditems-list-groups' : 'deleteditems-get');
  refuseGuest(call);
  return isKind ? listDeleted(call, cast) : getDeleted(call);
}

function listDeleted(call: Call, cast: string): Answer {
  if (cast === 'microsoft.graph.user')
    return { status: 200, body: { '@odata.context': contextOf(call, 'users'), value: [] } };
  if (cast !== 'microsoft.graph.group') throw badRequest(`There is no kind '${cast}' of deleted objects.`);
  const groups = [...call.tenant.deletedGroups()].sort((a, b) => a.sequence - b.sequence);
  const after = (sequence: number): typeof groups => groups.filter((group) => group.sequence > sequence);
  return /count$/i.test(call.path) ? answerCount(call, 'group', after) : answerCollection(call, 'group', after);
}

function getDeleted(call: Call): Answer {
  const id = checkId(call.params['cast'] ?? '');
  const group = call.tenant.deletedGroup(id);
  if (!group) throw notFound(id);
  checkSelect(call, call.query.select, 'group');
  const shown = renderObject(call, group, { typed: true, select: call.query.select });
  return { status: 200, body: { '@odata.context': contextOf(call, 'directoryObjects', true), ...shown } };
}

function refuseGuest({ caller }: Call): void {
  if (caller.kind === 'user' && caller.isGuest) throw denied();
}

/** What can be given of an app. */
function rolesOf(appId: string): { appRoles?: unknown[] } {
  const app = resourceApps.find(({ id }) => id === appId);
  return app
    ? {
        appRoles: app.appRoles.map((id, index) => ({
          id,
          displayName: app.roleNames[index],
          value: app.roleNames[index],
          isEnabled: true,
          allowedMemberTypes: ['User'],
        })),
      }
    : {};
}

/** Devices, or apps. */
function listThings(type: ThingRecord['type']): (call: Call) => Answer {
  return (call) => {
    refuseGuest(call);
    const rows = thingRecords
      .filter((thing) => thing.type === type)
      .map((thing) => ({ ...renderObject(call, thing, { typed: false }), ...rolesOf(thing.id) }));
    return answerPlainList(call, `${type}s`, rows, { filters: ['id', 'displayName'] });
  };
}

/** What belongs to the directory as a whole: objects by id, deleted groups. */
export const directoryRoutes: readonly Route[] = [
  { operation: 'device-list', method: 'GET', path: '/devices', handle: listThings('device') },
  {
    operation: 'serviceprincipal-list',
    method: 'GET',
    path: '/servicePrincipals',
    handle: listThings('servicePrincipal'),
  },
  { operation: 'directoryobject-get-by-ids', method: 'POST', path: '/directoryObjects/getByIds', handle: getByIds },
  { method: 'GET', path: '/directory/deletedItems/{cast}', handle: readDeleted },
  { method: 'GET', path: '/directory/deletedItems/{cast}/$count', handle: readDeleted },
];
