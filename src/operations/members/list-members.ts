import { z } from 'zod';
import { membersListCard, type MembersList } from '../../cards/members-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

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
    const { group, beside } = await groupBeside(services.directory, name, (id) => membersPage(id, next, services));
    return { list: 'members' as const, group, ...(await beside()) };
  },
  card: membersListCard,
});

async function membersPage(
  groupId: string,
  next: string | undefined,
  { directory }: Services,
): Promise<Omit<MembersList, 'list' | 'group'>> {
  const [page, standing, owners, count] = await Promise.all([
    directory.membersOf(groupId, { pageSize, ...(next !== undefined && { next }) }),
    directory.standingIn(groupId),
    unlessRefused(directory.ownersOf(groupId)),
    unlessRefused(directory.memberCount(groupId)),
  ]);
  return {
    standing,
    people: page.items,
    ownerIds: (owners ?? []).map(({ id }) => id),
    ...(count !== undefined && { count }),
    ...(page.next !== undefined && { next: page.next }),
  };
}
