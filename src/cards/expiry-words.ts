import { restorableDays, type Expiration, type Saying, type StandInKind } from '../domain/expiry.ts';
import { openAction, primary } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';

/** What there is to say about the end of a group, at the time at which it is read. */
export type Phase =
  'coming' | 'renewed' | 'shortened' | 'exempt' | 'restorable' | 'gone' | 'purged' | 'restored' | 'over';

export function phaseOf({ state, expiresAt, movedTo, isDeletion }: Expiration, reader: Reader): Phase {
  switch (state) {
    case 'moved':
      return movedTo && movedTo > expiresAt ? 'renewed' : 'shortened';
    case 'gone':
      if (!movedTo) return 'gone';
      return reader.now < movedTo ? 'restorable' : 'purged';
    case 'exempt':
    case 'restored':
    case 'purged':
      return state;
    case 'open':
      if (isDeletion) return reader.now < expiresAt ? 'restorable' : 'purged';
      return reader.now < expiresAt ? 'coming' : 'over';
  }
}

/** Until when a deleted group can be brought back. */
function lastDay({ isDeletion, expiresAt, movedTo }: Expiration): Date {
  return isDeletion ? expiresAt : (movedTo ?? expiresAt);
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
    case 'restorable':
      return `${name} is deleted`;
    case 'purged':
      return `${name} is gone for ever`;
    case 'restored':
      return `${name} is back`;
    case 'over':
      return `${name} has expired`;
  }
}

/** The date that holds, in the reader's zone and as a distance from now. */
export function expiryStatus(expiration: Expiration, reader: Reader): { status: string; statusColor: string } {
  const at = (time: Date): string => `${longTime(time, reader)} (${relativeTime(time, reader)})`;
  const { expiresAt, movedTo } = expiration;
  switch (phaseOf(expiration, reader)) {
    case 'coming':
      return { status: `Expires on ${at(expiresAt)}`, statusColor: 'warning' };
    case 'renewed':
      return { status: `Now expires on ${at(movedTo ?? expiresAt)}`, statusColor: 'good' };
    case 'shortened':
      return { status: `Now expires on ${at(movedTo ?? expiresAt)}`, statusColor: 'warning' };
    case 'exempt':
      return { status: 'No date', statusColor: 'good' };
    case 'restorable':
      return { status: `Can be brought back until ${at(lastDay(expiration))}`, statusColor: 'attention' };
    case 'purged':
      return { status: 'Cannot be brought back any more', statusColor: 'attention' };
    case 'restored':
      return movedTo && movedTo > reader.now
        ? { status: `Brought back, expires on ${at(movedTo)}`, statusColor: 'good' }
        : { status: 'Brought back', statusColor: 'good' };
    case 'gone':
      if (reader.now < expiresAt) return { status: 'Deleted before it expired', statusColor: 'attention' };
      return { status: `Expired on ${at(expiresAt)}`, statusColor: 'attention' };
    case 'over':
      return { status: `Expired on ${at(expiresAt)}`, statusColor: 'attention' };
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
    case 'restorable':
      return 'Until then one press brings it back whole, with its mail, files, calendar and team. After that nobody can.';
    case 'purged':
      return `A deleted group is kept for ${restorableDays} days. They are over, and nobody can bring it back.`;
    case 'restored':
      return 'It is back with its mail, files, calendar and team. Teams may take some hours to show everything.';
    case 'gone':
      return `It is not in the directory any more. For ${restorableDays} days after it was deleted, an owner or an administrator can bring it back.`;
    case 'over':
      return `Its time is over, so Microsoft 365 may delete it at any moment. For ${restorableDays} days after that it can be brought back.`;
  }
}

/** Who said what about the end, as another person reads it; empty when nobody said anything. */
export function saidLine(expiration: Expiration, reader: Reader, userId?: string): string {
  const phase = phaseOf(expiration, reader);
  if (phase === 'restorable') return deletedByLine(expiration, reader, userId);
  if (phase !== 'coming') return '';
  const lines = (expiration.said ?? []).map((one) => sayingLine(one, reader, userId));
  return [notNeededLine(expiration, reader, userId), ...lines].filter((line) => line !== '').join(' ');
}

function sayingLine({ what, by, to, at }: Saying, reader: Reader, userId?: string): string {
  const isOwn = by.id === userId;
  const name = isOwn ? 'You' : escapeText(by.displayName, 80);
  const when = relativeTime(at, reader);
  switch (what) {
    case 'still-needed':
      return `${name} said ${when} that it is still needed.`;
    case 'handed-over':
      return `${name} handed it over to ${to?.id === userId ? 'you' : escapeText(to?.displayName ?? 'somebody', 80)} ${when}.`;
    case 'not-mine':
      return isOwn
        ? `You said ${when} that it is not yours. You hear no more about this date.`
        : `${name} said ${when} that it is not theirs to decide.`;
  }
}

function notNeededLine({ notNeeded }: Expiration, reader: Reader, userId?: string): string {
  if (!notNeeded) return '';
  const { by, at } = notNeeded;
  if (by.id === userId)
    return `You said ${relativeTime(at, reader)} that it is not needed. You hear no more about this date; renewing is still possible.`;
  return `${escapeText(by.displayName)} said ${relativeTime(at, reader)} that it is not needed any more. Renew it if it is.`;
}

function deletedByLine({ isDeletion, notNeeded }: Expiration, reader: Reader, userId?: string): string {
  if (!isDeletion || !notNeeded) return '';
  const { by, at } = notNeeded;
  return `${by.id === userId ? 'You' : escapeText(by.displayName)} deleted it ${relativeTime(at, reader)}.`;
}

/** Why somebody hears of a group that is not theirs, and what they can do about it; empty for owners. */
export function whyLine(as: 'owner' | StandInKind, expiration: Expiration): string {
  const nobody = 'No owner of this group could be told.';
  if (expiration.isDeletion)
    return as === 'admin'
      ? 'Nobody is known who owned this group, or none of them could be told. You hear of it as an administrator.'
      : '';
  switch (as) {
    case 'owner':
      return '';
    case 'manager':
      return `${nobody} You hear of it as the manager of one of them: you cannot renew it, but you can ask them to, or say that it is needed.`;
    case 'member':
      return `${nobody} You hear of it as a member: you cannot renew it, but you can ask an owner to, or say that it is needed.`;
    case 'admin':
      return `${nobody} You hear of it as an administrator. Renewing it takes the role Groups Administrator, or a new owner for it.`;
  }
}

export function renewAction({ groupId }: Expiration): Record<string, unknown> {
  return primary(openAction('Renew', 'group.renew', { group: groupId }));
}

export function restoreAction({ groupId }: Expiration): Record<string, unknown> {
  return primary(openAction('Restore', 'group.restore', { group: groupId }));
}

export function showAction({ groupId }: Expiration): Record<string, unknown> {
  return openAction('Show the group', 'group.show', { group: groupId });
}
