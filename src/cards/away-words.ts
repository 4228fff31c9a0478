import { handedOver, isActive, type Delegation } from '../domain/delegations.ts';
import { askedNow, handedOnce, isOpen, stageOf, type GroupRequest } from '../domain/requests.ts';
import { saidIn } from '../domain/stages.ts';
import { wallClock } from '../domain/wall-clock.ts';
import { escapeText } from './escape.ts';
import { longDate, longTime, type Reader } from './reader.ts';

/** Until when somebody is away, such as “5 December 2026” for the end of that day. */
export function untilWords(until: Date, reader: Reader): string {
  const isMidnight = wallClock(until, zoneOf(reader)).endsWith('T00:00');
  return isMidnight ? longDate(new Date(until.getTime() - 1), reader) : longTime(until, reader);
}

/** What a client says may be no zone. */
function zoneOf({ timeZone }: Reader): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** In whose place whoever reads it is asked, or who is asked in theirs; empty for everybody else. */
export function placeWords(request: GroupRequest, reader: Reader): string {
  if (!isOpen(request) || reader.userId === undefined) return '';
  const handed = handedOver(request, askedNow(request), reader.now);
  const theirs = handed.filter(({ delegate }) => delegate.id === reader.userId);
  if (theirs.length > 0) {
    const isAsked = askedNow(request).some(({ id }) => id === reader.userId);
    return `${isAsked ? 'You are asked yourself, and for' : 'For'} ${theirs.map((one) => awayOne(one, reader)).join(', and for ')}.`;
  }
  const own = handed.find(({ person }) => person.id === reader.userId);
  if (!own || request.status !== 'pending' || saidIn(stageOf(request), reader.userId)) return '';
  const delegate = escapeText(own.delegate.displayName, 80);
  return `${delegate} can decide for you until ${untilWords(own.until, reader)}. You still can, too.`;
}

function awayOne({ person, until }: Delegation, reader: Reader): string {
  return `${escapeText(person.displayName, 80)}, who is away until ${untilWords(until, reader)}`;
}

/** Why somebody who was asked in another's place is not any more, while it is open; undefined where they are, or never were. */
export function handedBackWords(request: GroupRequest, reader: Reader): string | undefined {
  const { userId, now } = reader;
  if (!isOpen(request) || userId === undefined || askedNow(request).some(({ id }) => id === userId)) return undefined;
  const all = handedOnce(request, userId);
  const last = all.at(-1);
  if (!last || all.some((one) => isActive(one, now))) return undefined;
  const name = escapeText(last.person.displayName, 80);
  if (last.ended?.by === 'delegate') return `You do not decide for ${name} any more.`;
  if (last.ended?.by === 'replaced') return `Somebody else decides for ${name} now.`;
  return `${name} is back and decides again. There is nothing to do for you.`;
}

/** Whether whoever reads it may press in the place of somebody who has not said anything yet. */
export function isTurnForOthers(request: GroupRequest, { userId, now }: Reader): boolean {
  const stage = stageOf(request);
  return handedOver(request, askedNow(request), now).some(
    ({ person, delegate }) => delegate.id === userId && (request.status !== 'pending' || !saidIn(stage, person.id)),
  );
}
