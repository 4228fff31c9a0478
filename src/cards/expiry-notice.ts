import type { Expiration } from '../domain/expiry.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import {
  expirySentence,
  expiryStatus,
  expiryTitle,
  notNeededLine,
  phaseOf,
  renewAction,
  showAction,
} from './expiry-words.ts';
import type { Reader } from './reader.ts';
import { expirationSample, noticeIdSample } from './samples-expiry.ts';
import { ada, grace } from './samples.ts';
import { avatarOf } from './words.ts';

/** The end of a group as one of its owners is told of it. */
export interface ExpiryNotice {
  expiration: Expiration;
  noticeId: string;
  /** Who reads it. */
  userId: string;
  /** What came of a press of the button, in plain words. */
  notice?: string;
}

const notice = { noticeId: noticeIdSample, userId: ada.id };
const said = (by: typeof ada) => ({ notNeeded: { by, at: new Date('2026-01-05T09:00:00Z') } });

export const expiryNoticeCard = defineCard<ExpiryNotice>('expiry-notice', {
  samples: {
    coming: { ...notice, expiration: expirationSample() },
    later: { ...notice, expiration: expirationSample(), notice: 'You hear again in 3 days.' },
    notNeeded: { ...notice, expiration: expirationSample(said(ada)) },
    notNeededByAnother: { ...notice, expiration: expirationSample(said(grace)) },
    renewed: { ...notice, expiration: expirationSample({ state: 'moved', movedTo: new Date('2026-07-17T09:00:00Z') }) },
    shortened: {
      ...notice,
      expiration: expirationSample({ state: 'moved', movedTo: new Date('2026-01-10T09:00:00Z') }),
    },
    exempt: { ...notice, expiration: expirationSample({ state: 'exempt' }) },
    gone: { ...notice, expiration: expirationSample({ state: 'gone' }) },
    over: { ...notice, expiration: expirationSample({ expiresAt: new Date('2026-01-06T08:00:00Z') }) },
  },
  text: ({ expiration }, reader) => expiryTitle(expiration, reader, plain),
  view: (data, reader) => {
    const { expiration, noticeId } = data;
    const said = data.notice === undefined ? lineOf(data, reader) : escapeText(data.notice, 300);
    return {
      noticeId,
      ...avatarOf({ displayName: expiration.groupName }),
      title: expiryTitle(expiration, reader, escapeText),
      ...expiryStatus(expiration, reader),
      notice: said,
      hasNotice: said !== '',
      sentence: expirySentence(expiration, reader),
      actions: actionsOf(data, reader),
    };
  },
});

function lineOf({ expiration, userId }: ExpiryNotice, reader: Reader): string {
  return phaseOf(expiration, reader) === 'coming' ? notNeededLine(expiration, reader, userId) : '';
}

function actionsOf({ expiration, noticeId, userId }: ExpiryNotice, reader: Reader): Record<string, unknown>[] {
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return expiration.notNeeded?.by.id === userId
        ? [renewAction(expiration)]
        : [
            renewAction(expiration),
            executeAction('Not needed', 'notice.not-needed', { noticeId }),
            executeAction('Remind me later', 'notice.later', { noticeId }),
          ];
    case 'shortened':
    case 'over':
      return [renewAction(expiration)];
    case 'renewed':
    case 'exempt':
      return [showAction(expiration)];
    case 'gone':
      return [];
  }
}
