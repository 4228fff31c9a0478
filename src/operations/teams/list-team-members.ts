import { z } from 'zod';
import { teamMembersListCard, type TeamMembersList } from '../../cards/team-members-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { groupWithTeam } from './team-of.ts';

const pageSize = 10;

/**
 * Shows who is in a team with their roles, as Teams sees it: Teams hears of changes of the group late.
 * @throws AppError `team.read-denied`, `team.none`
 * @see https://learn.microsoft.com/graph/api/team-list-members
 */
export const listTeamMembers = defineOperation({
  name: 'team.members',
  phrases: ['team members of', 'team members', 'show team members of', 'list team members of', 'roles in the team'],
  summary: 'Show who is in a team, as Teams sees it',
  example: 'team members of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['TeamMember.Read.All', 'GroupMember.Read.All'],

  async run({ group: wanted, next: from }, services): Promise<TeamMembersList> {
    const group = await groupWithTeam(wanted, services);
    const page = { pageSize, ...(from !== undefined && { next: from }) };
    const [{ items, next }, self] = await Promise.all([
      services.teams.members(group.id, page),
      services.teams.member(group.id, services.caller.userId),
    ]);
    return {
      group,
      isOwner: self?.role === 'owner',
      people: items,
      ...(next !== undefined && { next }),
      isContinued: from !== undefined,
    };
  },
  card: teamMembersListCard,
});
