import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface NotebookForm {
  group: Group;
  /** What stands in the field. */
  displayName: string;
  problem?: string | undefined;
}

export const notebookFormCard = defineCard<NotebookForm>('form', {
  samples: {
    first: { group: guild, displayName: '' },
    wrong: { group: guild, displayName: 'Why?', problem: 'Names of notebooks cannot have ? in them.' },
  },
  asks: () => true,
  text: ({ group }) => `A new notebook in ${plain(group.displayName, 120)}`,
  view: ({ group, displayName, problem }) =>
    formView({
      title: `A new notebook in ${escapeText(group.displayName, 120)}`,
      fields: [
        {
          kind: 'text',
          id: 'displayName',
          label: 'Name',
          isRequired: true,
          value: displayName,
          maxLength: 128,
          problem,
        },
      ],
      send: { title: 'Create', verb: 'notebook.create', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Notebooks of the group', 'notebook.list', { group: group.id })],
    }),
});
