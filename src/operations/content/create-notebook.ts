import { z } from 'zod';
import { notebookFormCard, type NotebookForm } from '../../cards/notebook-form.ts';
import { notebooksListCard, type NotebooksList } from '../../cards/notebooks-list.ts';
import { notebookNameProblem, type Notebook } from '../../domain/content.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { groupWith } from './content-group.ts';

type Creating = { form: NotebookForm } | { created: NotebooksList };
const link = /\s+(?:in|for|of)\s+(?:the\s+group\s+)?/giu;

/**
 * Makes a notebook in a group, once its name would do.
 * @throws AppError `content.wrong-kind`, `content.denied`, `content.not-found`
 * @see https://learn.microsoft.com/graph/api/onenote-post-notebooks
 */
export const createNotebook = defineOperation({
  name: 'notebook.create',
  phrases: ['new notebook', 'create notebook', 'create a notebook', 'add notebook', 'make notebook', 'new notebook in'],
  summary: 'Make a notebook in a group',
  example: 'new notebook Field notes in Design Guild',
  fromWords(words) {
    const found = [...words.matchAll(link)].at(-1);
    if (!found) return words === '' ? {} : { group: words };
    const displayName = words.slice(0, found.index).replace(/^["“„«](.*)["”“»]$/su, '$1');
    return { displayName, group: words.slice(found.index + found[0].length) };
  },
  input: z.object({
    group: groupName,
    displayName: z
      .string({ error: 'Say the name in words.' })
      .trim()
      .max(8_000, 'This is too long to be a name.')
      .default(''),
    confirmed,
  }),
  scopes: ['Notes.Create', 'GroupMember.Read.All'],

  dialog: { title: 'New notebook' },

  async run({ group: wanted, displayName, confirmed: answer }, services): Promise<Creating> {
    const group = await groupWith('notebooks', wanted, services);
    if (displayName === '' && answer !== 'yes') return { form: { group, displayName } };
    const problem = notebookNameProblem(displayName);
    if (problem !== undefined) return { form: { group, displayName, problem } };
    return create(group, displayName, services);
  },
  changes: (creating) => ('created' in creating ? { outcome: 'done', groupId: creating.created.group.id } : undefined),
  card: (creating, reader) =>
    'form' in creating ? notebookFormCard(creating.form, reader) : notebooksListCard(creating.created, reader),
});

/** What OneNote has against the name stands beside the field. */
async function create(group: Group, displayName: string, { content }: Services): Promise<Creating> {
  let created: Notebook;
  try {
    created = await content.createNotebook(group.id, displayName);
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('notebook.')) throw error;
    return { form: { group, displayName, problem: `${error.advice} Please choose another.` } };
  }
  return { created: { group, notebooks: [created], created } };
}
