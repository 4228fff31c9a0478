import { z } from 'zod';
import { everybodyListCard, type EverybodyList } from '../../cards/everybody-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { unlessRefused } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

const pageSize = 10;

/**
 * Who is in a group in the end: people of the groups inside it too, each once, with whether they are in it by themselves.
 * @see https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export const everybodyIn = defineOperation({
  name: 'member.everybody',
  phrases: [
    'everybody in',
    'everyone in',
    'everybody inside',
    'all members of',
    'all people in',
    'show everybody in',
    'who all is in',
    'nested members of',
  ],
  summary: 'Show everybody in a group, also through groups inside it',
  example: 'everybody in SEC Build Servers',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: name, next }, { directory, memberships }): Promise<EverybodyList> {
    const { group, beside } = await groupBeside(directory, name, (groupId) =>
      Promise.all([
        memberships.everybodyIn(groupId, { pageSize, ...(next !== undefined && { next }) }),
        unlessRefused(memberships.groupsInside(groupId)),
        directory.standingIn(groupId),
      ]),
    );
    const [page, inside, standing] = await beside();
    return {
      group,
      standing,
      people: page.items,
      inside: inside ?? [],
      isContinued: next !== undefined,
      ...(page.count !== undefined && { count: page.count }),
      ...(page.next !== undefined && { next: page.next }),
    };
  },
  card: everybodyListCard,
});
