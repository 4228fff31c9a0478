import { z } from 'zod';
import { channelFormCard, type ChannelForm } from '../../cards/channel-form.ts';
import { channelShownCard, type ChannelShown } from '../../cards/channel-shown.ts';
import { channelProblems } from '../../domain/channel-name.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { teamIsArchived } from '../../domain/team-errors.ts';
import type { Channel, ChannelPlan } from '../../domain/teams.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { textBefore } from '../text-words.ts';
import { groupWithTeam } from './team-of.ts';

type Creating = { form: ChannelForm } | { made: ChannelShown };

const again = 'This form is broken. Ask again with “new channel”.';
const field = z.string({ error: again }).trim().max(8_000, again).default('');

/**
 * Makes a channel, with a form. Who may is what the team's settings say.
 * @throws AppError `channel.denied`, `channel.refused`, `team.archived`, `team.none`
 * @see https://learn.microsoft.com/graph/api/channel-post
 */
export const createChannel = defineOperation({
  name: 'channel.create',
  phrases: ['new channel', 'create channel', 'create a channel', 'make a channel', 'make channel', 'add channel'],
  summary: 'Make a channel in a team',
  example: 'new channel Hiring in Design Guild',
  fromWords: (words) => textBefore(words, /\s+(?:in|for|of|to|on)\s+(?:the\s+team\s+)?/giu, 'channel'),
  input: z.object({
    group: groupName,
    channel: field,
    description: field,
    kind: z.enum(['standard', 'private'], { error: again }).default('standard'),
    confirmed,
  }),
  scopes: ['Channel.Create', 'GroupMember.Read.All'],
  dialog: { title: 'New channel' },

  async run({ group: wanted, channel, description, kind, confirmed: answer }, services): Promise<Creating> {
    const group = await groupWithTeam(wanted, services);
    const values: ChannelPlan = { displayName: channel, description, kind };
    const problems = answer === 'yes' || channel !== '' ? channelProblems(values) : {};
    if (answer !== 'yes' || Object.keys(problems).length > 0) return { form: { group, values, problems } };
    try {
      return { made: { group, channel: await services.teams.createChannel(group.id, values), isNew: true } };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'channel.name-taken')
        return { form: { group, values, problems: { displayName: error.advice } } };
      const made = error.code === 'channel.in-doubt' ? await channelCalled(channel, group, services) : undefined;
      if (made) return { made: { group, channel: made, isNew: true } };
      throw error.code === 'channel.denied' ? await whyDenied(error, group, services) : error;
    }
  },
  changes: (creating) => ('made' in creating ? { outcome: 'done', groupId: creating.made.group.id } : undefined),
  card: (creating, reader) =>
    'form' in creating ? channelFormCard(creating.form, reader) : channelShownCard(creating.made, reader),
});

async function whyDenied(error: AppError, group: Group, { beyond }: Services): Promise<AppError> {
  const team = await unlessUnknown(beyond(['Team.ReadBasic.All']).teams.team(group.id));
  return team?.isArchived ? teamIsArchived(group) : error;
}

/** What an attempt made whose answer got lost, where the caller has let channels be read. */
async function channelCalled(name: string, group: Group, { beyond }: Services): Promise<Channel | undefined> {
  const { teams } = beyond(['Team.ReadBasic.All', 'Channel.ReadBasic.All']);
  const all = (await unlessUnknown(teams.channels(group.id))) ?? [];
  return all.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
}

async function unlessUnknown<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
