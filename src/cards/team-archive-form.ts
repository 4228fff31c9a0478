import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface TeamArchiveForm {
  group: Group;
}

/** The question before a team becomes one to read only. */
export const teamArchiveFormCard = defineCard<TeamArchiveForm>('form', {
  samples: { ask: { group: guild } },
  asks: () => true,
  text: ({ group }) => `Archive the team ${plain(group.displayName)}?`,
  view: ({ group }) =>
    formView({
      title: `Archive the team ${escapeText(group.displayName)}?`,
      sentence:
        'Its channels can be read then, but nobody can write in them. Nothing is deleted, people can still be added and removed, the group and its mail go on, and an owner can bring the team back at any time.',
      fields: [
        {
          kind: 'toggle',
          id: 'isSiteReadOnly',
          label: 'Files',
          title: 'Members can only read its files too',
          value: false,
        },
      ],
      send: { title: 'Archive', verb: 'team.archive', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Leave as it is', 'team.show', { group: group.id })],
    }),
});
