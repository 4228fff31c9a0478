import { z } from 'zod';
import { tenantId } from '../../tenant/cast.ts';
import type { UserRecord } from '../../tenant/records.ts';
import { mayKnowMembers, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { holds } from '../caller.ts';
import { GraphError, badRequest, deniedByTeams, notFound, quotaExceeded } from '../errors.ts';
import { parseFilter } from '../query/filter-parser.ts';
import { passes } from '../query/filter-test.ts';
import { mayHoldGuest } from '../settings.ts';
import { managedTeam, readableTeam, teamContext } from '../team-access.ts';
import type { Team } from '../team-access.ts';
import { selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';

const defaultPageSize = 100;
const memberType = '#microsoft.graph.aadUserConversationMember';
const newMember = z.looseObject({
  '@odata.type': z.literal(memberType),
  'user@odata.bind': z.string(),
  roles: z.array(z.enum(['owner', 'guest'])).optional(),
});

/** The id of a membership holds the team and the person. */
function membershipId(teamId: string, userId: string): string {
  return Buffer.from(`${teamId}##${userId}`).toString('base64');
}

function render({ tenant }: Call, teamId: string, user: UserRecord): Record<string, unknown> {
  const isOwner = tenant.isLinked(teamId, 'owner', user.id);
  return {
    '@odata.type': memberType,
    id: membershipId(teamId, user.id),
    roles: isOwner ? ['owner'] : user.userType === 'Guest' ? ['guest'] : [],
    displayName: user.displayName,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: user.id,
    email: user.mail,
    tenantId,
  };
}

function peopleOf(call: Call, { group }: Team): UserRecord[] {
  const people = [...call.view.linked(group.id, 'owner'), ...call.view.linked(group.id, 'member')];
  return [...new Set(people)].filter((object) => object.type === 'user').sort((a, b) => a.sequence - b.sequence);
}

function listMembers(call: Call): Answer {
  const found = readableTeam(call);
  if (!mayKnowMembers(call.caller, found.group, call.tenant)) throw deniedByTeams();
  const { filter, select, top, skipToken } = call.query;
  const test = filter === undefined ? undefined : parseFilter(filter);
  const all = peopleOf(call, found)
    .map((user) => render(call, found.group.id, user))
    .filter((member) => !test || passes(test, (path) => member[path.split('/').at(-1) ?? '']));
  const start = readStart(skipToken);
  const end = start + (top ?? defaultPageSize);
  const value = all.slice(start, end).map((member) => ({ '@odata.type': memberType, ...selected(member, select) }));
  const next = end < all.length ? { '@odata.nextLink': nextLink(call, end) } : {};
  const context = teamContext(call, found.group.id, '/members');
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, ...next, value } };
}

function readStart(token: string | undefined): number {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isSafeInteger(start) || start < 0) throw badRequest('The page token is not valid.', 'BadRequest');
  return start;
}

function nextLink(call: Call, start: number): string {
  const options = new URLSearchParams(
    [...new URLSearchParams(call.search)].filter(([name]) => !/skiptoken/i.test(name)),
  );
  options.set('$skiptoken', Buffer.from(String(start)).toString('base64url'));
  return `${call.origin}/v1.0${call.path}?${options.toString().replaceAll('%24', '$')}`;
}

/** @returns the person that `users/{id}` or `users('{id or principal name}')` names */
export function boundUser(call: Call, reference: string): UserRecord {
  const match = /^https?:\/\/[^/]+\/[^/]+\/users(?:\/([^/]+)|\('([^']+)'\))$/i.exec(reference);
  if (!match) throw badRequest(`Invalid URL format specified in user@odata.bind: '${reference}'.`, 'BadRequest');
  const key = match[1] ?? match[2] ?? '';
  const user = call.tenant.user(key);
  if (!user) throw notFound(key);
  return user;
}

/** Some apps may put in everybody but owners. */
function refuseOwnerRole({ caller }: Call): void {
  if (!holds(caller, ['TeamMember.ReadWrite.All'])) throw deniedByTeams();
}

/** Whoever is in already gets the role that is asked for. */
function addMember(call: Call): Answer {
  const { group } = managedTeam(call);
  const asked = readBody(call, newMember);
  const user = boundUser(call, asked['user@odata.bind']);
  const asOwner = asked.roles?.includes('owner') ?? false;
  if (asOwner) refuseOwnerRole(call);
  if (group.membershipRule !== null) throw deniedByTeams();
  if (user.userType === 'Guest' && !mayHoldGuest(call.tenant, asOwner ? 'owner' : 'member', group.id))
    throw deniedByTeams();
  const owners = call.tenant.linked(group.id, 'owner');
  if (asOwner && !owners.has(user.id) && owners.size >= 100) throw quotaExceeded(owners.size + 1, 100);
  call.tenant.atomically(() => {
    call.tenant.link(group.id, 'member', user.id);
    if (asOwner) call.tenant.link(group.id, 'owner', user.id);
  });
  const context = teamContext(call, group.id, '/members/$entity');
  return { status: 201, body: { '@odata.context': context, ...render(call, group.id, user) } };
}

/** The last owner stays; everybody may leave. */
function removeMember(call: Call): Answer {
  const { caller, tenant } = call;
  const { group } = readableTeam(call);
  const key = call.params['membership'] ?? '';
  const userId = Buffer.from(key, 'base64').toString().split('##')[1] ?? '';
  const isOwner = tenant.isLinked(group.id, 'owner', userId);
  const isSelf = caller.kind === 'user' && caller.user.id === userId;
  if (!isSelf && !mayManage(caller, group, tenant)) throw deniedByTeams();
  const isIn = isOwner || tenant.isLinked(group.id, 'member', userId);
  if (!isIn || membershipId(group.id, userId) !== key)
    throw new GraphError(404, 'NotFound', `No membership found with id ${key}`);
  if (group.membershipRule !== null) throw deniedByTeams();
  if (isOwner) refuseOwnerRole(call);
  if (isOwner && tenant.linked(group.id, 'owner').size === 1)
    throw badRequest('The group must have at least one owner, hence this owner cannot be removed.', 'BadRequest');
  tenant.atomically(() => {
    tenant.unlink(group.id, 'owner', userId);
    tenant.unlink(group.id, 'member', userId);
  });
  return { status: 204 };
}

/** Who is in a team: the owners and members of its group. */
export const teamMemberRoutes: readonly Route[] = [
  { operation: 'team-list-members', method: 'GET', path: '/teams/{team}/members', handle: listMembers },
  { operation: 'team-add-member', method: 'POST', path: '/teams/{team}/members', handle: addMember },
  {
    operation: 'team-remove-member',
    method: 'DELETE',
    path: '/teams/{team}/members/{membership}',
    handle: removeMember,
  },
];
