import { planLimits } from '../domain/group-plan.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface RenameForm {
  group: Group;
  /** What stands in the field. */
  displayName: string;
  problem?: string;
  /** Why, where it was asked before: the form for it comes next, filled in. */
  reason?: string;
}

export const renameFormCard = defineCard<RenameForm>('form', {
  samples: {
    first: { group: guild, displayName: guild.displayName },
    wrong: { group: guild, displayName: 'CEO Circle', problem: 'This name has a word that is not allowed.' },
  },
  asks: () => true,
  text: ({ group }) => `A new name for ${plain(group.displayName)}`,
  view: ({ group, displayName, problem, reason = '' }) =>
    formView({
      title: `A new name for ${escapeText(group.displayName)}`,
      sentence: 'Its mail address and its links stay as they are.',
      fields: [
        {
          kind: 'text',
          id: 'displayName',
          label: 'Name',
          isRequired: true,
          value: displayName,
          maxLength: planLimits.displayName,
          problem,
        },
      ],
      send: { title: 'Rename', verb: 'group.rename', data: { group: group.id, ...(reason !== '' && { reason }) } },
      others: [executeAction('Leave as it is', 'group.show', { group: group.id })],
    }),
});
