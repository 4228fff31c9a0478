import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild } from './samples.ts';

export interface TeamMemberConfirm {
  group: Group;
  person: PersonRef;
  isSelf: boolean;
}

export const teamMemberConfirmCard = defineCard<TeamMemberConfirm>('confirm', {
  samples: {
    remove: { group: guild, person: ada, isSelf: false },
    leave: { group: guild, person: ada, isSelf: true },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { group, person, isSelf } = data;
    return confirmView({
      title: titleOf(data, escapeText),
      sentence: isSelf
        ? 'Teams takes you out at once, and out of the group with its conversations, files and calendar too.'
        : 'Teams takes them out at once, and out of the group with its conversations, files and calendar too. An owner can add them again.',
      yes: {
        title: isSelf ? 'Leave' : 'Remove',
        verb: 'team.remove-member',
        data: { group: group.id, person: person.id },
      },
      no: { title: 'Leave as it is', verb: 'team.members', data: { group: group.id } },
    });
  },
});

function titleOf(
  { group, person, isSelf }: TeamMemberConfirm,
  show: (text: string, maxLength: number) => string,
): string {
  const name = show(group.displayName, 120);
  return isSelf ? `Leave the team ${name}?` : `Remove ${show(person.displayName, 80)} from the team ${name}?`;
}
