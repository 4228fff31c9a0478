import { restorableDays, type Expiration } from '../domain/expiry.ts';
import { openAction, primary } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';

/** What there is to say about the end of a group, at the time at which it is read. */
type Phase = 'coming' | 'renewed' | 'shortened' | 'exempt' | 'gone' | 'over';

export function phaseOf({ state, expiresAt, movedTo }: Expiration, reader: Reader): Phase {
  switch (state) {
    case 'moved':
      return movedTo && movedTo > expiresAt ? 'renewed' : 'shortened';
    case 'exempt':
    case 'gone':
      return state;
    case 'open':
      return reader.now < expiresAt ? 'coming' : 'over';
  }
}

/** @param show how the name is written: escaped for the card, plain for its text */
export function expiryTitle(
  expiration: Expiration,
  reader: Reader,
  show: (name: string, most: number) => string,
): string {
  const name = show(expiration.groupName, 120);
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return `${name} expires ${relativeTime(expiration.expiresAt, reader)}`;
    case 'renewed':
      return `${name} is renewed`;
    case 'shortened':
      return `${name} expires earlier`;
    case 'exempt':
      return `${name} does not expire any more`;
    case 'gone':
      return `${name} is deleted`;
    case 'over':
      return `${name} has expired`;
  }
}

/** The date that holds, in the reader's zone and as a distance from now. */
export function expiryStatus(expiration: Expiration, reader: Reader): { status: string; statusColor: string } {
  const at = (time: Date): string => `${longTime(time, reader)} (${relativeTime(time, reader)})`;
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return { status: `Expires on ${at(expiration.expiresAt)}`, statusColor: 'warning' };
    case 'renewed':
      return { status: `Now expires on ${at(expiration.movedTo ?? expiration.expiresAt)}`, statusColor: 'good' };
    case 'shortened':
      return { status: `Now expires on ${at(expiration.movedTo ?? expiration.expiresAt)}`, statusColor: 'warning' };
    case 'exempt':
      return { status: 'No date', statusColor: 'good' };
    case 'gone':
      if (reader.now < expiration.expiresAt) return { status: 'Deleted before it expired', statusColor: 'attention' };
      return { status: `Expired on ${at(expiration.expiresAt)}`, statusColor: 'attention' };
    case 'over':
      return { status: `Expired on ${at(expiration.expiresAt)}`, statusColor: 'attention' };
  }
}

/** What follows, and what there is to do. */
export function expirySentence(expiration: Expiration, reader: Reader): string {
  const what = 'Microsoft 365 deletes the group with its mail, files, calendar and team';
  const back = `It can be brought back for ${restorableDays} days after that.`;
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return `Unless an owner renews it before, ${what}. ${back}`;
    case 'renewed':
      return 'There is nothing to do until we write again.';
    case 'shortened':
      return `The date was changed. Unless an owner renews it before, ${what}.`;
    case 'exempt':
      return 'No date is set for it any more, so there is nothing to do.';
    case 'gone':
      return `It is not in the directory any more. For ${restorableDays} days after it was deleted, an owner or an administrator can bring it back.`;
    case 'over':
      return `Its time is over, so Microsoft 365 may delete it at any moment. For ${restorableDays} days after that it can be brought back.`;
  }
}

/** Who said that the group may go, as another person reads it; empty when nobody did. */
export function notNeededLine({ notNeeded }: Expiration, reader: Reader, userId?: string): string {
  if (!notNeeded) return '';
  const { by, at } = notNeeded;
  if (by.id === userId)
    return `You said ${relativeTime(at, reader)} that it is not needed. You hear no more about this date; renewing is still possible.`;
  return `${escapeText(by.displayName)} said ${relativeTime(at, reader)} that it is not needed any more. Renew it if it is.`;
}

export function renewAction({ groupId }: Expiration): Record<string, unknown> {
  return primary(openAction('Renew', 'group.renew', { group: groupId }));
}

export function showAction({ groupId }: Expiration): Record<string, unknown> {
  return openAction('Show the group', 'group.show', { group: groupId });
}
