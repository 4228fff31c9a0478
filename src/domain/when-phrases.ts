import type { ParsedResult } from 'chrono-node/en';
import { isDay, wallClock } from './wall-clock.ts';
import { readerFor } from './when-parsers.ts';

/** Where, when and in which language somebody says something; the reader of a card is one. */
export interface Here {
  now: Date;
  /** IANA zone. */
  timeZone: string;
  /** BCP 47 tag: “3/4” is a day of March or of April by it. */
  locale: string;
}

type ParsedComponents = ParsedResult['start'];

export interface Phrase {
  found: ParsedResult;
  /** The words before it that belong to it, such as “until”. */
  link: string;
  start: number;
  end: number;
  after: string;
}

const links = String.raw`(?:up\s+)?(?:un)?till?|up\s+to|to|on|by|at|from|since|starting|due|for`;
const linkBefore = new RegExp(String.raw`(?:^|\s)(?:(${links})\s+)?(?:the\s+)?$`, 'iu');
const mostChars = 500;
/** Where phrases end does not depend on when they are said. */
export const anywhere: Here = { now: new Date('2026-06-15T12:00Z'), timeZone: 'UTC', locale: 'en-GB' };

/** Names hold “May”, “Sun” and “second”: these count behind such a word alone. */
export function phrasesIn(words: string): Phrase[] {
  const masked = words.replace(/["“„«][^"”“»]*["”“»]/gu, (quoted) => 'x'.repeat(quoted.length));
  return read(masked, anywhere).flatMap((found) => {
    const before = masked.slice(0, found.index);
    const [all = '', link = ''] = linkBefore.exec(before) ?? [];
    if (!(saysDay(found.start) || saysTime(found.start)) || (link === '' && found.text.length < 4)) return [];
    const end = found.index + found.text.length;
    return { found, link, start: found.index - all.length, end, after: masked.slice(end) };
  });
}

export function cut(words: string, { start, end }: Phrase): [before: string, said: string, after: string] {
  return [words.slice(0, start).trim(), words.slice(start, end).trim(), words.slice(end)];
}

export function isOver(after: string): boolean {
  return /^[\s.,;?!]*$/u.test(after);
}

/** Nothing follows, or what goes on with the sentence. */
export function isEnd(after: string): boolean {
  return isOver(after) || /^[\s,;:]+(?:to|from|in|into|of|as|please|thanks)\b/iu.test(after);
}

/** What is written as 2026-13-01 is must not become the 13th of January. */
export function read(words: string, { now, timeZone, locale }: Here): ParsedResult[] {
  // The parser thinks in the zone of this machine: there, it is the time that the person sees on the wall.
  const reference = new Date(wallClock(now, timeZone));
  const isBack = /\b(?:last|past|previous|ago|yesterday)\b/iu.test(words);
  const found = readerFor(locale).parse(words.slice(0, mostChars), reference, { forwardDate: !isBack });
  return found.filter(({ text }) => isDay(/\d{4}-\d\d-\d\d/u.exec(text)?.[0] ?? '2000-01-01'));
}

/** The only thing that these words say. */
export function whole(words: string, here: Here): ParsedResult | undefined {
  const said = words.trim().replace(/[.,!?]+$/u, (marks) => (marks.startsWith('.') ? '.' : ''));
  const [found, ...others] = read(said, here);
  if (!found || others.length > 0) return undefined;
  const [before, after] = [said.slice(0, found.index), said.slice(found.index + found.text.length)];
  return linkBefore.exec(before)?.index === 0 && /^\.?$/u.test(after) ? found : undefined;
}

/** A month alone is no day; a number of months from now is. */
export function saysDay(said: ParsedComponents): boolean {
  return said.isCertain('day') || said.isCertain('weekday') || said.tags().has('result/relativeDate');
}

export function saysTime(said: ParsedComponents): boolean {
  return said.isCertain('hour');
}
