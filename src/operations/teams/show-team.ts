import { z } from 'zod';
import { teamShownCard, type TeamShown } from '../../cards/team-shown.ts';
import { AppError } from '../../domain/errors.ts';
import type { Standing } from '../../domain/groups.ts';
import { whyNoTeam } from '../../domain/team-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

const pageSize = 10;
/** How many channels were shown before. */
const next = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .regex(/^\d{1,4}$/, 'This page cannot be found any more. Ask again.')
  .optional();

/**
 * Shows the team of a group with its channels, as far as the caller may see them; where there is none, how to get one.
 * @throws AppError `team.read-denied`, `team.wrong-kind`, `team.hidden-membership`
 * @see https://learn.microsoft.com/graph/api/channel-list
 */
export const showTeam = defineOperation({
  name: 'team.show',
  phrases: [
    'show team',
    'team of',
    'channels of',
    'show channels of',
    'list channels of',
    'which channels has',
    'open team',
  ],
  summary: 'Show the team of a group and its channels',
  example: 'show team Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next }),
  scopes: ['Team.ReadBasic.All', 'Channel.ReadBasic.All', 'GroupMember.Read.All'],

  async run({ group: name, next: from }, services): Promise<TeamShown> {
    const { directory, teams } = services;
    const group = await resolveGroup(directory, name);
    const never = group.hasTeam ? undefined : whyNoTeam(group);
    if (never) throw never;
    const [team, channels, standing] = await Promise.all([
      unlessThereIsNone(teams.team(group.id)),
      unlessThereIsNone(teams.channels(group.id)),
      unlessRefused(directory.standingIn(group.id)),
    ]);
    if (!team || !channels) return { group, channels: [], channelCount: 0, ...whatToDo(standing, services) };
    const start = Number(from ?? 0);
    const end = start + pageSize;
    return {
      group,
      team,
      channels: channels.slice(start, end),
      channelCount: channels.length,
      ...(end < channels.length && { next: String(end) }),
      isContinued: start > 0,
      ...(standing && { standing }),
    };
  },
  card: teamShownCard,
});

async function unlessThereIsNone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === 'team.not-found') return undefined;
    throw error;
  }
}

function whatToDo(standing: Standing | undefined, { policy }: Services): Pick<TeamShown, 'canEnable'> {
  if (standing?.isOwner) return { canEnable: 'now' };
  return standing?.isMember && policy.members.mayAskForTeam ? { canEnable: 'ask' } : {};
}
