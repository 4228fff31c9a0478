import { z } from 'zod';
import { membersListCard, type MembersList } from '../../cards/members-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { groupBeside } from '../side-by-side.ts';

/** Who owns a group: at most 100, which is one page of a card that shows the first. */
export const listOwners = defineOperation({
  name: 'owner.list',
  phrases: [
    'owners',
    'owners of',
    'list owners',
    'list owners of',
    'show owners',
    'show owners of',
    'show the owners of',
    'who owns',
    'who are the owners of',
    'who is the owner of',
    'who is owner of',
    'owner of',
    'owner',
  ],
  sayings: [
    'who runs|leads|manages {group}',
    'who is in charge of {group}',
    'who is responsible for {group}',
    'owner|owners of {group}',
  ],
  summary: 'Show who owns a group',
  example: 'owners of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: name }, { directory }): Promise<MembersList> {
    const { group, beside } = await groupBeside(directory, name, (groupId) =>
      Promise.all([directory.ownersOf(groupId), directory.standingIn(groupId)]),
    );
    const [owners, standing] = await beside();
    return {
      list: 'owners',
      group,
      standing,
      people: owners.map((owner) => ({ ...owner, type: 'person' as const })),
      ownerIds: owners.map(({ id }) => id),
      count: owners.length,
    };
  },
  card: membersListCard,
});
