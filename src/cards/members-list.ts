import { membershipControl, type Group, type Standing } from '../domain/groups.ts';
import type { Member } from '../domain/people.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, grace, guild, gus, longNamed, oddGroup, otherScript } from './samples.ts';
import { avatarOf } from './words.ts';

export interface MembersList {
  list: 'members' | 'owners';
  group: Group;
  standing: Standing;
  /** This page. */
  people: readonly Member[];
  ownerIds: readonly string[];
  /** Of the whole list; undefined where the caller may not know it. */
  count?: number;
  /** Where the list goes on; opaque. */
  next?: string;
}

const mostShown = 20;
const owner = { isMember: true, isOwner: true };
const nobody = { isMember: false, isOwner: false };
const person = { type: 'person' as const };
const nested: Member = { ...oddGroup, principalName: '', isGuest: false, type: 'group' };

export const membersListCard = defineCard<MembersList>('members-list', {
  samples: {
    members: {
      list: 'members',
      group: guild,
      standing: owner,
      people: [{ ...ada, ...person }, { ...gus, ...person }, nested],
      ownerIds: [ada.id],
      count: 12,
      next: 'opaque',
    },
    owners: {
      list: 'owners',
      group: guild,
      standing: nobody,
      people: [
        { ...grace, ...person },
        { ...otherScript, ...person },
        { ...gus, ...longNamed, ...person },
      ],
      ownerIds: [grace.id],
      count: 3,
    },
    nobodyInside: { list: 'members', group: guild, standing: owner, people: [], ownerIds: [], count: 0 },
    hidden: {
      list: 'members',
      group: { ...guild, visibility: 'hiddenMembership' },
      standing: nobody,
      people: [],
      ownerIds: [ada.id],
    },
    ownerless: { list: 'owners', group: oddGroup, standing: nobody, people: [], ownerIds: [] },
  },
  text: (data) => {
    const names = data.people.slice(0, mostShown).map(({ displayName }) => plain(displayName, 60));
    return names.length === 0 ? emptySentence(data) : `${heading(data, plain)}: ${names.join(', ')}`;
  },
  view: (data) => {
    const shown = data.people.slice(0, mostShown);
    return {
      title: heading(data, escapeText),
      summary: summaryOf(data, shown.length),
      hasSummary: data.people.length > 0,
      isEmpty: data.people.length === 0,
      emptySentence: emptySentence(data),
      rows: shown.map((one) => rowView(one, data)),
      actions: actionsOf(data),
    };
  },
});

function rowView(one: Member, { list, ownerIds }: MembersList): Record<string, unknown> {
  const roles = [
    list === 'members' && ownerIds.includes(one.id) ? 'Owner' : '',
    one.isGuest ? 'Guest' : '',
    kindOf(one),
    escapeText(one.mail ?? one.principalName, 120),
  ];
  return {
    ...avatarOf({ displayName: one.displayName, kind: one.type === 'person' ? 'microsoft365' : 'security' }),
    name: escapeText(one.displayName, 120),
    meta: roles.filter((role) => role !== '').join(' · '),
    hasMeta: roles.some((role) => role !== ''),
  };
}

function kindOf({ type }: Member): string {
  if (type === 'person') return '';
  return type === 'group' ? 'A group in this group' : 'A device or an app';
}

function heading({ list, group }: MembersList, show: (text: string, maxLength: number) => string): string {
  return `${list === 'members' ? 'Members' : 'Owners'} of ${show(group.displayName, 120)}`;
}

function summaryOf({ list, count, next }: MembersList, shown: number): string {
  if (count === undefined) return 'By name';
  const one = list === 'members' ? 'member' : 'owner';
  const total = `${count} ${one}${count === 1 ? '' : 's'}`;
  return shown < count || next !== undefined ? `${total}, by name` : total;
}

function emptySentence({ list, group, standing }: MembersList): string {
  if (list === 'owners') return 'It has no owner that can be seen here. Ask an administrator to give it one.';
  const isInside = standing.isMember || standing.isOwner;
  if (group.visibility === 'hiddenMembership' && !isInside) return 'Who is in this group is shown to its members only.';
  return 'Nobody is in this group yet.';
}

function actionsOf({ list, group, standing, next }: MembersList): Record<string, unknown>[] {
  const data = { group: group.id };
  return [
    ...(next === undefined ? [] : [executeAction('More', 'member.list', { ...data, next })]),
    ...(list === 'members' ? changesOfMembers(group, standing) : changesOfOwners(group, standing)),
    list === 'members' ? openAction('Owners', 'owner.list', data) : openAction('Members', 'member.list', data),
    openAction('Show the group', 'group.show', data),
  ];
}

function changesOfMembers(group: Group, { isOwner }: Standing): Record<string, unknown>[] {
  if (membershipControl(group) !== 'byHand') return [];
  const data = { group: group.id };
  return [
    openDialog(isOwner ? 'Add people…' : 'Ask to add people…', 'member.add', data),
    ...(isOwner ? [openDialog('Remove somebody…', 'member.remove', data)] : []),
  ];
}

/** A rule decides on members only. */
function changesOfOwners(group: Group, { isOwner }: Standing): Record<string, unknown>[] {
  if (!isOwner || !['byHand', 'dynamic'].includes(membershipControl(group))) return [];
  const data = { group: group.id };
  return [
    openDialog('Make an owner…', 'owner.add', data),
    openDialog('Hand over…', 'owner.hand-over', data),
    openDialog('Drop an owner…', 'owner.remove', data),
  ];
}
