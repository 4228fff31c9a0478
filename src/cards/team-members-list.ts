import { membershipControl, type Group } from '../domain/groups.ts';
import type { TeamMember } from '../domain/teams.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, gus } from './samples.ts';
import { avatarOf } from './words.ts';

export interface TeamMembersList {
  group: Group;
  /** Whether the caller owns the team. */
  isOwner: boolean;
  /** This page. */
  people: readonly TeamMember[];
  /** Where the list goes on; opaque. */
  next?: string;
  /** Not the first page. */
  isContinued: boolean;
}

const people: TeamMember[] = [
  { userId: ada.id, displayName: ada.displayName, mail: 'ada@contoso.com', role: 'owner' },
  { userId: grace.id, displayName: grace.displayName, role: 'member' },
  { userId: gus.id, displayName: gus.displayName, role: 'guest' },
];
const roleWords: Record<TeamMember['role'], string> = { owner: 'Owner', member: 'Member', guest: 'Guest' };

export const teamMembersListCard = defineCard<TeamMembersList>('rows', {
  samples: {
    owner: { group: guild, isOwner: true, people, next: 'opaque', isContinued: false },
    member: { group: guild, isOwner: false, people, isContinued: true },
    nobody: { group: guild, isOwner: false, people: [], isContinued: false },
  },
  text: ({ group, people: [first, ...others] }) =>
    first
      ? `In the team ${plain(group.displayName, 120)}: ${[first, ...others.slice(0, 19)].map(({ displayName }) => plain(displayName, 60)).join(', ')}`
      : `Nobody is in the team ${plain(group.displayName, 120)}`,
  view: (data) => {
    const { group, next, isContinued } = data;
    const about = { group: group.id };
    return rowsView({
      title: `In the team ${escapeText(group.displayName, 120)}`,
      sentence: data.people.length === 0 ? 'Nobody is in this team yet.' : 'As Teams sees it just now.',
      rows: data.people.map((one) => rowOf(one, data)),
      actions: [
        ...pageActions('team.members', about, { next, isContinued }),
        ...(mayChange(data) ? [openDialog('Add to the team…', 'team.add-member', about)] : []),
        openAction('Show the team', 'team.show', about),
      ],
    });
  },
});

function mayChange({ group, isOwner }: TeamMembersList): boolean {
  return isOwner && membershipControl(group) === 'byHand';
}

function rowOf({ userId, displayName, mail = '', role }: TeamMember, data: TeamMembersList): Row {
  const remove = executeAction('Remove', 'team.remove-member', { group: data.group.id, person: userId, place: 'new' });
  return {
    name: displayName,
    avatar: avatarOf({ displayName, kind: 'microsoft365' }),
    meta: [roleWords[role], escapeText(mail, 120)],
    actions:
      mayChange(data) && role !== 'owner'
        ? [{ ...remove, tooltip: `Remove ${plain(displayName, 80)} from the team` }]
        : [],
  };
}
