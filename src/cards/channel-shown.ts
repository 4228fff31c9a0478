import type { Group } from '../domain/groups.ts';
import type { Channel } from '../domain/teams.ts';
import { defineCard, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { openUrl } from './open-url.ts';
import { longDate, type Reader } from './reader.ts';
import { guild } from './samples.ts';

export interface ChannelShown {
  group: Group;
  channel: Channel;
  /** It was made just now. */
  isNew: boolean;
}

const hiring: Channel = {
  id: '19:hiring@thread.tacv2',
  displayName: 'Hiring',
  description: 'Who comes *next*.',
  kind: 'private',
  isArchived: false,
  createdAt: new Date('2026-01-05T09:00:00Z'),
  webUrl: 'https://teams.microsoft.com/l/channel/19%3Ahiring%40thread.tacv2/Hiring',
};

export const channelShownCard = defineCard<ChannelShown>('done', {
  samples: {
    private: { group: guild, channel: hiring, isNew: false },
    new: { group: guild, channel: { ...hiring, kind: 'standard' }, isNew: true },
    shared: { group: guild, channel: { ...hiring, kind: 'shared', isArchived: true }, isNew: false },
  },
  text: ({ group, channel, isNew }) =>
    isNew
      ? `The channel ${plain(channel.displayName, 60)} is made`
      : `The channel ${plain(channel.displayName, 60)} of ${plain(group.displayName, 120)}`,
  view: ({ group, channel, isNew }, reader) => ({
    title: isNew ? `The channel ${escapeText(channel.displayName, 60)} is made` : escapeText(channel.displayName, 60),
    sentence: sentenceOf(group, channel, isNew, reader),
    detail: escapeParagraphs(channel.description ?? '', 1024),
    hasDetail: (channel.description ?? '') !== '',
    actions: [
      ...openUrl('Open in Teams', channel.webUrl).map(primary),
      openAction('All channels', 'team.show', { group: group.id }),
    ],
  }),
});

function sentenceOf(group: Group, { kind, isArchived, createdAt }: Channel, isNew: boolean, reader: Reader): string {
  const name = escapeText(group.displayName, 120);
  const who = {
    standard: `It is a channel for everybody in the team ${name}.`,
    private: `It is a private channel of ${name}: only who was added to it sees it.`,
    shared: `It is a shared channel of ${name}: people of other teams may be in it.`,
  }[kind];
  const since = createdAt && !isNew ? ` It was made on ${longDate(createdAt, reader)}.` : '';
  const hint = isNew && kind === 'private' ? ' You own it. Add others in Teams, under “Manage channel”.' : '';
  return `${who}${since}${hint}${isArchived ? ' It is archived: people can read in it but not write.' : ''}`;
}
