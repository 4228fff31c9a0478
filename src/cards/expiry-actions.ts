import { hasSaid, type Expiration, type StandInKind } from '../domain/expiry.ts';
import { opening } from './group-actions.ts';
import { executeAction, openAction, openDialog } from './define-card.ts';
import { phaseOf, renewAction, restoreAction, showAction } from './expiry-words.ts';
import type { Reader } from './reader.ts';

type Action = Record<string, unknown>;

/** Whose notice it is, and of what. */
export interface NoticeReader {
  expiration: Expiration;
  noticeId: string;
  userId: string;
  as: 'owner' | StandInKind;
  hasTeam: boolean;
}

/** What can be done about an end: three at most at once, the rest behind “More”. */
export function expiryActions(about: NoticeReader, reader: Reader): Action[] {
  const { expiration, as } = about;
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return as === 'owner' ? forOwner(about) : forStandIn(about);
    case 'shortened':
    case 'over':
      return as === 'owner' || as === 'admin' ? [renewAction(expiration)] : [showAction(expiration)];
    case 'restorable':
      return as === 'owner' || as === 'admin' ? [restoreAction(expiration)] : [];
    case 'renewed':
    case 'exempt':
    case 'restored':
      return [showAction(expiration)];
    case 'gone':
    case 'purged':
      return [];
  }
}

function forOwner({ expiration, noticeId, userId, hasTeam }: NoticeReader): Action[] {
  if (hasSaid(expiration, 'handed-over', userId)) return [showAction(expiration)];
  const { groupId: group, notNeeded } = expiration;
  const isSettled = notNeeded?.by.id === userId || hasSaid(expiration, 'not-mine', userId);
  const about = { noticeId };
  const first = isSettled
    ? [renewAction(expiration), handOver(group)]
    : [
        renewAction(expiration),
        executeAction('Remind me later', 'notice.later', about),
        executeAction('Not needed', 'notice.not-needed', about),
      ];
  const rest = [
    ...(isSettled ? [openDialog('Drop my ownership…', 'owner.remove', { group, person: 'me' })] : [handOver(group)]),
    ...(hasSaid(expiration, 'not-mine', userId) ? [] : [executeAction('Not mine', 'notice.not-mine', about)]),
    ...(hasTeam ? [openDialog('Archive the team…', 'team.archive', { group })] : []),
    openAction('Delete the group', 'group.delete', { group }),
  ];
  return [...first, opening('More', rest)];
}

function forStandIn({ expiration, noticeId, userId, as }: NoticeReader): Action[] {
  const show = showAction(expiration);
  if (as === 'admin') return [renewAction(expiration), show];
  const isSaid = hasSaid(expiration, 'still-needed', userId);
  const ask = openAction('Who owns it?', 'owner.list', { group: expiration.groupId });
  return isSaid ? [ask, show] : [executeAction('Still needed', 'notice.still-needed', { noticeId }), ask, show];
}

function handOver(group: string): Action {
  return openDialog('Hand over…', 'owner.hand-over', { group });
}
