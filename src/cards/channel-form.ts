import { channelLimits, type ChannelProblems } from '../domain/channel-name.ts';
import type { Group } from '../domain/groups.ts';
import type { ChannelPlan } from '../domain/teams.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface ChannelForm {
  group: Group;
  values: ChannelPlan;
  problems?: ChannelProblems;
}

const empty: ChannelPlan = { displayName: '', description: '', kind: 'standard' };

export const channelFormCard = defineCard<ChannelForm>('form', {
  samples: {
    first: { group: guild, values: empty },
    wrong: {
      group: guild,
      values: { ...empty, displayName: 'What? Why?', kind: 'private' },
      problems: { displayName: 'Names of channels cannot have these: ?' },
    },
  },
  asks: () => true,
  text: ({ group }) => `New channel in ${plain(group.displayName)}`,
  view: ({ group, values, problems = {} }) =>
    formView({
      title: `New channel in ${escapeText(group.displayName)}`,
      fields: [
        {
          kind: 'text',
          id: 'channel',
          label: 'Name',
          isRequired: true,
          value: values.displayName,
          maxLength: channelLimits.displayName,
          problem: problems.displayName,
        },
        {
          kind: 'text',
          id: 'description',
          label: 'What it is for',
          value: values.description,
          maxLength: channelLimits.description,
          isMultiline: true,
          problem: problems.description,
        },
        {
          kind: 'choice',
          id: 'kind',
          label: 'Who is in it',
          isRequired: true,
          value: values.kind,
          choices: [
            { value: 'standard', title: 'Everybody in the team' },
            { value: 'private', title: 'You, and whom you add in Teams' },
          ],
        },
      ],
      send: { title: 'Make the channel', verb: 'channel.create', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Leave as it is', 'team.show', { group: group.id })],
    }),
});
