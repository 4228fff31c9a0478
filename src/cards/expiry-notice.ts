import type { Expiration, StandInKind } from '../domain/expiry.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { expiryActions } from './expiry-actions.ts';
import { expirySentence, expiryStatus, expiryTitle, phaseOf, saidLine, whyLine } from './expiry-words.ts';
import type { Reader } from './reader.ts';
import { deletionSample, expirationSample, noticeIdSample } from './samples-expiry.ts';
import { ada, grace } from './samples.ts';
import { avatarOf } from './words.ts';

/** The end of a group as one of its owners is told of it, or somebody who is told in their stead. */
export interface ExpiryNotice {
  expiration: Expiration;
  noticeId: string;
  /** Who reads it. */
  userId: string;
  /** As what they are told. */
  as: 'owner' | StandInKind;
  hasTeam: boolean;
  /** What came of a press of the button, in plain words. */
  notice?: string;
}

const notice = { noticeId: noticeIdSample, userId: ada.id, as: 'owner', hasTeam: true } as const;
const at = new Date('2026-01-05T09:00:00Z');
const said = (by: typeof ada) => ({ notNeeded: { by, at } });
const stillNeeded = { said: [{ what: 'still-needed', by: grace, at }] } as const;

export const expiryNoticeCard = defineCard<ExpiryNotice>('expiry-notice', {
  samples: {
    coming: { ...notice, expiration: expirationSample() },
    withoutTeam: { ...notice, hasTeam: false, expiration: expirationSample() },
    later: { ...notice, expiration: expirationSample(), notice: 'You hear again in 3 days.' },
    notNeeded: { ...notice, expiration: expirationSample(said(ada)) },
    notNeededByAnother: { ...notice, expiration: expirationSample(said(grace)) },
    notMine: { ...notice, expiration: expirationSample({ said: [{ what: 'not-mine', by: ada, at }] }) },
    notMineByAnother: { ...notice, expiration: expirationSample({ said: [{ what: 'not-mine', by: grace, at }] }) },
    handedOver: {
      ...notice,
      expiration: expirationSample({ said: [{ what: 'handed-over', by: ada, to: grace, at }] }),
    },
    manager: { ...notice, as: 'manager', expiration: expirationSample() },
    member: { ...notice, as: 'member', expiration: expirationSample(stillNeeded) },
    admin: { ...notice, as: 'admin', expiration: expirationSample(stillNeeded) },
    renewed: { ...notice, expiration: expirationSample({ state: 'moved', movedTo: new Date('2026-07-17T09:00:00Z') }) },
    shortened: {
      ...notice,
      expiration: expirationSample({ state: 'moved', movedTo: new Date('2026-01-10T09:00:00Z') }),
    },
    exempt: { ...notice, expiration: expirationSample({ state: 'exempt' }) },
    gone: { ...notice, expiration: expirationSample({ state: 'gone' }) },
    restorable: {
      ...notice,
      expiration: expirationSample({ state: 'gone', movedTo: new Date('2026-02-05T09:00:00Z') }),
    },
    deleted: { ...notice, expiration: deletionSample() },
    deletedByAnother: { ...notice, expiration: deletionSample(said(grace)) },
    deletedForAdmins: { ...notice, as: 'admin', expiration: deletionSample() },
    restored: {
      ...notice,
      expiration: deletionSample({ state: 'restored', movedTo: new Date('2026-07-17T09:00:00Z') }),
    },
    purged: { ...notice, expiration: deletionSample({ state: 'purged' }) },
    over: { ...notice, expiration: expirationSample({ expiresAt: new Date('2026-01-06T08:00:00Z') }) },
  },
  text: ({ expiration }, reader) => expiryTitle(expiration, reader, plain),
  view: (data, reader) => {
    const { expiration, noticeId, as } = data;
    const line = data.notice === undefined ? saidLine(expiration, reader, data.userId) : escapeText(data.notice, 300);
    const why = isOpen(expiration, reader) ? whyLine(as, expiration) : '';
    return {
      noticeId,
      about: aboutOf(data),
      ...avatarOf({ displayName: expiration.groupName }),
      title: expiryTitle(expiration, reader, escapeText),
      ...expiryStatus(expiration, reader),
      notice: line,
      hasNotice: line !== '',
      sentence: expirySentence(expiration, reader),
      why,
      hasWhy: why !== '',
      actions: expiryActions(data, reader),
    };
  },
});

function isOpen(expiration: Expiration, reader: Reader): boolean {
  return ['coming', 'restorable'].includes(phaseOf(expiration, reader));
}

/** What a message of this kind is for, so that who looks at one from outside can tell. */
function aboutOf({ expiration, as }: ExpiryNotice): string {
  if (expiration.isDeletion) return 'deletion';
  return as === 'owner' ? 'expiry' : 'stand-in';
}
