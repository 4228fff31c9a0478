import { z } from 'zod';
import { membersListCard, type MembersList } from '../../cards/members-list.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

const pageSize = 10;

/** Who is in a group, by name, a page at a time. A hidden membership stays hidden, as Graph decides. */
export const listMembers = defineOperation({
  name: 'member.list',
  phrases: [
    'members',
    'members of',
    'list members',
    'list members of',
    'show members',
    'show members of',
    'show the members of',
    'who is in',
    "who's in",
    'who belongs to',
    'who are the members of',
    'people in',
  ],
  sayings: [
    'who are|is the? people|members in|of {group}',
    'who are|is all? in {group}',
    'who is a? member|part of {group}',
  ],
  summary: 'Show who is in a group',
  example: 'members of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: name, next }, services) {
    return membersPage(await resolveGroup(services.directory, name), next, services);
  },
  card: membersListCard,
});

async function membersPage(group: Group, next: string | undefined, { directory }: Services): Promise<MembersList> {
  const [page, standing, owners, count] = await Promise.all([
    directory.membersOf(group.id, { pageSize, ...(next !== undefined && { next }) }),
    directory.standingIn(group.id),
    unlessRefused(directory.ownersOf(group.id)),
    unlessRefused(directory.memberCount(group.id)),
  ]);
  return {
    list: 'members',
    group,
    standing,
    people: page.items,
    ownerIds: (owners ?? []).map(({ id }) => id),
    ...(count !== undefined && { count }),
    ...(page.next !== undefined && { next: page.next }),
  };
}
