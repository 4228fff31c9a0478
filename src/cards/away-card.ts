import type { Delegation } from '../domain/delegations.ts';
import { untilWords } from './away-words.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import type { Reader } from './reader.ts';
import { delegationSample } from './samples-away.ts';
import { avatarOf } from './words.ts';

/** That somebody decides in another's place, as one of the two reads it. */
export interface AwayShown {
  /** Absent: whoever asks is not away. */
  delegation?: Delegation;
  /** Who reads it: the colleague, or the person who is away. */
  isDelegate: boolean;
  /** The colleague is away too, until then. */
  delegateAwayUntil?: Date;
  /** Nobody could write to the colleague. */
  isUnreached?: boolean;
}

const sample = delegationSample;
const over = (by: NonNullable<Delegation['ended']>['by']) => ({ ...sample, ended: { at: sample.until, by } });

export const awayCard = defineCard<AwayShown>('away-card', {
  samples: {
    person: { delegation: sample, isDelegate: false },
    bothAway: { delegation: sample, isDelegate: false, delegateAwayUntil: sample.until },
    unreached: { delegation: sample, isDelegate: false, isUnreached: true },
    colleague: { delegation: sample, isDelegate: true },
    back: { delegation: over('person'), isDelegate: false },
    overForPerson: { delegation: over('time'), isDelegate: false },
    overForColleague: { delegation: over('time'), isDelegate: true },
    backForColleague: { delegation: over('person'), isDelegate: true },
    replaced: { delegation: over('replaced'), isDelegate: true },
    declined: { delegation: over('delegate'), isDelegate: true },
    declinedForPerson: { delegation: over('delegate'), isDelegate: false },
    notAway: { isDelegate: false },
  },
  text: (data, reader) => titleOf(data, reader, plain),
  view: (data, reader) => ({
    delegationId: data.delegation?.id ?? '',
    isOpen: data.delegation !== undefined && !data.delegation.ended,
    ...avatarOf(otherOf(data)),
    title: titleOf(data, reader, escapeText),
    sentences: sentencesOf(data, reader).map((text) => ({ text })),
    actions: actionsOf(data),
  }),
});

function otherOf({ delegation, isDelegate }: AwayShown): { displayName: string } {
  if (!delegation) return { displayName: 'You' };
  return isDelegate ? delegation.person : delegation.delegate;
}

function titleOf(
  { delegation, isDelegate, isUnreached = false }: AwayShown,
  reader: Reader,
  show: typeof plain,
): string {
  if (!delegation) return 'You are not away';
  const person = show(delegation.person.displayName, 80);
  const delegate = show(delegation.delegate.displayName, 80);
  if (!delegation.ended) {
    if (isUnreached) return `${delegate} could not be reached`;
    const until = untilWords(delegation.until, reader);
    return isDelegate ? `You decide for ${person} until ${until}` : `${delegate} decides for you until ${until}`;
  }
  if (isDelegate) return `You do not decide for ${person} any more`;
  return delegation.ended.by === 'delegate' ? `${delegate} does not decide for you` : 'You decide yourself again';
}

function sentencesOf(data: AwayShown, reader: Reader): string[] {
  const { delegation } = data;
  if (!delegation) return ['Nobody decides for you. What waits for you stays with you.'];
  if (delegation.ended) return [endedSentence(delegation, data.isDelegate)];
  if (data.isDelegate) return forColleague(delegation);
  return data.isUnreached ? notReached(delegation) : forPerson(delegation, data, reader);
}

function forColleague({ person }: Delegation): string[] {
  const name = escapeText(person.displayName, 80);
  return [
    `${name} is away and has handed approvals to you. They come here as cards that say for whom; there is nothing to accept.`,
    `What you decide counts as the word of ${name}, and stands on record as yours. Where you own the group, your press also carries it out; else an owner does that.`,
  ];
}

function notReached({ delegate }: Delegation): string[] {
  const name = escapeText(delegate.displayName, 80);
  return [
    `Muster cannot write to ${name}, who does not use it yet. Ask ${name} to open Muster and say “waiting for me”, or choose somebody else. Until then requests wait for you alone.`,
  ];
}

function forPerson({ delegate }: Delegation, { delegateAwayUntil }: AwayShown, reader: Reader): string[] {
  const name = escapeText(delegate.displayName, 80);
  const both = delegateAwayUntil
    ? [`${name} is away too, until ${untilWords(delegateAwayUntil, reader)}. What you hand over is not handed on.`]
    : [];
  return [
    ...both,
    `${name} hears so now, and gets what waits for you and what comes until then. You keep your cards and can still decide.`,
    'A colleague who owns the same groups can also carry out what was approved. Anybody else agrees for you, and an owner carries it out with one press.',
  ];
}

function endedSentence({ person, delegate, ended }: Delegation, isDelegate: boolean): string {
  const [who, colleague] = [escapeText(person.displayName, 80), escapeText(delegate.displayName, 80)];
  if (ended?.by === 'delegate')
    return isDelegate
      ? `${who} has been told.`
      : `${colleague} pressed “Not me”. Until you choose somebody else, requests wait for you alone.`;
  if (ended?.by === 'replaced')
    return isDelegate
      ? `${who} has chosen somebody else, or another time.`
      : 'You have chosen somebody else, or another time.';
  const reason = ended?.by === 'time' ? 'The time is over' : `${isDelegate ? `${who} is` : 'You are'} back`;
  return isDelegate
    ? `${reason}. What you have decided stays so; there is nothing to do.`
    : `${reason}. ${colleague} does not decide for you any more, and has been told.`;
}

function actionsOf({ delegation, isDelegate }: AwayShown): Record<string, unknown>[] {
  const waiting = openAction('What waits now', 'request.waiting', {});
  if (!delegation) return [primary(openDialog('I will be away…', 'away.set', {}))];
  const about = { delegationId: delegation.id };
  if (isDelegate) return delegation.ended ? [] : [primary(waiting), executeAction('Not me', 'away.decline', about)];
  if (!delegation.ended)
    return [primary(executeAction('I am back', 'away.end', about)), openDialog('Change…', 'away.set', {})];
  return delegation.ended.by === 'delegate'
    ? [primary(openDialog('Choose somebody else…', 'away.set', { until: delegation.until.toISOString() }))]
    : [primary(waiting)];
}
