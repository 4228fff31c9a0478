import { listPreviewCard, listRemovalCard } from '../../cards/list-preview.ts';
import { manyFormCard } from '../../cards/many-form.ts';
import { defineOperation } from '../define-operation.ts';
import { beginList, manyInput, type Begun } from './many.ts';

/**
 * Takes a list of people out of a group, pasted or as a file, after asking once more and saying how many they are. Owners
 * among them stop owning it; the last one stays.
 * @throws AppError `file.*`, `group.cannot-change.*`, `list.not-found`
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const removeMany = defineOperation({
  name: 'member.remove-many',
  phrases: [
    'remove many',
    'remove many from',
    'remove many people from',
    'remove a list from',
    'remove a list of people from',
    'remove this file from',
    'remove the people in this file from',
  ],
  isDestructive: true,
  summary: 'Take a list of people out of a group you own, pasted or as a file',
  example: 'remove many from Design Guild',
  argument: 'group',
  takesFile: true,
  input: manyInput,
  scopes: ['GroupMember.Read.All'],

  dialog: { title: 'Take many people out', size: 'large' },

  run: (said, services): Promise<Begun> => beginList('remove', said, services),
  card(begun, reader) {
    if ('form' in begun) return manyFormCard(begun.form, reader);
    const preview = 'preview' in begun ? begun.preview : { list: begun.list, first: [], owners: begun.owners };
    return preview.list.group ? listRemovalCard(preview, reader) : listPreviewCard(preview, reader);
  },
});
