import { z } from 'zod';
import type { ObjectRecord } from '../../tenant/records.ts';
import { readBody } from '../body.ts';
import { requirePermission } from '../caller.ts';
import { badRequest, notFound } from '../errors.ts';
import { checkId, readableGroup, visibleGroups } from '../objects.ts';
import type { OperationId } from '../permissions.ts';
import type { Answer, Call, Route } from '../types.ts';
import { askedUser } from './users.ts';

type Start = 'group' | 'user' | 'directoryobject';
const mostChecked = 20;
const mostReturned = 2046;

/** The object of the path, once the token may ask about it. */
function askedObject(call: Call, start: Start, operation: OperationId): ObjectRecord {
  if (start === 'user') return askedUser(call, operation);
  requirePermission(call.caller, operation);
  if (start === 'group') return readableGroup(call);
  const id = checkId(call.params['object'] ?? '');
  const object = call.view.object(id);
  if (!object) throw notFound(id);
  return object;
}

/** Everything that holds an object, through other groups too: groups, and for the `Objects` forms directory roles. */
function holders(call: Call, object: ObjectRecord, withRoles: boolean): { id: string; securityEnabled: boolean }[] {
  const groups = visibleGroups(call, call.view.transitiveMemberOf(object.id), object.id);
  const roles = withRoles && object.type === 'user' ? object.roleIds : [];
  return [...groups, ...roles.map((id) => ({ id, securityEnabled: true }))];
}

function check(start: Start, what: 'Groups' | 'Objects'): (call: Call) => Answer {
  const field = what === 'Groups' ? 'groupIds' : 'ids';
  const shape = z.looseObject({ [field]: z.array(z.string()) });
  return (call) => {
    const object = askedObject(call, start, `${start}-checkMember${what}`);
    const asked = z.array(z.string()).parse(readBody(call, shape)[field]);
    if (asked.length > mostChecked) {
      throw badRequest(`The number of values in '${field}' exceeds the maximum of ${String(mostChecked)}.`);
    }
    const held = new Set(
      holders(call, object, what === 'Objects').flatMap(({ id }) => [id, call.tenant.role(id)?.roleTemplateId ?? id]),
    );
    return answerIds(
      call,
      asked.map((id) => checkId(id).toLowerCase()).filter((id) => held.has(id)),
    );
  };
}

const filterShape = z.looseObject({ securityEnabledOnly: z.boolean() });

function get(start: Start, what: 'Groups' | 'Objects'): (call: Call) => Answer {
  return (call) => {
    const object = askedObject(call, start, `${start}-getMember${what}`);
    const { securityEnabledOnly } = readBody(call, filterShape);
    if (securityEnabledOnly && object.type !== 'user')
      throw badRequest("'securityEnabledOnly' can be true for users only.");
    const ids = holders(call, object, what === 'Objects')
      .filter((holder) => !securityEnabledOnly || holder.securityEnabled)
      .map(({ id }) => id);
    return answerIds(call, ids.slice(0, mostReturned));
  };
}

function answerIds(call: Call, value: string[]): Answer {
  const context = `${call.origin}/v1.0/$metadata#Collection(Edm.String)`;
  return { status: 200, body: { '@odata.context': context, value } };
}

function routes(path: string, start: Start): Route[] {
  return (['Groups', 'Objects'] as const).flatMap((what) => [
    { method: 'POST', path: `${path}/checkMember${what}`, cost: 4, handle: check(start, what) },
    { method: 'POST', path: `${path}/getMember${what}`, cost: 2, handle: get(start, what) },
  ]);
}

/** Whether something is in a group, and all groups that hold it. */
export const memberCheckRoutes: readonly Route[] = [
  ...routes('/me', 'user'),
  ...routes('/users/{user}', 'user'),
  ...routes('/groups/{group}', 'group'),
  ...routes('/directoryObjects/{object}', 'directoryobject'),
];
