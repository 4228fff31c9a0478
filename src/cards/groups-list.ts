import type { Group, Standing } from '../domain/groups.ts';
import { defineCard, executeAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { arabicGroup, guild, longNamed, oddGroup } from './samples.ts';
import { avatarOf, roleWord, traitsOf } from './words.ts';

export interface GroupRow {
  group: Group;
  standing?: Standing;
  isFavorite?: boolean;
}

export interface GroupsList {
  list: 'found' | 'mine';
  words: string;
  rows: readonly GroupRow[];
  /** Where the list goes on; opaque. */
  next?: string;
  /** Not the first page. */
  isContinued?: boolean;
  /** Favourites come first on each page only, of somebody who is in very many groups. */
  isByPage?: boolean;
}

export const groupsListCard = defineCard<GroupsList>('groups-list', {
  samples: {
    found: { list: 'found', words: 'design', rows: [{ group: guild }, { group: oddGroup }], next: 'opaque' },
    mine: {
      list: 'mine',
      words: '',
      rows: [{ group: guild, standing: { isMember: true, isOwner: true }, isFavorite: true }],
    },
    longNames: { list: 'mine', words: '', rows: [{ group: { ...guild, ...longNamed } }, { group: arabicGroup }] },
    continued: { list: 'found', words: '', rows: [{ group: guild }], isContinued: true },
    nothingFound: { list: 'found', words: 'nothing', rows: [] },
    mineByPage: { list: 'mine', words: '', rows: [{ group: guild }], isByPage: true, next: 'opaque' },
    noneMine: { list: 'mine', words: '', rows: [] },
  },
  text: (data) => (data.rows.length === 0 ? emptySentence(data, plain) : `${heading(data, plain)}: ${names(data)}`),
  view: (data) => ({
    title: heading(data, escapeText),
    note: 'You are in very many groups, so favourites come first on each page only.',
    hasNote: data.list === 'mine' && data.isByPage === true && data.rows.length > 0,
    isEmpty: data.rows.length === 0,
    emptySentence: emptySentence(data, escapeText),
    rows: data.rows.map(rowView),
    actions: actionsOf(data),
  }),
});

function rowView({ group, standing, isFavorite = false }: GroupRow): Record<string, unknown> {
  const role = standing ? roleWord(standing) : '';
  return {
    ...avatarOf(group),
    id: group.id,
    name: escapeText(group.displayName, 120),
    meta: [isFavorite ? '★ Favourite' : '', role, traitsOf(group)].filter((part) => part !== '').join(' · '),
    description: escapeText(group.description ?? '', 120),
    hasDescription: (group.description ?? '') !== '',
    openTitle: 'Show',
    openTooltip: `Show ${plain(group.displayName, 80)}`,
  };
}

function heading({ list, words }: GroupsList, show: (text: string, maxLength: number) => string): string {
  if (list === 'mine') return 'Your groups';
  return words === '' ? 'Groups that you can see' : `Groups that fit ${show(words, 60)}`;
}

function names({ rows }: GroupsList): string {
  return rows.map(({ group }) => plain(group.displayName, 60)).join(', ');
}

function emptySentence({ list, words }: GroupsList, show: (text: string, maxLength: number) => string): string {
  if (list === 'mine') return 'You are in no group yet. Look for one with “find groups”.';
  return words === ''
    ? 'There is no group that you can see.'
    : `No group that you can see fits ${show(words, 60)}. Try fewer or other words: a search looks at how words begin.`;
}

function actionsOf({ list, words, next, rows, isContinued = false }: GroupsList): Record<string, unknown>[] {
  const verb = list === 'mine' ? 'group.mine' : 'group.find';
  const again = list === 'mine' ? {} : { words };
  const findAll = executeAction(list === 'mine' ? 'Find groups' : 'Show all groups', 'group.find', { words: '' });
  const newGroup = openDialog('New group…', 'group.request', list === 'mine' ? {} : { displayName: words });
  if (rows.length === 0) return list === 'mine' || words !== '' ? [primary(findAll), newGroup] : [primary(newGroup)];
  return [
    ...(next === undefined ? [] : [executeAction('More', verb, { ...again, next })]),
    ...(isContinued ? [executeAction('From the start', verb, again)] : []),
    ...(list === 'mine' ? [newGroup] : []),
  ];
}
