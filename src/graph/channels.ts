import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Channel, ChannelPlan } from '../domain/teams.ts';
import type { Teams } from '../ports/teams.ts';
import type { Reader } from './batch.ts';
import { bodyOf } from './client.ts';
import { instant, parsed } from './group-shape.ts';
import type { Link } from './link.ts';
import { noTeam, rawTeam, reading, teamPath, webUrl } from './read-team.ts';
import type { Doing, Reply } from './refusals.ts';
import { refusalOf } from './refusals.ts';

const readingOne: Doing = {
  ...reading,
  notFound: { code: 'channel.not-found', advice: 'There is no such channel any more, or you are not in it.' },
};
const creating: Doing = {
  denied: { code: 'channel.denied', advice: 'You may make no channels in this team. Its owners decide who may.' },
  notFound: noTeam,
};

const channelShape = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().nullish(),
  membershipType: z.string().nullish(),
  isArchived: z.boolean().nullish(),
  createdDateTime: instant.nullish().catch(undefined),
  webUrl,
});
/** Without it Graph looks up the mail address of every channel. */
const channelFields = 'id,displayName,description,membershipType,isArchived,createdDateTime,webUrl';
const channelList = z.object({ value: z.array(channelShape) });
type RawChannel = z.infer<typeof channelShape>;

/** The channels of teams over Graph. */
export function channelsOver(link: Link): Pick<Teams, 'channels' | 'primaryChannel' | 'channel' | 'createChannel'> {
  const { reader } = link;
  return {
    channels: (groupId) => readChannels(reader, groupId),
    primaryChannel: (groupId) => readOne(reader, `${teamPath(groupId)}/primaryChannel`, reading),
    channel: (groupId, channelId) => readOne(reader, channelPath(groupId, channelId), readingOne),
    createChannel: (groupId, plan) => createChannel(link, groupId, plan),
  };
}

/** What Graph calls a channel; anything else could lead elsewhere. */
const channelId = /^19:[\w.-]{1,200}@thread\.[a-z0-9]{1,20}$/i;

function channelPath(groupId: string, id: string): string {
  if (!channelId.test(id)) throw new AppError('notFound', { ...(readingOne.notFound ?? noTeam) });
  return `${teamPath(groupId)}/channels/${encodeURIComponent(id)}`;
}

/**
 * Graph gives all of them at once, in no order. The first one has the team's own id, whatever it is called.
 * @see https://learn.microsoft.com/graph/api/channel-list
 */
async function readChannels(reader: Reader, groupId: string): Promise<Channel[]> {
  const [team, body] = await Promise.all([
    rawTeam(reader, groupId),
    reader.read({ path: `${teamPath(groupId)}/channels?$select=${channelFields}` }, reading),
  ]);
  const isFirst = ({ id }: RawChannel): boolean => id === team.internalId;
  return parsed(channelList, body)
    .value.sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || a.displayName.localeCompare(b.displayName))
    .map(toChannel);
}

/** @see https://learn.microsoft.com/graph/api/channel-get */
async function readOne(reader: Reader, path: string, doing: Doing): Promise<Channel> {
  return toChannel(parsed(channelShape, await reader.read({ path }, doing)));
}

/**
 * Whoever asks owns a private channel.
 * @throws AppError `channel.in-doubt` where one of this name is there that an earlier attempt may have made
 * @see https://learn.microsoft.com/graph/api/channel-post
 */
async function createChannel(
  { writer, callerId }: Link,
  groupId: string,
  { displayName, description, kind }: ChannelPlan,
): Promise<Channel> {
  const self = {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    'user@odata.bind': `${writer.graphUrl}/v1.0/users('${callerId}')`,
    roles: ['owner'],
  };
  const body = {
    displayName,
    ...(description !== '' && { description }),
    membershipType: kind,
    ...(kind === 'private' && { members: [self] }),
  };
  const path = `${teamPath(groupId)}/channels`;
  const reply = await writer.client.send({ method: 'POST', path, body, isRead: false });
  if (reply.status < 400) return toChannel(parsed(channelShape, bodyOf(reply)));
  if (reply.status !== 400) throw refusalOf(reply, creating, writer.scopes);
  throw refusedChannel(reply);
}

const errorText = z.object({ error: z.object({ message: z.string() }) });

/** Graph has one code for all of these; what it says in English tells them apart. */
function refusedChannel({ body, status, inDoubt }: Reply): AppError {
  const text = errorText.safeParse(body).data?.error.message ?? '';
  if (/already exist/i.test(text) && inDoubt)
    return new AppError('conflict', {
      code: 'channel.in-doubt',
      advice: 'The team has a channel of this name now. It may be yours: “show team” shows it.',
    });
  if (/already exist/i.test(text))
    return new AppError('conflict', {
      code: 'channel.name-taken',
      advice: 'The team has, or had in the last 30 days, a channel of this name. Please choose another.',
    });
  return new AppError('denied', {
    code: 'channel.refused',
    advice: 'Teams makes no such channel here: the team may have as many as it can, or the name is not allowed.',
    cause: { status },
  });
}

function toChannel(raw: RawChannel): Channel {
  const { id, displayName, description, membershipType, isArchived, createdDateTime, webUrl: url } = raw;
  return {
    id,
    displayName,
    ...(description ? { description } : {}),
    kind: membershipType === 'private' || membershipType === 'shared' ? membershipType : 'standard',
    isArchived: isArchived ?? false,
    ...(createdDateTime && { createdAt: createdDateTime }),
    ...(url && { webUrl: url }),
  };
}
