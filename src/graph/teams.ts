import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Channel, Team } from '../domain/teams.ts';
import type { Teams } from '../ports/teams.ts';
import type { Reader } from './batch.ts';
import { parsed, visibilityOf } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import type { Doing, Reply } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';

const enabling: Doing = {
  denied: { code: 'team.denied', advice: 'Only an owner of the group or an administrator may put a team on it.' },
};
const reading: Doing = {
  denied: {
    code: 'team.read-denied',
    advice: 'Only members of this team may look into it. Join the group first, or ask its owners.',
  },
  notFound: { code: 'team.not-found', advice: 'This group has no team.' },
};

/** The teams of groups over Graph. */
export function teamsOver({ reader, writer }: Link): Teams {
  return {
    team: (groupId) => readTeam(reader, groupId),
    channels: (groupId) => readChannels(reader, groupId),
    enable: (groupId) => enableTeam(writer, groupId),
  };
}

const webUrl = z
  .url({ protocol: /^https$/ })
  .optional()
  .catch(undefined);
const teamShape = z.object({
  id: z.guid(),
  internalId: z.string().nullish(),
  visibility: z.string().nullish(),
  isArchived: z.boolean().nullish(),
  webUrl,
});
const channelShape = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().nullish(),
  membershipType: z.string().nullish(),
  isArchived: z.boolean().nullish(),
  webUrl,
});
const channelList = z.object({ value: z.array(channelShape) });
type RawTeam = z.infer<typeof teamShape>;
type RawChannel = z.infer<typeof channelShape>;

/** @see https://learn.microsoft.com/graph/api/team-get */
async function readTeam(reader: Reader, groupId: string): Promise<Team> {
  const { id, visibility, isArchived, webUrl: url } = await rawTeam(reader, groupId);
  return { id, visibility: visibilityOf(visibility), isArchived: isArchived ?? false, ...(url && { webUrl: url }) };
}

async function rawTeam(reader: Reader, groupId: string): Promise<RawTeam> {
  return parsed(teamShape, await reader.read({ path: teamPath(groupId) }, reading));
}

/**
 * Graph gives all of them at once, in no order. The first one has the team's own id, whatever it is called.
 * @see https://learn.microsoft.com/graph/api/channel-list
 */
async function readChannels(reader: Reader, groupId: string): Promise<Channel[]> {
  const [team, body] = await Promise.all([
    rawTeam(reader, groupId),
    reader.read({ path: `${teamPath(groupId)}/channels` }, reading),
  ]);
  const isFirst = ({ id }: RawChannel): boolean => id === team.internalId;
  return parsed(channelList, body)
    .value.sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || a.displayName.localeCompare(b.displayName))
    .map(toChannel);
}

function toChannel({ displayName, description, membershipType, isArchived, webUrl: url }: RawChannel): Channel {
  return {
    displayName,
    ...(description ? { description } : {}),
    kind: membershipType === 'private' || membershipType === 'shared' ? membershipType : 'standard',
    isArchived: isArchived ?? false,
    ...(url && { webUrl: url }),
  };
}

/** @throws AppError `group.not-found` when the id is not a GUID */
function teamPath(groupId: string): string {
  return groupPath(groupId).replace('/groups/', '/teams/');
}

/** @see https://learn.microsoft.com/graph/api/team-put-teams */
async function enableTeam({ client, scopes }: Writer, groupId: string): Promise<'enabled' | 'present'> {
  const reply = await client.send({ method: 'PUT', path: `${groupPath(groupId)}/team`, body: {}, isRead: false });
  if (reply.status < 400) return 'enabled';
  if (reply.status === 409) return reply.inDoubt ? 'enabled' : 'present';
  if (reply.status === 400) throw refusedTeam(reply);
  throw classify(reply) === 'notFound' ? teamNotReady() : refusalOf(reply, enabling, scopes);
}

const errorText = z.object({ error: z.object({ message: z.string() }) });

/** Graph has one code for all of these; what it says in English tells them apart. */
function refusedTeam({ body, status }: Reply): AppError {
  const text = errorText.safeParse(body).data?.error.message ?? '';
  if (/one or more owners/i.test(text))
    return new AppError('denied', {
      code: 'team.no-owner',
      advice: 'A group needs an owner before it can have a team. An administrator can give it one.',
    });
  return new AppError('denied', {
    code: 'team.refused',
    advice: 'Teams makes no team of this group. An administrator can say why.',
    cause: { status },
  });
}

function teamNotReady(): AppError {
  return new AppError('upstream', {
    code: 'team.not-ready',
    advice: 'Teams does not know this group yet. With new groups that can take a quarter of an hour.',
  });
}
