import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ChannelRecord, GroupRecord, TeamRecord, UserRecord } from '../../tenant/records.ts';
import { channelRecord, newTeam } from '../../tenant/team-record.ts';
import { isUnified, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { isoSeconds } from '../dates.ts';
import { GraphError, badRequest, denied, notFound } from '../errors.ts';
import { mergeSettings, teamSettings } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { createGroup } from './group-create.ts';
import { boundUser } from './team-members.ts';
import { alreadyTeam, ownerless } from './team-refusals.ts';

const templates =
  /^(standard|educationClass|educationStaff|educationProfessionalLearningCommunity|retail\w+|healthcare\w+)$/i;
const channel = z.looseObject({ displayName: z.string().min(1).max(50), description: z.string().nullish() });
const member = z.looseObject({ roles: z.array(z.string()).optional(), 'user@odata.bind': z.string() });
const { funSettings } = teamSettings;
const newTeamBody = z.looseObject({
  ...teamSettings,
  // The rating is written in either case.
  funSettings: z.preprocess(lowerRating, funSettings),
  'template@odata.bind': z.string(),
  'group@odata.bind': z.string().optional(),
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).nullish(),
  visibility: z.enum(['Public', 'Private', 'public', 'private']).optional(),
  members: z.array(member).optional(),
  channels: z.array(channel).max(200).optional(),
  firstChannelName: z.string().min(1).max(50).optional(),
});
type Body = z.infer<typeof newTeamBody>;

function lowerRating(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || !('giphyContentRating' in sent)) return sent;
  return { ...sent, giphyContentRating: String(sent.giphyContentRating).toLowerCase() };
}

/** Makes a team: on a group that is there, or with a group of its own. Answered before the team is ready. */
function postTeam(call: Call): Answer {
  const body = readBody(call, newTeamBody);
  const template = /\/teamsTemplates(?:\('([^']+)'\)|\/([^/]+))$/.exec(body['template@odata.bind']);
  if (!templates.test(template?.[1] ?? template?.[2] ?? ''))
    throw badRequest('The template of the team is not known.', 'BadRequest');
  const onGroup = body['group@odata.bind'];
  const group = onGroup === undefined ? withGroup(call, body) : groupToUse(call, onGroup);
  const operation = {
    id: randomUUID(),
    operationType: 'createTeam' as const,
    createdDateTime: isoSeconds(call.now()),
  };
  const team = { ...teamOfBody(call, group, body), operations: [operation] };
  call.tenant.atomically(() => {
    call.tenant.teams.put(team);
    call.tenant.updateGroup(group.id, { hasTeam: true });
  });
  const address = `/teams('${group.id}')`;
  const headers = { Location: `${address}/operations('${operation.id}')`, 'Content-Location': address };
  return { status: 202, headers };
}

/** @throws GraphError 404 unknown, or to Teams not known yet; 403, 400 and 409 as for making a team of a group */
function groupToUse(call: Call, address: string): GroupRecord {
  const match = /\/groups(?:\('([^']+)'\)|\/([^/]+))$/.exec(address);
  const id = match?.[1] ?? match?.[2] ?? '';
  const group = call.tenant.group(id);
  if (!group) throw notFound(id);
  if (!mayManage(call.caller, group, call.tenant)) throw denied();
  if (!isUnified(group)) throw badRequest('Only a Microsoft 365 group can have a team.', 'BadRequest');
  if (group.hasTeam) throw alreadyTeam();
  if (call.teamLag.isUnknown(group.id))
    throw new GraphError(404, 'NotFound', 'Failed to execute MS Graph backend request GetGroupInternalApiRequest');
  if (call.tenant.linked(group.id, 'owner').size === 0) throw ownerless(group.id);
  return group;
}

/** A group under the name of the team, by the rules that hold for groups. Who asks owns it; an app names one owner. */
function withGroup(call: Call, body: Body): GroupRecord {
  const { caller, tenant } = call;
  if (body.displayName === undefined) throw badRequest("A value is required for property 'displayName'.", 'BadRequest');
  const people = (body.members ?? []).map((one) => ({
    user: boundUser(call, one['user@odata.bind']),
    isOwner: one.roles?.includes('owner') ?? false,
  }));
  const owners = people.filter(({ isOwner }) => isOwner).map(({ user }) => user);
  if (caller.kind === 'app' && owners.length === 0)
    throw badRequest('A team owner must be provided when creating a team in application context.', 'BadRequest');
  const others = owners.filter((user) => caller.kind === 'app' || user.id !== caller.user.id);
  const made = createGroup(call, {
    displayName: body.displayName,
    ...(body.description ? { description: body.description } : {}),
    groupTypes: ['Unified'],
    mailEnabled: true,
    mailNickname: freeNickname(call, body.displayName),
    securityEnabled: false,
    visibility: body.visibility?.toLowerCase() === 'private' ? 'Private' : 'Public',
    ...(caller.kind === 'app' ? { 'owners@odata.bind': others.map((user) => bindOf(call, user)) } : {}),
  });
  const group = tenant.group((made.body as { id: string }).id);
  if (!group) throw new Error('A group is gone while its team is made.');
  const self = caller.kind === 'user' ? [caller.user] : [];
  tenant.atomically(() => {
    for (const user of [...self, ...people.map((one) => one.user)]) tenant.link(group.id, 'member', user.id);
    for (const user of [...self, ...owners]) tenant.link(group.id, 'owner', user.id);
  });
  return group;
}

function bindOf({ origin }: Call, { id }: UserRecord): string {
  return `${origin}/v1.0/users/${id}`;
}

/** What is left of the name in an address; a number follows when somebody has it. */
function freeNickname({ tenant }: Call, displayName: string): string {
  const plain = displayName.replace(/[^A-Za-z0-9]/g, '').slice(0, 56) || 'team';
  let nickname = plain;
  while (tenant.groupByNickname(nickname)) nickname = `${plain}${String(randomInt(1000, 10_000))}`;
  return nickname;
}

function teamOfBody({ now }: Call, group: GroupRecord, body: Body): TeamRecord {
  const at = new Date(now()).toISOString();
  const fresh = newTeam(group.id, at);
  const [general, ...more] = fresh.channels;
  const named =
    general && body.firstChannelName !== undefined ? [{ ...general, displayName: body.firstChannelName }] : [general];
  const added = (body.channels ?? [])
    .filter(({ displayName }) => displayName.toLowerCase() !== 'general')
    .map(({ displayName, description }): ChannelRecord => {
      const record = channelRecord(randomUUID().replaceAll('-', ''), displayName, at);
      return { ...record, description: description ?? null };
    });
  const channels = [...named, ...more, ...added].filter((one) => one !== undefined);
  return { ...fresh, channels, settings: mergeSettings(fresh.settings, body) };
}

/** POST of a team. */
export const teamCreateRoutes: readonly Route[] = [
  { operation: 'team-create', method: 'POST', path: '/teams', handle: postTeam },
];
