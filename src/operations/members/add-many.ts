import { listPreviewCard } from '../../cards/list-preview.ts';
import { manyFormCard } from '../../cards/many-form.ts';
import { defineOperation } from '../define-operation.ts';
import { beginList, manyInput, type Begun } from './many.ts';
import { changesOf, ranCard, runList, type Ran } from './run-list.ts';

type Adding = Exclude<Begun, { owners: number; list: unknown }> | Ran;

/**
 * Adds a list of people, pasted or as a file, with the caller's own right: a heading, cells, roles, repetitions and people
 * who are in it already are understood. Whoever cannot be added keeps nobody else out. What a file holds, and who is to
 * become an owner, is shown before anything is done.
 * @throws AppError `file.*`, `group.cannot-change.*`, `list.not-found`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const addMany = defineOperation({
  name: 'member.add-many',
  phrases: [
    'add many',
    'add many to',
    'add many people to',
    'add a list to',
    'add a list of people to',
    'import people into',
    'add this file to',
    'add the people in this file to',
  ],
  summary: 'Add a list of people to a group you own, pasted or as a file',
  example: 'add many to Design Guild',
  argument: 'group',
  takesFile: true,
  input: manyInput,
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Add many people', size: 'large' },

  async run(said, services): Promise<Adding> {
    const begun = await beginList('add', said, services);
    return 'owners' in begun ? runList(begun.list, services) : begun;
  },
  changes: (adding) => ('report' in adding ? changesOf(adding) : undefined),
  card(adding, reader) {
    if ('form' in adding) return manyFormCard(adding.form, reader);
    return 'preview' in adding ? listPreviewCard(adding.preview, reader) : ranCard(adding, reader);
  },
});
