import { z } from 'zod';
import { notebooksListCard, type NotebooksList } from '../../cards/notebooks-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { groupWith, nextLine, pageOf } from './content-group.ts';

/**
 * Shows the notebooks of a group.
 * @throws AppError `content.wrong-kind`, `content.denied`, `content.not-found`
 * @see https://learn.microsoft.com/graph/api/onenote-list-notebooks
 */
export const listNotebooks = defineOperation({
  name: 'notebook.list',
  phrases: [
    'notebooks of',
    'notebooks',
    'show notebooks of',
    'list notebooks of',
    'notebooks in',
    'onenote of',
    'notes of',
  ],
  summary: 'Show the notebooks of a group',
  example: 'notebooks of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextLine }),
  scopes: ['Notes.Read', 'GroupMember.Read.All'],

  async run({ group: wanted, next }, services): Promise<NotebooksList> {
    const group = await groupWith('notebooks', wanted, services);
    const { items, ...page } = pageOf(await services.content.notebooks(group.id), next);
    return { group, notebooks: items, ...page };
  },
  card: notebooksListCard,
});
