import { z } from 'zod';
import { holdersListCard, type HoldersList } from '../../cards/holders-list.ts';
import { defineOperation } from '../define-operation.ts';
import { pageFrom, pageStart } from './page-of.ts';

/** Every group in which the caller is, also through other groups. @see https://learn.microsoft.com/graph/api/user-list-transitivememberof */
export const allMyGroups = defineOperation({
  name: 'me.groups',
  phrases: ['all my groups', 'my nested groups', 'everything i am in', 'my memberships', 'my groups nested too'],
  summary: 'Show every group you are in, also through other groups',
  example: 'all my groups',
  input: z.object({ from: pageStart }),
  scopes: ['GroupMember.Read.All'],

  async run({ from }, { memberships }): Promise<HoldersList> {
    return { of: 'me', ...pageFrom(await memberships.mine(), from) };
  },
  card: holdersListCard,
});

/** What the caller owns. @see https://learn.microsoft.com/graph/api/user-list-ownedobjects */
export const whatIOwn = defineOperation({
  name: 'me.owned',
  phrases: ['what do i own', 'what i own', 'groups i own', 'my own groups', 'owned by me', 'everything i own'],
  summary: 'Show what you own',
  example: 'what do I own',
  input: z.object({ from: pageStart }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ from }, { memberships }): Promise<HoldersList> {
    return { of: 'owned', ...pageFrom(await memberships.owned(), from) };
  },
  card: holdersListCard,
});
