import type { Group, Standing } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { guild, oddGroup } from './samples.ts';
import { avatarOf, roleWord } from './words.ts';

export interface ExpiringRow {
  group: Group & { expiresAt: Date };
  standing: Standing;
}

export interface ExpiringList {
  /** This page, the soonest first. */
  rows: readonly ExpiringRow[];
  total: number;
  /** Position of this page. */
  start: number;
  /** What was renewed from this list just now. */
  renewed?: Pick<Group, 'id' | 'displayName'>;
  /** Position of the next page. */
  next?: number;
}

const soonDays = 30;
const expiresAt = new Date('2026-01-20T09:00:00Z');
const owner = { isMember: true, isOwner: true };
const member = { isMember: true, isOwner: false };

export const expiringListCard = defineCard<ExpiringList>('expiring-list', {
  samples: {
    some: {
      rows: [
        { group: { ...guild, expiresAt: new Date('2026-01-02T09:00:00Z') }, standing: owner },
        { group: { ...oddGroup, expiresAt }, standing: owner },
        { group: { ...guild, expiresAt: new Date('2027-01-20T09:00:00Z') }, standing: member },
      ],
      total: 9,
      start: 0,
      next: 3,
    },
    renewed: {
      rows: [{ group: { ...oddGroup, expiresAt: new Date('2026-07-20T09:00:00Z') }, standing: owner }],
      total: 1,
      start: 0,
      renewed: oddGroup,
    },
    none: { rows: [], total: 0, start: 0 },
  },
  text: ({ rows, renewed }) =>
    renewed
      ? `${plain(renewed.displayName, 120)} is renewed`
      : rows.length === 0
        ? 'None of your groups expires'
        : `What expires: ${rows.map(({ group }) => plain(group.displayName, 60)).join(', ')}`,
  view: ({ rows, total, start, next, renewed }, reader) => ({
    title: 'What expires',
    notice: renewed ? `${escapeText(renewed.displayName, 120)} is renewed.` : '',
    hasNotice: renewed !== undefined,
    isEmpty: rows.length === 0,
    rows: rows.map((row) => rowView(row, start, reader)),
    actions: [
      ...(next === undefined ? [] : [executeAction(`More (${total - next})`, 'group.expiring', { next })]),
      openAction('My groups', 'group.mine', {}),
    ],
  }),
});

function rowView({ group, standing }: ExpiringRow, start: number, reader: Reader): Record<string, unknown> {
  const { expiresAt: end } = group;
  const daysLeft = (end.getTime() - reader.now.getTime()) / 86_400_000;
  const data = { group: group.id };
  return {
    ...avatarOf(group),
    name: escapeText(group.displayName, 120),
    when: daysLeft < 0 ? `Expired ${relativeTime(end, reader)}` : `Expires ${relativeTime(end, reader)}`,
    color: daysLeft < 0 ? 'attention' : daysLeft <= soonDays ? 'warning' : 'default',
    meta: [longDate(end, reader), roleWord(standing)].filter((part) => part !== '').join(' · '),
    rowActions: [
      standing.isOwner
        ? {
            ...executeAction('Renew', 'group.renew', { ...data, listFrom: start }),
            tooltip: `Renew ${plain(group.displayName, 80)}`,
          }
        : { ...openAction('Show', 'group.show', data), tooltip: `Show ${plain(group.displayName, 80)}` },
    ],
  };
}
