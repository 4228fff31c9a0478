import { groupRoles, type GroupRole, type NamedSubject } from '../domain/memberships.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { rowsView } from './rows.ts';
import { ada, longNamed, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

export interface RolesList {
  subject: NamedSubject;
  isMe: boolean;
  roles: readonly GroupRole[];
}

export const rolesListCard = defineCard<RolesList>('rows', {
  samples: {
    some: { subject: { kind: 'person', ...ada }, isMe: false, roles: groupRoles.slice(0, 3) },
    mine: { subject: { kind: 'person', ...ada, ...longNamed }, isMe: true, roles: groupRoles.slice(0, 1) },
    none: { subject: { kind: 'person', ...ada }, isMe: true, roles: [] },
    noneOfGroup: { subject: { ...oddGroup, kind: 'group' }, isMe: false, roles: [] },
  },
  text: (data) => titleOf(data, plain),
  view: (data) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      rows: data.roles.map(({ displayName, may }) => ({
        name: displayName,
        meta: [`May ${may}`],
        avatar: avatarOf({ displayName, kind: 'security' }),
      })),
      actions: [openAction('Groups', 'member.of', { who: data.subject.id, kind: data.subject.kind })],
    }),
});

function titleOf({ subject, isMe }: RolesList, show: (text: string, maxLength: number) => string): string {
  return isMe ? 'Your administrator roles' : `Administrator roles of ${show(subject.displayName, 120)}`;
}

function sentenceOf({ isMe, roles, subject }: RolesList): string {
  if (roles.length > 0) return 'Roles that reach groups. They hold for every group, whoever owns it.';
  if (subject.kind === 'group') return 'It gives its members no administrator role over groups.';
  return isMe
    ? 'None that reaches groups: you can change those that you own.'
    : 'None that reaches groups: only the groups that they own can be changed by them.';
}
