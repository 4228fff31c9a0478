import { z } from 'zod';
import { doneCard } from '../../cards/done.ts';
import { onlyMicrosoft365 } from '../../domain/group-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * Takes the caller's favourite mark off a Microsoft 365 group. Nothing happens to the membership.
 * @throws AppError `group.cannot-favorite` for other kinds of groups
 * @see https://learn.microsoft.com/graph/api/group-removefavorite
 */
export const unfavoriteGroup = defineOperation({
  name: 'group.unfavorite',
  phrases: [
    'unfavourite',
    'unfavorite',
    'remove favourite',
    'remove favorite',
    'remove from favourites',
    'remove from favorites',
    'not a favourite',
    'not a favorite',
    'unstar',
    'unpin',
  ],
  sayings: [
    'remove|take|drop|delete|get {group} off? of? from? out? my? favourite|favourites',
    '{group} is not a|my favourite any? more?',
  ],
  summary: 'Take the favourite mark off a group',
  example: 'unfavourite Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, { directory }) {
    const group = await resolveGroup(directory, name);
    if (group.kind !== 'microsoft365') throw onlyMicrosoft365(group);
    await directory.removeFavorite(group.id);
    return { what: 'unfavorited' as const, group };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: doneCard,
});
