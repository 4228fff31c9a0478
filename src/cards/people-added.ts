import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { ada, guild } from './samples.ts';
import { undoData } from './undo-data.ts';

/** What became of one of the people who were named. */
export interface PersonAdded {
  name: string;
  what:
    | 'added'
    | 'already'
    | 'asked'
    | 'askedAlready'
    | 'self'
    | 'owner'
    | 'unknown'
    | 'gone'
    | 'full'
    | 'refused'
    | 'guestRefused'
    | 'notReached';
}

export interface PeopleAdded {
  group: Pick<Group, 'id' | 'displayName'>;
  results: readonly PersonAdded[];
  /** When the membership of those who were added ends, where it does. */
  endsAt?: Date;
  /** Ids of those for whom it is worth trying once more. */
  again: readonly string[];
  /** Ids of those who were really added, and when: for a while that can be taken back. */
  undo?: { people: readonly string[]; at: Date };
}

const everything: PersonAdded[] = (
  [
    'added',
    'already',
    'asked',
    'askedAlready',
    'self',
    'owner',
    'unknown',
    'gone',
    'full',
    'refused',
    'guestRefused',
    'notReached',
  ] as const
).map((what) => ({ name: `${ada.displayName} (${what})`, what }));

/** What became of each of the people who were to be added. */
export const peopleAddedCard = defineCard<PeopleAdded>('people-added', {
  samples: {
    forATime: {
      group: guild,
      results: [{ name: ada.displayName, what: 'added' }],
      endsAt: new Date('2026-03-15T23:00:00Z'),
      again: [],
    },
    one: {
      group: guild,
      results: [{ name: ada.displayName, what: 'added' }],
      again: [],
      undo: { people: [ada.id], at: new Date('2026-01-06T08:15:00Z') },
    },
    everything: { group: guild, results: everything, again: [ada.id] },
    asked: { group: guild, results: [{ name: ada.displayName, what: 'asked' }], again: [] },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => ({
    title: titleOf(data, escapeText),
    rows: data.results.map(({ name, what }) => {
      const { word, color, detail } = what === 'added' ? addedWords(data, reader) : wordsFor(what);
      return { name: escapeText(name, 120), word, color, detail, hasDetail: detail !== '' };
    }),
    actions: actionsOf(data),
  }),
});

function titleOf({ group, results }: PeopleAdded, show: (text: string, maxLength: number) => string): string {
  const name = show(group.displayName, 120);
  const added = results.filter(({ what }) => what === 'added');
  const asked = results.filter(({ what }) => what === 'asked');
  const [first] = [...added, ...asked];
  if (first && added.length + asked.length === 1) {
    const who = show(first.name, 80);
    return added.length === 1 ? `${who} is in ${name} now` : `You have asked to add ${who} to ${name}`;
  }
  if (added.length === 1) return `${show(added[0]?.name ?? '', 80)} is in ${name} now`;
  if (added.length > 0) return `${added.length} people are in ${name} now`;
  return asked.length > 0 ? `You have asked to add ${asked.length} people to ${name}` : `Nobody was added to ${name}`;
}

function addedWords({ endsAt }: PeopleAdded, reader: Reader): ReturnType<typeof wordsFor> {
  return { word: 'Added', color: 'good', detail: endsAt ? `Until ${longTime(endsAt, reader)}.` : '' };
}

function wordsFor(what: Exclude<PersonAdded['what'], 'added'>): { word: string; color: string; detail: string } {
  switch (what) {
    case 'already':
      return { word: 'Member already', color: 'default', detail: '' };
    case 'asked':
      return { word: 'Asked', color: 'accent', detail: 'An owner decides; you hear here.' };
    case 'askedAlready':
      return { word: 'Asked before', color: 'default', detail: '“My requests” shows how it stands.' };
    case 'self':
      return { word: 'That is you', color: 'default', detail: 'Say “join” to become a member yourself.' };
    case 'owner':
      return { word: 'Owner', color: 'default', detail: 'Owns the group and can join at once.' };
    case 'unknown':
      return { word: 'Not found', color: 'attention', detail: 'Nobody in the directory is called this.' };
    case 'gone':
      return { word: 'Not found', color: 'attention', detail: 'The person or the group is not there any more.' };
    case 'full':
      return { word: 'Group is full', color: 'attention', detail: 'It has as many members as a group can have.' };
    case 'refused':
      return {
        word: 'Refused',
        color: 'attention',
        detail: 'Only owners and administrators add people. If you are one, an administrator can say why.',
      };
    case 'guestRefused':
      return {
        word: 'Refused',
        color: 'attention',
        detail: 'A guest: your organisation or this group may take none. An administrator can change that.',
      };
    case 'notReached':
      return { word: 'Not added', color: 'warning', detail: 'Microsoft 365 did not answer as it should.' };
  }
}

function actionsOf({ group, results, again, endsAt, undo }: PeopleAdded): Record<string, unknown>[] {
  const data = { group: group.id };
  const until = endsAt ? { until: endsAt.toISOString() } : {};
  return [
    ...(again.length > 0
      ? [executeAction('Try again', 'member.add', { ...data, ...until, people: again.join(';') })]
      : []),
    ...(results.some(({ what }) => what === 'self') ? [executeAction('Join', 'group.join', data)] : []),
    ...(results.some(({ what }) => what.startsWith('asked')) ? [openAction('My requests', 'request.mine', {})] : []),
    ...(undo ? [executeAction('Undo', 'member.undo', undoData('added', group.id, undo))] : []),
    openAction('Members', 'member.list', data),
    openAction('Show the group', 'group.show', data),
  ];
}
