import type { Group, Standing } from '../domain/groups.ts';
import type { Insider } from '../domain/memberships.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, gus, longNamed, oddGroup, otherScript } from './samples.ts';
import { avatarOf } from './words.ts';

export interface EverybodyList {
  group: Group;
  standing: Standing;
  /** This page, by name. */
  people: readonly Insider[];
  /** Groups in the group, at any depth. */
  inside: readonly Pick<Group, 'id' | 'displayName'>[];
  /** Of everybody; undefined where the directory does not say. */
  count?: number;
  next?: string;
  isContinued: boolean;
}

const member = { isMember: true, isOwner: false };
const nobody = { isMember: false, isOwner: false };

/** Everybody in a group, also those who are in it through other groups. */
export const everybodyListCard = defineCard<EverybodyList>('rows', {
  samples: {
    nested: {
      group: { ...guild, kind: 'security', hasTeam: false },
      standing: member,
      people: [
        { ...ada, isDirect: true },
        { ...gus, isDirect: false },
        { ...otherScript, isDirect: false },
      ],
      inside: [oddGroup, { ...guild, ...longNamed }],
      count: 34,
      next: 'opaque',
      isContinued: true,
    },
    flat: { group: guild, standing: member, people: [grace], inside: [], count: 1, isContinued: false },
    empty: { group: guild, standing: member, people: [], inside: [], count: 0, isContinued: false },
    hidden: {
      group: { ...guild, visibility: 'hiddenMembership' },
      standing: nobody,
      people: [],
      inside: [],
      count: 0,
      isContinued: false,
    },
  },
  text: (data) => {
    const names = data.people.map(({ displayName }) => plain(displayName, 60));
    return names.length === 0 ? emptySentence(data) : `${titleOf(data, plain)}: ${names.join(', ')}`;
  },
  view: (data) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: data.people.length === 0 ? emptySentence(data) : sentenceOf(data),
      rows: data.people.map(rowOf),
      actions: [
        ...pageActions('member.everybody', { group: data.group.id }, data),
        openAction('Only direct members', 'member.list', { group: data.group.id }),
        openAction('Where it is inside', 'member.of', { who: data.group.id, kind: 'group' }),
        openAction('Show the group', 'group.show', { group: data.group.id }),
      ],
    }),
});

function titleOf({ group }: EverybodyList, show: (text: string, maxLength: number) => string): string {
  return `Everybody in ${show(group.displayName, 120)}`;
}

function sentenceOf({ count, inside }: EverybodyList): string {
  const people = count === undefined ? 'By name.' : count === 1 ? '1 person.' : `${String(count)} people, by name.`;
  if (inside.length === 0) return `${people} There is no group inside it.`;
  const named = inside.slice(0, 3).map(({ displayName }) => escapeText(displayName, 60));
  if (inside.length > named.length) named.push(`${String(inside.length - named.length)} more`);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(named);
  return `${people} Inside it ${inside.length === 1 ? 'is the group' : 'are the groups'} ${list}.`;
}

function emptySentence({ group, standing }: EverybodyList): string {
  const isInside = standing.isMember || standing.isOwner;
  return group.visibility === 'hiddenMembership' && !isInside
    ? 'Who is in this group is shown to its members only.'
    : 'Nobody is in this group, nor in a group inside it.';
}

function rowOf(one: Insider): Row {
  return {
    name: one.displayName,
    avatar: avatarOf({ displayName: one.displayName }),
    meta: [
      one.isGuest ? 'Guest' : '',
      one.isDirect === false ? 'Through a group inside it' : '',
      escapeText(one.mail ?? one.principalName, 120),
    ],
    actions: [
      {
        ...executeAction('Groups', 'member.of', { who: one.id, kind: 'person', place: 'new' }),
        tooltip: `Groups of ${plain(one.displayName, 80)}`,
      },
    ],
  };
}
