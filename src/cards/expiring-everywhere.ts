import { defineCard, openAction } from './define-card.ts';
import { plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { guild, oddGroup } from './samples.ts';

/** A group as the daily reading of the directory knows it. */
export interface ExpiringGroup {
  id: string;
  displayName: string;
  expiresAt: Date;
  /** Absent where nobody has looked yet. */
  owners?: number;
}

export interface ExpiringEverywhere {
  /** How far ahead this looks. */
  days: number;
  groups: readonly ExpiringGroup[];
  next?: string;
  isContinued: boolean;
}

const expiresAt = new Date('2026-01-20T09:00:00Z');

/** Groups of an organisation that expire, the first to end first: for administrators. */
export const expiringEverywhereCard = defineCard<ExpiringEverywhere>('rows', {
  samples: {
    some: {
      days: 30,
      groups: [
        { id: guild.id, displayName: guild.displayName, expiresAt, owners: 2 },
        { id: oddGroup.id, displayName: oddGroup.displayName, expiresAt, owners: 0 },
        { id: guild.id, displayName: 'Old News', expiresAt },
      ],
      next: '2026-01-20T09:00:00.000Z 3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01',
      isContinued: true,
    },
    nothing: { days: 30, groups: [], isContinued: false },
  },
  text: ({ groups, days }) =>
    groups.length === 0
      ? `No group expires in the next ${days} days`
      : `Groups that expire in the next ${days} days: ${groups.map(({ displayName }) => plain(displayName, 60)).join(', ')}`,
  view: (data, reader) =>
    rowsView({
      title: data.groups.length === 0 ? `No group expires in the next ${data.days} days` : 'Groups that expire',
      sentence:
        data.groups.length === 0
          ? ''
          : `In the next ${data.days} days, the first to end first, as the directory was read last. Whoever owns one is told, and can renew it.`,
      rows: data.groups.map((group) => rowOf(group, reader)),
      actions: pageActions('report.expiring', {}, data),
    }),
});

function rowOf({ id, displayName, expiresAt: end, owners }: ExpiringGroup, reader: Reader): Row {
  return {
    name: displayName,
    meta: [`Expires ${relativeTime(end, reader)}`, longDate(end, reader), ownersWords(owners)],
    actions: [{ ...openAction('Show', 'group.show', { group: id }), tooltip: `Show ${plain(displayName, 80)}` }],
  };
}

function ownersWords(owners: number | undefined): string {
  if (owners === undefined) return '';
  if (owners === 0) return 'nobody owns it';
  return owners === 1 ? '1 owner' : `${owners} owners`;
}
