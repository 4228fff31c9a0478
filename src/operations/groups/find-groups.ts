import { z } from 'zod';
import { groupSharedCard } from '../../cards/group-shared.ts';
import { groupsListCard } from '../../cards/groups-list.ts';
import { readerOf } from '../../cards/reader.ts';
import { plain } from '../../cards/escape.ts';
import { traitsOf } from '../../cards/words.ts';
import { defineOperation } from '../define-operation.ts';
import { nextPage, words } from '../inputs.ts';
import type { ExtensionDoor, ExtensionResult } from '../operation.ts';
import type { Group } from '../../domain/groups.ts';

const pageSize = 8;
/** How many rows the compose box can reach by scrolling: Graph pages forward only, so each page reads all before it. */
const mostResults = 100;

const extension: ExtensionDoor = {
  title: 'Find groups',
  parameter: { name: 'words', title: 'Name', description: 'How the name of the group begins' },
  async search(sought, { skip, count }, services) {
    const pageEnd = Math.min(skip + count, mostResults);
    if (pageEnd <= skip) return [];
    const { items } = await services.directory.searchGroups(plain(sought, 256), { pageSize: pageEnd });
    return items.slice(skip, pageEnd).map((group) => resultFor(group));

    function resultFor(group: Group): ExtensionResult {
      return {
        title: plain(group.displayName, 120),
        text: [traitsOf(group), group.mail].filter((part) => part !== undefined).join(' · '),
        card: groupSharedCard(group, readerOf(services)).card,
      };
    }
  },
};

/** Finds groups by the beginnings of the words in their names and descriptions. */
export const findGroups = defineOperation({
  name: 'group.find',
  phrases: [
    'find groups',
    'find group',
    'find a group',
    'search groups',
    'search for groups',
    'search group',
    'look for groups',
    'look for',
    'search for',
    'list groups',
    'all groups',
    'groups about',
    'find groups about',
    'find a group about',
    'search groups about',
    'find groups called',
    'is there a group for',
    'is there a group about',
    'show all groups',
    'show groups',
    'which groups are there',
    'find',
    'search',
    'what groups are there',
  ],
  sayings: [
    'are there any? groups|teams about|for|on|called {words}',
    'do we|you have|know a|any? group|groups|team for|about|called {words}',
    'show me? groups|teams about|for|on|called {words}',
    'look|looking|search for a? group|groups|team called|named|about {words}',
    'find me? a|the|any? group|groups|team called|named|about|for {words}',
    'anything about {words}',
    'which|what groups|teams are about|for|there about? {words}',
    'look|looking for groups about {words}',
    'is there anything|something about|for {words}',
  ],
  summary: 'Find groups by name',
  example: 'find groups design',
  argument: 'words',
  input: z.object({ words, next: nextPage }),
  scopes: ['GroupMember.Read.All'],
  extension,

  async run({ words: sought, next }, { directory }) {
    const page = await directory.searchGroups(sought, { pageSize, ...(next !== undefined && { next }) });
    return {
      list: 'found' as const,
      words: sought,
      rows: page.items.map((group) => ({ group })),
      ...(page.next !== undefined && { next: page.next }),
      isContinued: next !== undefined,
    };
  },
  card: groupsListCard,
});
