import { z } from 'zod';
import { channelShownCard, type ChannelShown } from '../../cards/channel-shown.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Channel } from '../../domain/teams.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { textBefore } from '../text-words.ts';
import { groupWithTeam } from './team-of.ts';

const scopes = ['Channel.ReadBasic.All', 'Team.ReadBasic.All', 'GroupMember.Read.All'];
const which = 'Which channel? Say its name and its team, such as “show channel Hiring in Design Guild”.';
/** By name, or the id that a button carries. */
const channelName = z.string({ error: which }).trim().min(1, which).max(256, 'This name is too long to be one.');
const mostNamed = 5;

/**
 * Shows one channel of a team.
 * @throws AppError `channel.not-found`, `team.read-denied`, `team.none`
 * @see https://learn.microsoft.com/graph/api/channel-get
 */
export const showChannel = defineOperation({
  name: 'channel.show',
  phrases: ['show channel', 'show the channel', 'open channel', 'channel'],
  summary: 'Show a channel of a team',
  example: 'show channel General in Design Guild',
  fromWords: (words) => textBefore(words, /\s+(?:in|of|from)\s+(?:the\s+team\s+)?/giu, 'channel'),
  input: z.object({ group: groupName, channel: channelName }),
  scopes,

  async run({ group: wanted, channel: name }, services): Promise<ChannelShown> {
    const group = await groupWithTeam(wanted, services);
    const isId = name.startsWith('19:');
    const channel = isId
      ? await services.teams.channel(group.id, name)
      : channelNamed(group, name, await services.teams.channels(group.id));
    return { group, channel, isNew: false };
  },
  card: channelShownCard,
});

/**
 * Shows the channel that every team begins with.
 * @see https://learn.microsoft.com/graph/api/team-get-primarychannel
 */
export const showPrimaryChannel = defineOperation({
  name: 'channel.primary',
  phrases: ['general channel of', 'main channel of', 'first channel of', 'primary channel of'],
  summary: 'Show the channel that a team begins with',
  example: 'general channel of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Channel.ReadBasic.All', 'GroupMember.Read.All'],

  async run({ group: wanted }, services): Promise<ChannelShown> {
    const group = await groupWithTeam(wanted, services);
    return { group, channel: await services.teams.primaryChannel(group.id), isNew: false };
  },
  card: channelShownCard,
});

function channelNamed(group: Group, name: string, channels: readonly Channel[]): Channel {
  const sought = name.toLowerCase();
  const named = channels.filter(({ displayName }) => displayName.toLowerCase() === sought);
  const begun = channels.filter(({ displayName }) => displayName.toLowerCase().startsWith(sought));
  const found = named[0] ?? (begun.length === 1 ? begun[0] : undefined);
  if (found) return found;
  const names = channels.slice(0, mostNamed).map(({ displayName }) => `“${displayName}”`);
  const others = channels.length - names.length;
  const list = new Intl.ListFormat('en').format([...names, ...(others > 0 ? [`${others} more`] : [])]);
  throw new AppError('notFound', {
    code: 'channel.not-found',
    advice: `The team “${group.displayName}” has no channel called “${name}” that you can see. There is ${list}.`,
  });
}
