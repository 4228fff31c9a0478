import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

/** A group that is about to end although some owner of it could not be told; names as they are today. */
export interface UnreachedGroup {
  id: string;
  displayName: string;
  expiresAt: Date;
  /** Owners whom nothing reached. */
  unreached: readonly string[];
  /** Who was told in their stead. */
  toldInstead: readonly string[];
}

export interface UnreachedOwners {
  groups: readonly UnreachedGroup[];
  next?: string;
  isContinued: boolean;
}

const expiresAt = new Date('2026-01-20T09:00:00Z');

/** Groups that end although their owners could not be told, the first to end first. */
export const unreachedOwnersCard = defineCard<UnreachedOwners>('rows', {
  samples: {
    some: {
      groups: [
        { ...guild, expiresAt, unreached: [ada.displayName], toldInstead: [grace.displayName] },
        { ...oddGroup, expiresAt, unreached: [ada.displayName, grace.displayName], toldInstead: [] },
        { ...guild, displayName: 'Old News', expiresAt, unreached: [], toldInstead: [grace.displayName] },
      ],
      next: '2026-01-20T09:00:00.000Z 3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01',
      isContinued: false,
    },
    nothing: { groups: [], isContinued: false },
  },
  text: ({ groups }) =>
    groups.length === 0
      ? 'Every owner could be told'
      : `Owners who could not be told: ${groups.map(({ displayName }) => plain(displayName, 60)).join(', ')}`,
  view: (data, reader) =>
    rowsView({
      title: data.groups.length === 0 ? 'Every owner could be told' : 'Owners who could not be told',
      sentence:
        data.groups.length === 0
          ? 'No group is about to end of which an owner could not be told.'
          : 'These groups are about to end. Where no owner could be told, managers, active members and administrators are, in this order.',
      rows: data.groups.map((group) => rowOf(group, reader)),
      actions: pageActions('outgoing.unreached-owners', {}, data),
    }),
});

function rowOf({ id, displayName, expiresAt: end, unreached, toldInstead }: UnreachedGroup, reader: Reader): Row {
  return {
    name: displayName,
    avatar: avatarOf({ displayName }),
    meta: [`Expires ${relativeTime(end, reader)}`, longDate(end, reader)],
    sentences: [
      unreached.length === 0 ? 'No owner who could be told.' : `Could not be told: ${listed(unreached)}.`,
      toldInstead.length === 0 ? 'Nobody was told instead.' : `Told instead: ${listed(toldInstead)}.`,
    ].join(' '),
    actions: [{ ...openAction('Show', 'group.show', { group: id }), tooltip: `Show ${plain(displayName, 80)}` }],
  };
}

function listed(names: readonly string[]): string {
  return names.map((name) => escapeText(name, 80)).join(', ');
}
