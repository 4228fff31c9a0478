import { z } from 'zod';
import { groupsListCard, type GroupRow } from '../../cards/groups-list.ts';
import type { Group, Standing } from '../../domain/groups.ts';
import type { Directory } from '../../ports/directory.ts';
import { defineOperation } from '../define-operation.ts';
import { nextPage } from '../inputs.ts';
import { unlessRefused } from '../resolve-group.ts';

const pageSize = 8;

/**
 * The groups in which the caller has a part, by name, favourites first on each page: Graph tells a favourite only
 * group by group, so no more are asked about than are shown.
 */
export const myGroups = defineOperation({
  name: 'group.mine',
  phrases: [
    'my groups',
    'show my groups',
    'list my groups',
    'groups of mine',
    'which groups am i in',
    'what groups am i in',
    'where am i a member',
    'my teams',
    'my favourites',
    'my favorites',
    'favourites',
    'favorites',
  ],
  summary: 'Show the groups you belong to or own, favourites first',
  example: 'my groups',
  input: z.object({ next: nextPage }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ next }, { directory }) {
    const page = await directory.myGroups({ pageSize, ...(next !== undefined && { next }) });
    const rows = await Promise.all(page.items.map((item) => withFavorite(directory, item)));
    return {
      list: 'mine' as const,
      words: '',
      rows: rows.sort((a, b) => Number(b.isFavorite ?? false) - Number(a.isFavorite ?? false)),
      ...(page.next !== undefined && { next: page.next }),
      isContinued: next !== undefined,
    };
  },
  card: groupsListCard,
});

async function withFavorite(directory: Directory, item: { group: Group; standing: Standing }): Promise<GroupRow> {
  if (item.group.kind !== 'microsoft365') return item;
  const isFavorite = await unlessRefused(directory.isFavorite(item.group.id));
  return { ...item, ...(isFavorite !== undefined && { isFavorite }) };
}
