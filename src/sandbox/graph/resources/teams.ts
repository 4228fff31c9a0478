import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { tenantId } from '../../tenant/cast.ts';
import type { GroupRecord, TeamRecord } from '../../tenant/records.ts';
import { teamOf } from '../../tenant/team-of.ts';
import { newTeam } from '../../tenant/team-record.ts';
import { isUnified, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { isoSeconds } from '../dates.ts';
import { GraphError, badRequest, denied, deniedByTeams } from '../errors.ts';
import { groupFields } from '../group-fields.ts';
import { enforceNaming } from '../naming.ts';
import { managedTeam, readableTeam, teamContext } from '../team-access.ts';
import { mergeSettings, renderTeam, selected, teamSettings } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { writableGroup } from './groups.ts';
import { alreadyTeam, ownerless } from './team-refusals.ts';
import { askedUser } from './users.ts';

/** Work whose outcome is remembered, of each team. */
const mostOperations = 20;
const madeOfGroup = z.strictObject({ ...teamSettings, 'template@odata.bind': z.string().optional() });
const change = z.strictObject({
  ...teamSettings,
  displayName: groupFields.displayName,
  description: groupFields.description,
});
const archiving = z.looseObject({ shouldSetSpoSiteReadOnlyForMembers: z.boolean().nullish() });

/** Makes a team of a group. While Teams does not know the group the call fails, and may make the team all the same. */
function putTeam(call: Call): Answer {
  const { tenant } = call;
  const group = writableGroup(call);
  if (!mayManage(call.caller, group, tenant)) throw denied();
  const settings = readBody(call, madeOfGroup);
  if (!isUnified(group)) throw badRequest('Only a Microsoft 365 group can have a team.', 'BadRequest');
  if (group.hasTeam) throw alreadyTeam();
  if (call.teamLag.isUnknown(group.id)) {
    if (tenant.linked(group.id, 'owner').size > 0 && call.teamLag.makesAnyway()) make(call, group, settings);
    throw new GraphError(404, 'NotFound', 'Failed to execute MS Graph backend request GetGroupInternalApiRequest');
  }
  if (tenant.linked(group.id, 'owner').size === 0) throw ownerless(group.id);
  const team = make(call, group, settings);
  const body = { '@odata.context': `${call.origin}/v1.0/$metadata#teams/$entity`, ...renderTeam(group, team) };
  return { status: 201, headers: { Location: `/teams('${group.id}')` }, body };
}

function make({ tenant, now }: Call, group: GroupRecord, sent: Record<string, unknown>): TeamRecord {
  const fresh = newTeam(group.id, new Date(now()).toISOString());
  const team = { ...fresh, settings: mergeSettings(fresh.settings, sent) };
  tenant.atomically(() => {
    tenant.teams.put(team);
    tenant.updateGroup(group.id, { hasTeam: true });
  });
  return team;
}

function getTeam(call: Call): Answer {
  const { group, team } = readableTeam(call);
  const shown = selected(renderTeam(group, team), call.query.select);
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#teams/$entity`, ...shown } };
}

/** Switches are the team's, name and description the group's. */
function patchTeam(call: Call): Answer {
  const { group, team } = managedTeam(call);
  const { displayName, description, ...settings } = readBody(call, change);
  if (displayName !== undefined && displayName !== group.displayName)
    enforceNaming(call.caller, call.tenant, { displayName });
  call.tenant.teams.put({ ...team, settings: mergeSettings(team.settings, settings) });
  const named = {
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
  };
  if (Object.keys(named).length > 0) call.tenant.updateGroup(group.id, named);
  return { status: 204 };
}

/** Answered before it is done: the outcome is read at the address in `Location`. */
function archive(isArchived: boolean): (call: Call) => Answer {
  return (call) => {
    const { group, team } = managedTeam(call);
    if (call.body !== undefined && call.body !== '') readBody(call, archiving);
    if (call.tenant.linked(group.id, 'owner').size === 0) throw badRequest('The team has no owner.', 'BadRequest');
    const operation = {
      id: randomUUID(),
      operationType: isArchived ? ('archiveTeam' as const) : ('unarchiveTeam' as const),
      createdDateTime: isoSeconds(call.now()),
    };
    const operations = [...team.operations, operation].slice(-mostOperations);
    call.tenant.teams.put({ ...team, isArchived, operations });
    return { status: 202, headers: { Location: `/teams('${group.id}')/operations('${operation.id}')` } };
  };
}

function getOperation(call: Call): Answer {
  const { group, team } = readableTeam(call);
  const id = call.params['operation'] ?? '';
  const operation = team.operations.find((one) => one.id === id.toLowerCase());
  if (!operation) throw new GraphError(404, 'NotFound', `No operation found with id ${id}`);
  const body = {
    '@odata.context': teamContext(call, group.id, '/operations/$entity'),
    ...operation,
    lastActionDateTime: operation.createdDateTime,
    attemptsCount: 1,
    status: 'succeeded',
    targetResourceId: group.id,
    targetResourceLocation: `/teams('${group.id}')`,
    error: null,
  };
  return { status: 200, body };
}

/** Teams that one is in, and those of which a shared channel took one in. A person asks about itself only. */
function associatedTeams(call: Call): Answer {
  const { caller, view, tenant } = call;
  const user = askedUser(call, 'user-list-associated-teams');
  if (caller.kind === 'user' && caller.user.id !== user.id) throw deniedByTeams();
  const inside = [...view.linkedBy(user.id, 'member'), ...view.linkedBy(user.id, 'owner')];
  const hosts = [...tenant.groups()].filter((group) =>
    teamOf(tenant, group)?.channels.some(
      ({ membershipType, memberIds }) => membershipType === 'shared' && memberIds.includes(user.id),
    ),
  );
  const value = [...new Set([...inside, ...hosts])]
    .filter((group) => teamOf(tenant, group) !== undefined)
    .map(({ id, displayName }) => ({
      '@odata.type': '#microsoft.graph.associatedTeamInfo',
      id,
      tenantId,
      displayName,
    }));
  const context = `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.associatedTeamInfo)`;
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, value } };
}

function routes(start: string): Route[] {
  return [
    { operation: 'team-get', method: 'GET', path: start, handle: getTeam },
    { operation: 'team-update', method: 'PATCH', path: start, handle: patchTeam },
    { operation: 'team-archive', method: 'POST', path: `${start}/archive`, handle: archive(true) },
    { operation: 'team-unarchive', method: 'POST', path: `${start}/unarchive`, handle: archive(false) },
    { operation: 'team-get', method: 'GET', path: `${start}/operations/{operation}`, handle: getOperation },
  ];
}

/** Teams themselves. */
export const teamRoutes: readonly Route[] = [
  { operation: 'team-create-from-group', method: 'PUT', path: '/groups/{group}/team', handle: putTeam },
  ...routes('/teams/{team}'),
  ...routes('/groups/{team}/team'),
  { method: 'GET', path: '/me/teamwork/associatedTeams', handle: associatedTeams },
  { method: 'GET', path: '/users/{user}/teamwork/associatedTeams', handle: associatedTeams },
];
