import type { DeletedGroup } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { pageActions, rowsView } from './rows.ts';
import { deletedGuild } from './samples.ts';
import { avatarOf } from './words.ts';

/** Microsoft 365 keeps them so long. */
const keptMs = 30 * 86_400_000;

export interface DeletedGroups {
  /** `named`: those that fit the words, of which one is to be chosen. */
  list: 'mine' | 'all' | 'named';
  words?: string;
  groups: readonly DeletedGroup[];
  next?: string;
  isContinued?: boolean;
}

export const deletedGroupsCard = defineCard<DeletedGroups>('rows', {
  samples: {
    mine: { list: 'mine', groups: [deletedGuild] },
    noneMine: { list: 'mine', groups: [] },
    all: { list: 'all', groups: [deletedGuild, { ...deletedGuild, kind: 'security' }], next: 'opaque' },
    noneAtAll: { list: 'all', groups: [] },
    named: { list: 'named', words: 'design', groups: [deletedGuild, deletedGuild] },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      rows: data.groups.map((group) => ({
        name: group.displayName,
        avatar: avatarOf(group),
        meta: [`Deleted on ${longDate(group.deletedAt, reader)}`, left(group, reader)],
        actions: [{ ...executeAction('Bring back', 'group.restore', { group: group.id }), tooltip: tooltipOf(group) }],
      })),
      actions: [
        ...(data.list === 'mine' ? [executeAction('All deleted groups', 'group.deleted', { of: 'all' })] : []),
        ...(data.list === 'all' ? pageActions('group.deleted', { of: 'all' }, data) : []),
      ],
    }),
});

function tooltipOf({ displayName }: DeletedGroup): string {
  return `Bring back ${plain(displayName, 80)}`;
}

function titleOf({ list, words = '' }: DeletedGroups, show: (text: string, maxLength: number) => string): string {
  switch (list) {
    case 'mine':
      return 'Deleted groups that you owned';
    case 'all':
      return 'Deleted groups';
    case 'named':
      return `Which ${show(words, 80)}?`;
  }
}

function sentenceOf({ list, groups }: DeletedGroups): string {
  if (list === 'named') return 'Several deleted groups are called so.';
  if (groups.length > 0) return '';
  return list === 'mine'
    ? 'None of your groups was deleted in the last 30 days.'
    : 'No group was deleted in the last 30 days.';
}

function left({ deletedAt }: DeletedGroup, reader: Reader): string {
  return `gone for ever ${relativeTime(new Date(deletedAt.getTime() + keptMs), reader)}`;
}
