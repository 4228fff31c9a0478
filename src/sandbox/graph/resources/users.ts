import type { UserRecord } from '../../tenant/records.ts';
import { holds, requirePermission, signedInUser } from '../caller.ts';
import type { OperationId } from '../permissions.ts';
import { denied, notFound } from '../errors.ts';
import { answerCollection, answerCount, answerLinks, contextOf } from '../lists.ts';
import { checkSelect, renderExpanded, renderObject, visibleGroups } from '../objects.ts';
import type { Answer, Call, Route } from '../types.ts';

/** The user of the path, `/me` or `/users/{user}`, once the token may ask about it. */
export function askedUser(call: Call, operation: OperationId): UserRecord {
  const key = call.params['user'];
  const user = key === undefined ? signedInUser(call.caller).user : call.tenant.user(key);
  requirePermission(call.caller, operation, user?.id ?? '');
  if (!user) throw notFound(key ?? '');
  return user;
}

function getUser(operation: OperationId): (call: Call) => Answer {
  return (call) => {
    const user = askedUser(call, operation);
    checkSelect(call, call.query.select, 'user');
    const shown = renderObject(call, user, { typed: false, select: call.query.select });
    const body = { '@odata.context': contextOf(call, 'users', true), ...shown, ...renderExpanded(call, user) };
    return { status: 200, body };
  };
}

/** Guests may look at a person whom they can name, not at all of them. */
function refuseGuest({ caller }: Call): void {
  if (caller.kind === 'user' && caller.isGuest) throw denied();
}

function usersAfter({ tenant }: Call): (sequence: number) => UserRecord[] {
  return (sequence) => [...tenant.users()].filter((user) => user.sequence > sequence);
}

function memberOf(operation: OperationId, isTransitive: boolean): (call: Call) => Answer {
  return (call) => {
    const user = askedUser(call, operation);
    const groups = isTransitive ? call.view.transitiveMemberOf(user.id) : call.view.linkedBy(user.id, 'member');
    const roles = user.roleIds.flatMap((id) => call.tenant.role(id) ?? []);
    return answerLinks(call, [...roles, ...visibleGroups(call, groups, user.id)]);
  };
}

function ownedObjects(call: Call): Answer {
  const user = askedUser(call, 'me-list-owned-objects');
  return answerLinks(call, call.view.linkedBy(user.id, 'owner'), { castIsPlain: true });
}

/** Whoever has nobody above is answered with 404. */
function manager(call: Call): Answer {
  const user = askedUser(call, 'user-list-manager');
  const found = call.tenant.user(user.managerId ?? '');
  if (!found) throw notFound('manager');
  checkSelect(call, call.query.select, 'user');
  const shown = renderObject(call, found, { typed: true, select: call.query.select });
  return { status: 200, body: { '@odata.context': contextOf(call, 'directoryObjects', true), ...shown } };
}

function directReports(call: Call): Answer {
  const user = askedUser(call, 'user-list-direct-reports');
  return answerLinks(
    call,
    [...call.tenant.users()].filter((one) => one.managerId === user.id),
  );
}

/** A list of links of a person, under both of its names, with casts and counts. */
function linkRoutes(name: string, cost: number, handle: (call: Call) => Answer): Route[] {
  return ['/me', '/users/{user}'].flatMap((start) =>
    ['', '/$count', '/{cast}', '/{cast}/$count'].map((end) => ({
      method: 'GET',
      path: `${start}/${name}${end}`,
      cost,
      handle,
    })),
  );
}

function joinedTeams(call: Call): Answer {
  const user = askedUser(call, 'user-list-joined-teams');
  // In real life an app asks by id and a person about itself only.
  if (call.caller.kind === 'user' && call.caller.user.id !== user.id && !holds(call.caller, ['User.Read.All']))
    throw denied();
  const teams = call.view.linkedBy(user.id, 'member').filter((group) => group.hasTeam);
  const value = teams.map(({ id, displayName, description }) => ({
    id,
    createdDateTime: null,
    displayName,
    description,
    internalId: null,
    classification: null,
    specialization: null,
    visibility: null,
    webUrl: null,
    isArchived: null,
    isMembershipLimitedToOwners: null,
  }));
  const context = `${call.origin}/v1.0/$metadata#teams`;
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, value } };
}

/** Users, and what `/me` and `/users` lead to in the directory. */
export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/me', handle: getUser('me-get') },
  { method: 'GET', path: '/users/{user}', handle: getUser('user-get') },
  {
    operation: 'user-list',
    method: 'GET',
    path: '/users',
    cost: 2,
    handle: (call) => {
      refuseGuest(call);
      return answerCollection(call, 'user', usersAfter(call));
    },
  },
  {
    operation: 'user-list',
    method: 'GET',
    path: '/users/$count',
    handle: (call) => {
      refuseGuest(call);
      return answerCount(call, 'user', usersAfter(call));
    },
  },
  ...linkRoutes('memberOf', 2, memberOf('me-list-member-of', false)),
  ...linkRoutes('transitiveMemberOf', 2, memberOf('me-list-transitive-member-of', true)),
  ...linkRoutes('ownedObjects', 1, ownedObjects),
  ...linkRoutes('directReports', 1, directReports),
  { method: 'GET', path: '/me/manager', handle: manager },
  { method: 'GET', path: '/users/{user}/manager', handle: manager },
  { method: 'GET', path: '/me/joinedTeams', handle: joinedTeams },
  { method: 'GET', path: '/users/{user}/joinedTeams', handle: joinedTeams },
];
