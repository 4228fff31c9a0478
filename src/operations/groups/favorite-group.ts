import { z } from 'zod';
import { doneCard } from '../../cards/done.ts';
import { onlyMicrosoft365 } from '../../domain/group-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * Marks a Microsoft 365 group as a favourite of the caller. Marking it twice is the same as once.
 * @throws AppError `group.cannot-favorite` for other kinds of groups
 * @see https://learn.microsoft.com/graph/api/group-addfavorite
 */
export const favoriteGroup = defineOperation({
  name: 'group.favorite',
  phrases: [
    'favourite',
    'favorite',
    'add favourite',
    'add favorite',
    'add to favourites',
    'add to favorites',
    'mark as favourite',
    'mark as favorite',
    'make favourite',
    'make favorite',
    'star',
    'pin',
  ],
  sayings: [
    'put|add|mark|set|save|keep {group} to|on|in|into|as|among my? a? favourite|favourites',
    'make {group} a? favourite',
    'make {group} one of my favourites',
    'want {group} in|on|among my favourites',
    'i want {group} in|on|among my favourites',
    'make {group} a? favourite of mine',
    'i like|love {group}',
  ],
  summary: 'Mark a group as a favourite',
  example: 'favourite Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, { directory }) {
    const group = await resolveGroup(directory, name);
    if (group.kind !== 'microsoft365') throw onlyMicrosoft365(group);
    await directory.addFavorite(group.id);
    return { what: 'favorited' as const, group };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: doneCard,
});
