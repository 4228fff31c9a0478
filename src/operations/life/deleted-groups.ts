import { z } from 'zod';
import { deletedGroupsCard, type DeletedGroups } from '../../cards/deleted-groups.ts';
import { defineOperation } from '../define-operation.ts';
import { nextPage } from '../inputs.ts';

const pageSize = 10;

/**
 * Shows which groups can still be brought back: those that the caller owned, or with a button all of them.
 * @see https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
export const deletedGroups = defineOperation({
  name: 'group.deleted',
  phrases: ['deleted groups', 'my deleted groups', 'show deleted groups', 'bin', 'recycle bin', 'trash'],
  sayings: ['which|what groups|teams were|was|are|have been? deleted', 'what was|has been? deleted'],
  summary: 'Show the deleted groups that can still be brought back',
  example: 'deleted groups',
  input: z.object({ of: z.enum(['mine', 'all']).default('mine'), next: nextPage }),
  scopes: ['Group.Read.All'],

  async run({ of, next }, { lifecycle }): Promise<DeletedGroups> {
    if (of === 'mine') {
      const groups = await lifecycle.deletedByOwner();
      return { list: 'mine', groups: [...groups].sort((a, b) => b.deletedAt.getTime() - a.deletedAt.getTime()) };
    }
    const page = await lifecycle.deletedGroups({ pageSize, ...(next !== undefined && { next }) });
    return {
      list: 'all',
      groups: page.items,
      isContinued: next !== undefined,
      ...(page.next !== undefined && { next: page.next }),
    };
  },
  card: deletedGroupsCard,
});
