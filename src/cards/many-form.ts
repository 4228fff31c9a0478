import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild, oddGroup } from './samples.ts';

export interface ManyForm {
  group: Group;
  /** As it was pasted. */
  text: string;
  /** In plain words. */
  problem?: string;
}

export const manyFormCard = defineCard<ManyForm>('form', {
  samples: {
    empty: { group: guild, text: '' },
    wrong: {
      group: oddGroup,
      text: 'Name;E-mail\nAda;ada@contoso.com',
      problem: 'Paste at least one name or address.',
    },
  },
  text: ({ group }) => `Add many people to ${plain(group.displayName, 120)}`,
  view: ({ group, text, problem }) =>
    formView({
      title: `Add many people to ${escapeText(group.displayName, 120)}`,
      sentence:
        'Paste a list, also straight out of a table: a row each, with an address or a whole name. Up to 500 rows.',
      fields: [
        {
          kind: 'text',
          id: 'people',
          label: 'People',
          isRequired: true,
          isMultiline: true,
          value: text.slice(0, 8000),
          maxLength: 24_000,
          placeholder: 'ada@contoso.com',
          problem,
        },
      ],
      send: { title: 'Add them', verb: 'member.add-many', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Not now', 'group.show', { group: group.id })],
    }),
});
