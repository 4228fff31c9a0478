import { z } from 'zod';
import { teamsListCard, type TeamReach, type TeamsList } from '../../cards/teams-list.ts';
import type { TeamRef } from '../../domain/teams.ts';
import { defineOperation } from '../define-operation.ts';

const pageSize = 8;
/** How many were shown before. */
const next = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .regex(/^\d{1,5}$/, 'This page cannot be found any more. Ask again.')
  .optional();
const input = z.object({ next });

/** The teams that the caller is in, by name. @see https://learn.microsoft.com/graph/api/user-list-joinedteams */
export const myTeams = defineOperation({
  name: 'team.mine',
  phrases: ['my teams', 'show my teams', 'list my teams', 'which teams am i in', 'what teams am i in', 'teams of mine'],
  sayings: [
    'show|list|see|give me? all? of? my teams',
    'what|which teams do i belong to',
    'what|which teams am i a? member? in|of',
    'all? the? teams i am? in|of|own',
    'teams i belong to',
  ],
  summary: 'Show the teams you are in',
  example: 'my teams',
  input,
  scopes: ['Team.ReadBasic.All'],

  run: async ({ next: from }, { teams }) => pageOf('joined', await teams.joined(), from),
  card: teamsListCard,
});

/**
 * The same with the teams that shared a channel with the caller; those of other organisations cannot be looked into from
 * here.
 * @see https://learn.microsoft.com/graph/api/associatedteaminfo-list
 */
export const reachableTeams = defineOperation({
  name: 'team.reachable',
  phrases: [
    'teams i can reach',
    'which teams can i reach',
    'associated teams',
    'teams shared with me',
    'shared channels',
  ],
  summary: 'Show your teams and those that share a channel with you',
  example: 'teams I can reach',
  input,
  scopes: ['Team.ReadBasic.All'],

  async run({ next: from }, { teams, caller }) {
    const [joined, all] = await Promise.all([teams.joined(), teams.reachable()]);
    const mine = new Set(joined.map(({ id }) => id));
    const reachOf = ({ id, tenantId = caller.tenantId }: TeamRef): TeamReach =>
      mine.has(id) ? 'inside' : tenantId.toLowerCase() === caller.tenantId.toLowerCase() ? 'channel' : 'elsewhere';
    return pageOf(
      'reachable',
      all.map((team) => ({ ...team, reach: reachOf(team) })),
      from,
    );
  },
  card: teamsListCard,
});

function pageOf(list: TeamsList['list'], teams: TeamsList['teams'], from: string | undefined): TeamsList {
  const start = Number(from ?? 0);
  const end = start + pageSize;
  return {
    list,
    teams: teams.slice(start, end),
    count: teams.length,
    ...(end < teams.length && { next: String(end) }),
    isContinued: start > 0,
  };
}
