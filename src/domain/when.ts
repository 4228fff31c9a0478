import type { ParsedResult } from 'chrono-node/en';
import { addDays, instantOf, wallClock } from './wall-clock.ts';
import { anywhere, cut, isEnd, isOver, phrasesIn, read, saysDay, saysTime, whole, type Here } from './when-phrases.ts';

/**
 * A day as people say it: “Friday”, “15 March”, “3/15”, “15.3.”, “in two weeks”, “2026-12-24”. Without a year the coming
 * one is meant; a day that is over is given only where it was plainly said: “yesterday”, “last Friday”, with a year.
 * @returns `YYYY-MM-DD`, or undefined when no day is meant
 */
export function dayMeant(words: string, here: Here): string | undefined {
  const found = whole(words, here);
  return found && saysDay(found.start) ? dayOf(found, here) : undefined;
}

/**
 * Takes “until Friday”, “till 15 March”, “for two weeks” out of a sentence, wherever it stands outside of quotes. What
 * an operation does with it: `periodIn` in its `fromWords`, and when it runs `endOfPeriod` with `readerOf(services)`.
 * @returns `rest`: the sentence without it; `period`: its words, to be kept as a field of the input; absent when there is none
 */
export function periodIn(words: string): { rest: string; period?: string } {
  const phrases = phrasesIn(words).filter(({ link, found }) => /^(?:up\s+)?(?:un)?til/iu.test(link) || isLength(found));
  const period = phrases.findLast(({ start, after }) => isEnd(after) || (start === 0 && /^\p{Ll}/u.test(words)));
  if (!period) return { rest: words.trim() };
  const [before, said, after] = cut(words, period);
  const rest = [before, after.replace(/^[\s,;:]+/u, '')].filter((part) => part !== '').join(' ');
  return { rest: bare(rest), period: said };
}

/**
 * When a period ends: “until Friday” with the last moment of Friday where the person is, “until Friday 3pm” and “for two
 * weeks” at that time by the clock on the wall, “for three hours” after so much time.
 * @param period as `periodIn` gives it
 * @returns a moment, which may be over: ask then; or undefined when no end is meant
 */
export function endOfPeriod(period: string, here: Here): Date | undefined {
  const found = whole(period, here);
  if (!found || !(saysDay(found.start) || saysTime(found.start))) return undefined;
  if (isElapsed(found)) return new Date(here.now.getTime() + elapsed(found));
  const day = dayOf(found, here);
  if (saysTime(found.start)) return instantOf(`${day}T${timeOf(found.start)}`, here.timeZone);
  if (isLength(found)) return instantOf(`${day}T${wallClock(here.now, here.timeZone).slice(11)}`, here.timeZone);
  return instantOf(`${addDays(day, 1)}T00:00`, here.timeZone);
}

/**
 * Takes the words for a day, a time and a length off both ends of a sentence: “Design Guild on Friday at 10 for an hour”.
 * What is further inside may belong to a name, and what is in quotes does.
 * @returns `rest`, and `when` for `timesMeant`
 */
export function timesIn(words: string): { rest: string; when?: string } {
  let rest = words.trim();
  const said: string[] = [];
  while (said.length < mostPhrases) {
    const phrases = phrasesIn(rest);
    const edge = phrases.find(({ after }) => isOver(after)) ?? phrases.find(({ start }) => start === 0);
    if (!edge) break;
    const [before, time, after] = cut(rest, edge);
    said.push(time);
    rest = (before + after).replace(/^[\s,]+|[\s,;]+$/gu, '');
  }
  return { rest: bare(rest), ...(said.length > 0 && { when: said.join('; ') }) };
}

/** A day, a time and a length, and one that was said again. */
const mostPhrases = 4;

/** What words of `timesIn` mean where the person is: `day` as `YYYY-MM-DD`, `start` and `end` as `HH:MM`, a length in minutes. */
export interface Times {
  day?: string;
  start?: string;
  end?: string;
  minutes?: number;
}

export function timesMeant(when: string, here: Here): Times {
  const times: Times = {};
  for (const words of when.split('; ')) {
    const found = whole(words, here);
    if (!found) continue;
    const { start, end } = found;
    if (isLength(found)) times.minutes ??= Math.round(elapsed(found) / 60_000);
    else {
      if (saysDay(start)) times.day ??= dayOf(found, here);
      if (saysTime(start)) times.start ??= timeOf(start);
      if (end && saysTime(end)) times.end ??= timeOf(end);
    }
  }
  return times;
}

/** Whether a day is meant, wherever it is said. */
export function isSomeDay(words: string): boolean {
  return dayMeant(words, anywhere) !== undefined;
}

/** The phrase of time that ends a sentence, with the word before it: “since yesterday”. */
export function timeAtEnd(words: string): { rest: string; link: string; time: string } | undefined {
  const last = phrasesIn(words).find(({ after }) => isOver(after));
  return last && { rest: words.slice(0, last.start).trim(), link: last.link.toLowerCase(), time: last.found.text };
}

type ParsedComponents = ParsedResult['start'];

/** “For two weeks”, “three hours”: not a day of the calendar. */
function isLength({ text, start }: ParsedResult): boolean {
  return start.tags().has('result/relativeDate') && /^for\b/iu.test(text);
}

/** Said in hours or minutes, which the clocks going forward do not change. */
function isElapsed({ start }: ParsedResult): boolean {
  return start.tags().has('result/relativeDateAndTime');
}

/** Milliseconds. Counted from a moment near which no clock is changed. */
function elapsed({ text }: ParsedResult): number {
  const [found] = read(text, anywhere);
  return found ? found.start.date().getTime() - found.refDate.getTime() : 0;
}

function timeOf(said: ParsedComponents): string {
  return [said.get('hour'), said.get('minute')].map((part) => String(part ?? 0).padStart(2, '0')).join(':');
}

/** Who says “Friday” on a Friday means the next one. */
function dayOf({ start, text }: ParsedResult, { now, timeZone }: Here): string {
  const [year, ...parts] = [start.get('year'), start.get('month'), start.get('day')];
  const day = [year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
  const isBareWeekday =
    start.isCertain('weekday') && !start.isCertain('day') && !saysTime(start) && !/^this\b/iu.test(text);
  const isToday = day === wallClock(now, timeZone).slice(0, 10);
  return isBareWeekday && isToday ? addDays(day, 7) : day;
}

function bare(words: string): string {
  return words.replace(/^["“„«]([^"”“»]+)["”“»]$/u, '$1');
}
