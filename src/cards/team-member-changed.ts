import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild } from './samples.ts';

export interface TeamMemberChanged {
  what: 'added' | 'presentAlready' | 'removed' | 'goneAlready';
  group: Group;
  person: PersonRef;
}

/** How somebody came into a team or out of it, and when it shows. */
export const teamMemberChangedCard = defineCard<TeamMemberChanged>('done', {
  samples: {
    added: { what: 'added', group: guild, person: ada },
    presentAlready: { what: 'presentAlready', group: guild, person: ada },
    removed: { what: 'removed', group: guild, person: ada },
    goneAlready: { what: 'goneAlready', group: guild, person: ada },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentences[data.what],
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf(
  { what, group, person }: TeamMemberChanged,
  show: (text: string, maxLength: number) => string,
): string {
  const [who, where] = [show(person.displayName, 80), show(group.displayName, 120)];
  switch (what) {
    case 'added':
      return `${who} is in the team ${where} now`;
    case 'presentAlready':
      return `${who} is in the team ${where} already`;
    case 'removed':
      return `${who} is not in the team ${where} any more`;
    case 'goneAlready':
      return `${who} is not in the team ${where}`;
  }
}

const nothing = 'There is nothing to do.';
const sentences: Record<TeamMemberChanged['what'], string> = {
  added: 'Teams shows it at once. They are a member of the group too; Outlook and its own list can take a while.',
  presentAlready: nothing,
  removed: 'Teams shows it at once. They are out of the group too; Outlook and its own list can take a while.',
  goneAlready: nothing,
};

function actionsOf({ what, group, person }: TeamMemberChanged): Record<string, unknown>[] {
  const list = openAction('In the team', 'team.members', { group: group.id });
  const data = { group: group.id, person: person.id };
  return [
    list,
    ...(what === 'added' ? [executeAction('Remove again', 'team.remove-member', data)] : []),
    ...(what === 'removed' ? [executeAction('Add again', 'team.add-member', data)] : []),
  ];
}
