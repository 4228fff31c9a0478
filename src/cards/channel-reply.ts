import { isNews, type Expiration, type Notice } from '../domain/expiry.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { expiryStatus, expiryTitle, phaseOf } from './expiry-words.ts';
import type { Reader } from './reader.ts';
import { expirationSample, noticeSample } from './samples-expiry.ts';

/** A short word in the thread of a channel's post about an end, so that whoever follows it hears. The post itself has the buttons. */
export interface ChannelReply {
  expiration: Expiration;
  notice: Notice;
}

const end = expirationSample();
const renewed = expirationSample({ state: 'moved', movedTo: new Date('2026-07-17T09:00:00Z') });

export const channelReplyCard = defineCard<ChannelReply>('channel-reply', {
  samples: {
    reminder: { expiration: end, notice: { ...noticeSample(end), step: '15' } },
    settledSince: { expiration: renewed, notice: { ...noticeSample(renewed), step: '15' } },
    renewed: { expiration: renewed, notice: { ...noticeSample(renewed), step: 'news:moved' } },
  },
  text: ({ expiration }, reader) => expiryTitle(expiration, reader, plain),
  view: ({ expiration, notice }, reader) => ({
    noticeId: notice.id,
    groupId: expiration.groupId,
    about: isNews(notice) ? 'news' : 'expiry',
    title: expiryTitle(expiration, reader, escapeText),
    ...expiryStatus(expiration, reader),
    sentence: sentenceOf(expiration, notice, reader),
  }),
});

function sentenceOf(expiration: Expiration, notice: Notice, reader: Reader): string {
  if (isNews(notice)) return 'The post above shows how it stands.';
  return phaseOf(expiration, reader) === 'coming'
    ? 'Nobody has renewed it yet. An owner can do so in the post above.'
    : 'This reminder is settled.';
}
