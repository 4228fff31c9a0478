import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild, oddGroup } from './samples.ts';

export interface SetUpForm {
  group: Group;
  /** As it was typed. */
  channels: string;
  /** In plain words. */
  problem?: string;
}

export const setUpFormCard = defineCard<SetUpForm>('form', {
  samples: {
    empty: { group: guild, channels: '' },
    wrong: { group: oddGroup, channels: 'A*\nB', problem: '“A*” has a sign that names of channels cannot have.' },
  },
  text: ({ group }) => `Set up a team on ${plain(group.displayName, 120)}`,
  view: ({ group, channels, problem }) =>
    formView({
      title: `Set up a team on ${escapeText(group.displayName, 120)}`,
      sentence:
        'Everybody in the group is in its team. It begins with the channel General and with those that you name.',
      fields: [
        {
          kind: 'text',
          id: 'channels',
          label: 'Channels, one a line',
          isMultiline: true,
          value: channels,
          maxLength: 2000,
          problem,
        },
      ],
      send: { title: 'Set up', verb: 'team.set-up', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Not now', 'group.show', { group: group.id })],
    }),
});
