import type { GroupNews } from '../domain/group-news.ts';
import { defineCard, executeAction } from './define-card.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { rowsView } from './rows.ts';
import { guild } from './samples.ts';
import { avatarOf } from './words.ts';

export interface GroupsNews {
  /** Absent when the person asks for the first time, or the last time is too long ago. */
  since?: Date;
  isExpired?: boolean;
  news: readonly GroupNews[];
}

/** As many as a person reads. */
const mostShown = 15;
const guildNews: GroupNews = { id: guild.id, displayName: guild.displayName, what: 'changed', joined: 3, left: 1 };

/** Which groups are new, changed or gone since the person asked last. */
export const groupNewsCard = defineCard<GroupsNews>('rows', {
  samples: {
    first: { news: [] },
    expired: { news: [], isExpired: true },
    nothing: { since: new Date('2026-01-05T09:00:00Z'), news: [] },
    some: {
      since: new Date('2026-01-05T09:00:00Z'),
      news: [
        guildNews,
        { ...guildNews, what: 'new', joined: 1, left: 0 },
        { ...guildNews, what: 'deleted', joined: 0, left: 0 },
        { id: guild.id, what: 'gone', joined: 0, left: 0 },
      ],
    },
    many: { since: new Date('2026-01-05T09:00:00Z'), news: Array.from({ length: 20 }, () => guildNews) },
  },
  text: ({ since, news }) =>
    since ? `${news.length === 0 ? 'Nothing' : news.length} changed about groups` : 'Changes are watched from now on',
  view: (data, reader) =>
    rowsView({
      title: data.since ? 'What changed about groups' : 'Changes are watched from now on',
      sentence: sentenceOf(data, reader),
      rows: data.news.slice(0, mostShown).map((one) => ({
        name: one.displayName ?? 'A group that nobody can look at any more',
        ...(one.displayName !== undefined && { avatar: avatarOf({ displayName: one.displayName }) }),
        meta: [
          words[one.what],
          one.joined > 0 && one.what === 'changed' ? `${one.joined} joined` : '',
          one.left > 0 ? `${one.left} left` : '',
        ],
        actions: actionsOf(one),
      })),
      actions: data.since ? [executeAction('Ask again', 'delta.show', {})] : [],
    }),
});

const words: Record<GroupNews['what'], string> = {
  new: 'New',
  changed: 'Changed',
  deleted: 'Deleted; it can be brought back',
  gone: 'Gone for ever',
};

function sentenceOf({ since, isExpired = false, news }: GroupsNews, reader: Reader): string {
  if (isExpired)
    return 'You asked so long ago that Microsoft 365 does not know any more what changed since. Ask again later to see what changed from now on.';
  if (!since) return 'You have not asked before. Ask again later to see what changed from now on.';
  const when = `since you asked on ${longTime(since, reader)}, ${relativeTime(since, reader)}`;
  if (news.length === 0) return `Nothing ${when}.`;
  const more = news.length - mostShown;
  return `This is what changed ${when}.${more > 0 ? ` ${more} more are not shown.` : ''}`;
}

function actionsOf({ what, id }: GroupNews): Record<string, unknown>[] {
  if (what === 'gone') return [];
  if (what === 'deleted') return [executeAction('Bring back', 'group.restore', { group: id })];
  return [executeAction('Show', 'group.show', { group: id })];
}
