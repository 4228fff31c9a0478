import { planLimits } from '../domain/group-plan.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface DescribeForm {
  group: Group;
  /** What stands in the field. */
  description: string;
  problem?: string;
}

export const describeFormCard = defineCard<DescribeForm>('form', {
  samples: {
    empty: { group: guild, description: '' },
    wrong: { group: guild, description: 'Everybody who draws.', problem: 'Please keep this under 1024 characters.' },
  },
  asks: () => true,
  text: ({ group }) => `What is ${plain(group.displayName)} for?`,
  view: ({ group, description, problem }) =>
    formView({
      title: `What is ${escapeText(group.displayName)} for?`,
      sentence: 'Everybody who finds the group reads it.',
      fields: [
        {
          kind: 'text',
          id: 'description',
          label: 'Description',
          value: description,
          maxLength: planLimits.description,
          isMultiline: true,
          problem,
        },
      ],
      send: { title: 'Save', verb: 'group.describe', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Leave as it is', 'group.show', { group: group.id })],
    }),
});
