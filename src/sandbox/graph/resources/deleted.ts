import { z } from 'zod';
import type { GroupRecord } from '../../tenant/records.ts';
import { isUnified, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { requireAdmin } from '../caller.ts';
import { denied, notFound } from '../errors.ts';
import { refuseTaken } from '../group-fields.ts';
import { contextOf } from '../lists.ts';
import { checkId, renderObject } from '../objects.ts';
import type { Answer, Call, Route } from '../types.ts';

/** Objects that are listed of one owner. */
const mostOwned = 1000;

/** @throws GraphError 400 no GUID, 404 when it is not deleted or gone for good */
function askedDeleted(call: Call): GroupRecord {
  const id = checkId(call.params['object'] ?? '');
  const group = call.tenant.deletedGroup(id);
  if (!group) throw notFound(id);
  return group;
}

/** Brings a group back whole, unless its names were given away in the meantime. */
function restore(call: Call): Answer {
  const { caller, tenant } = call;
  const deleted = askedDeleted(call);
  if (!mayManage(caller, deleted, tenant)) throw denied();
  refuseTaken(
    tenant,
    { mailNickname: deleted.mailNickname, uniqueName: deleted.uniqueName ?? undefined },
    { unified: isUnified(deleted) },
  );
  tenant.restoreGroup(deleted.id);
  const shown = renderObject(call, tenant.group(deleted.id) ?? deleted, { typed: true });
  return { status: 200, body: { '@odata.context': contextOf(call, 'directoryObjects', true), ...shown } };
}

/** Cannot be undone, and so is for administrators. */
function purge(call: Call): Answer {
  requireAdmin(call.caller);
  call.tenant.purgeGroup(askedDeleted(call).id);
  return { status: 204 };
}

const ownedShape = z.looseObject({ userId: z.string(), type: z.string().regex(/^(group|user)$/i) });

function listOwned(call: Call): Answer {
  const { caller, tenant } = call;
  const { userId, type } = readBody(call, ownedShape);
  const user = tenant.user(checkId(userId));
  if (!user) throw notFound(userId);
  if (caller.kind === 'user' && caller.user.id !== user.id) requireAdmin(caller);
  const groups = type.toLowerCase() === 'group' ? [...tenant.linkedBy(user.id, 'owner')].sort() : [];
  const value = groups
    .flatMap((id) => tenant.deletedGroup(id) ?? [])
    .slice(0, mostOwned)
    .map((group) => renderObject(call, group, { typed: true }));
  return { status: 200, body: { '@odata.context': contextOf(call, 'directoryObjects'), value } };
}

const one = '/directory/deletedItems/{object}';

/** What becomes of deleted groups. */
export const deletedRoutes: readonly Route[] = [
  { operation: 'deleteditems-restore', method: 'POST', path: `${one}/restore`, handle: restore },
  { operation: 'deleteditems-permanent-delete', method: 'DELETE', path: one, handle: purge },
  {
    operation: 'deleteditems-user-owned',
    method: 'POST',
    path: '/directory/deletedItems/getUserOwnedObjects',
    handle: listOwned,
  },
];
