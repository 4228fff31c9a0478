import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ChannelRecord } from '../../tenant/records.ts';
import { channelRecord } from '../../tenant/team-record.ts';
import { isMemberOrOwner, mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { GraphError, badRequest, deniedByTeams } from '../errors.ts';
import { parseFilter } from '../query/filter-parser.ts';
import { passes } from '../query/filter-test.ts';
import { readableTeam, teamContext } from '../team-access.ts';
import type { Team } from '../team-access.ts';
import { renderChannel, selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { boundUser } from './team-members.ts';

const newChannel = z.looseObject({
  displayName: z
    .string()
    .min(1)
    .max(50)
    .regex(/^[^~#%&*{}+/\\:<>?|'"_.][^~#%&*{}+/\\:<>?|'"]*$/),
  description: z.string().max(1024).nullish(),
  membershipType: z.enum(['standard', 'private', 'shared']).optional(),
  members: z.array(z.looseObject({ 'user@odata.bind': z.string() })).optional(),
});

/** Channels that are not for everybody are seen by those who are in them. */
function visibleChannels({ caller }: Call, { team }: Team): ChannelRecord[] {
  return team.channels.filter(
    (channel) =>
      channel.membershipType === 'standard' || caller.kind === 'app' || channel.memberIds.includes(caller.user.id),
  );
}

function listChannels(call: Call): Answer {
  const found = readableTeam(call);
  const { filter, select } = call.query;
  const test = filter === undefined ? undefined : parseFilter(filter);
  const value = visibleChannels(call, found)
    .map((channel) => renderChannel(found.group.id, channel))
    .filter((channel) => !test || passes(test, (path) => channel[path]))
    .map((channel) => selected(channel, select));
  const context = teamContext(call, found.group.id, '/channels');
  return { status: 200, body: { '@odata.context': context, '@odata.count': value.length, value } };
}

function getChannel(call: Call): Answer {
  const found = readableTeam(call);
  const id = call.params['channel'] ?? '';
  const channel = visibleChannels(call, found).find((one) => one.id === id);
  if (!channel) throw new GraphError(404, 'NotFound', `No channel found with id ${id}`);
  return answerOne(call, found, channel, '/channels/$entity');
}

function getPrimaryChannel(call: Call): Answer {
  const found = readableTeam(call);
  const [primary] = found.team.channels;
  if (!primary) throw new Error(`team ${found.team.id} without a channel`);
  return answerOne(call, found, primary, '/primaryChannel/$entity');
}

function answerOne(call: Call, { group }: Team, channel: ChannelRecord, what: string, status = 200): Answer {
  const shown = selected(renderChannel(group.id, channel), call.query.select);
  return { status, body: { '@odata.context': teamContext(call, group.id, what), ...shown } };
}

/** Members make channels where the team's switches let them. */
function mayCreate({ caller, tenant }: Call, { group, team }: Team): boolean {
  if (mayManage(caller, group, tenant)) return true;
  if (caller.kind === 'app' || !isMemberOrOwner(caller.user.id, group, tenant)) return false;
  const settings = team.settings[caller.isGuest ? 'guestSettings' : 'memberSettings'];
  return settings?.['allowCreateUpdateChannels'] === true;
}

function createChannel(call: Call): Answer {
  const found = readableTeam(call);
  const { team } = found;
  if (!mayCreate(call, found) || team.isArchived) throw deniedByTeams();
  const { displayName, description, membershipType = 'standard', members = [] } = readBody(call, newChannel);
  if (team.channels.some((channel) => channel.displayName.toLowerCase() === displayName.toLowerCase()))
    throw badRequest('Channel name already existed, please use other name.', 'BadRequest');
  const self = call.caller.kind === 'user' ? [call.caller.user.id] : [];
  const named = members.map((member) => boundUser(call, member['user@odata.bind']).id);
  const channel: ChannelRecord = {
    ...channelRecord(randomUUID().replaceAll('-', ''), displayName, new Date(call.now()).toISOString()),
    description: description ?? null,
    membershipType,
    memberIds: membershipType === 'standard' ? [] : [...new Set([...self, ...named])],
  };
  call.tenant.teams.put({ ...team, channels: [...team.channels, channel] });
  return answerOne(call, found, channel, '/channels/$entity', 201);
}

/** Channels of a team. */
export const channelRoutes: readonly Route[] = [
  { operation: 'team-list-channels', method: 'GET', path: '/teams/{team}/channels', handle: listChannels },
  { operation: 'team-list-channels', method: 'GET', path: '/groups/{team}/team/channels', handle: listChannels },
  {
    operation: 'team-get-primary-channel',
    method: 'GET',
    path: '/teams/{team}/primaryChannel',
    handle: getPrimaryChannel,
  },
  { operation: 'channel-get', method: 'GET', path: '/teams/{team}/channels/{channel}', handle: getChannel },
  { operation: 'channel-create', method: 'POST', path: '/teams/{team}/channels', handle: createChannel },
];
