import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface TeamMemberForm {
  group: Group;
  what: 'add' | 'remove';
  problem?: string;
}

/** Asks who is to be in a team, or not any more. */
export const teamMemberFormCard = defineCard<TeamMemberForm>('form', {
  samples: {
    add: { group: guild, what: 'add' },
    remove: { group: guild, what: 'remove' },
    nobody: { group: guild, what: 'add', problem: 'Nobody is chosen yet.' },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain(data.group.displayName, 120)),
  view: (data) =>
    formView({
      title: titleOf(data, escapeText(data.group.displayName, 120)),
      sentence:
        data.what === 'add'
          ? 'Teams lets them in at once; added to the group alone they can wait for hours.'
          : 'You are asked once more before anything happens.',
      fields: [{ kind: 'people', id: 'picked', label: 'Who', isRequired: true, problem: data.problem }],
      send: {
        title: data.what === 'add' ? 'Add to the team' : 'Go on',
        verb: data.what === 'add' ? 'team.add-member' : 'team.remove-member',
        data: { group: data.group.id, sent: 'yes' },
      },
      others: [executeAction('Leave as it is', 'team.members', { group: data.group.id })],
    }),
});

function titleOf({ what }: TeamMemberForm, name: string): string {
  return what === 'add' ? `Add somebody to the team ${name}` : `Remove somebody from the team ${name}`;
}
