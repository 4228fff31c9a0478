import type { Expiration } from '../domain/expiry.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import {
  expirySentence,
  expiryStatus,
  expiryTitle,
  phaseOf,
  renewAction,
  restoreAction,
  showAction,
} from './expiry-words.ts';
import type { Reader } from './reader.ts';
import { expirationSample, noticeIdSample } from './samples-expiry.ts';
import { avatarOf } from './words.ts';

/** The end of a group as its team's channel is told of it. Everybody reads it there; only owners can renew. */
export interface ChannelNotice {
  expiration: Expiration;
  noticeId: string;
}

export const channelNoticeCard = defineCard<ChannelNotice>('channel-notice', {
  samples: {
    coming: { noticeId: noticeIdSample, expiration: expirationSample() },
    renewed: {
      noticeId: noticeIdSample,
      expiration: expirationSample({ state: 'moved', movedTo: new Date('2026-07-17T09:00:00Z') }),
    },
    gone: { noticeId: noticeIdSample, expiration: expirationSample({ state: 'gone' }) },
  },
  text: ({ expiration }, reader) => expiryTitle(expiration, reader, plain),
  view: ({ expiration, noticeId }, reader) => ({
    noticeId,
    ...avatarOf({ displayName: expiration.groupName }),
    title: expiryTitle(expiration, reader, escapeText),
    ...expiryStatus(expiration, reader),
    sentence: expirySentence(expiration, reader),
    actions: actionsOf(expiration, reader),
  }),
});

function actionsOf(expiration: Expiration, reader: Reader): Record<string, unknown>[] {
  switch (phaseOf(expiration, reader)) {
    case 'coming':
    case 'shortened':
    case 'over':
      return [renewAction(expiration)];
    case 'renewed':
    case 'exempt':
    case 'restored':
      return [showAction(expiration)];
    case 'restorable':
      return [restoreAction(expiration)];
    case 'gone':
    case 'purged':
      return [];
  }
}
