import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild } from './samples.ts';

/** Whether a person is in a group. */
export interface MemberChecked {
  group: Group;
  person: PersonRef;
  isMember: boolean;
  isOwner: boolean;
  /** The person is the one who asks. */
  isSelf: boolean;
}

type Show = (text: string, maxLength: number) => string;

const sample = { group: guild, person: ada, isMember: true, isOwner: false, isSelf: false };

export const memberCheckedCard = defineCard<MemberChecked>('done', {
  samples: {
    inside: sample,
    owner: { ...sample, isOwner: true },
    outside: { ...sample, isMember: false },
    self: { ...sample, isSelf: true },
    selfOutside: { ...sample, isSelf: true, isMember: false },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: data.isMember ? 'Members of groups inside of it are not counted.' : 'Nor as a guest.',
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf({ group, person, isMember, isOwner, isSelf }: MemberChecked, show: Show): string {
  const where = show(group.displayName, 120);
  const [who, are] = isSelf ? ['You', 'are'] : [show(person.displayName, 80), 'is'];
  if (!isMember)
    return isOwner ? `${who} ${are} not in ${where}, but own${isSelf ? '' : 's'} it` : `${who} ${are} not in ${where}`;
  return isOwner ? `${who} ${are} in ${where}, and own${isSelf ? '' : 's'} it` : `${who} ${are} in ${where}`;
}

function actionsOf({ group, person, isMember, isSelf }: MemberChecked): Record<string, unknown>[] {
  const data = { group: group.id };
  const members = executeAction('Show the members', 'member.list', data);
  if (isMember) return [members];
  const join = executeAction('Join', 'group.join', data);
  return [isSelf ? join : executeAction('Add to the group', 'member.add', { ...data, people: person.id }), members];
}
