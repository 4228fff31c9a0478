import { isDeepStrictEqual } from 'node:util';
import { peopleIn } from '../../src/operations/people-words.ts';
import { builtInCommand, understand } from '../../src/operations/understand.ts';
import type { Sentence } from './read-corpus.ts';

/** How well sentences were understood. */
export interface Score {
  total: number;
  /** Sentences that did what was meant, with the input that was meant; or nothing, where nothing was to be done. */
  right: number;
  /** Of what was started, how much was meant so. One where nothing was. */
  precision: number;
  /** Of what was meant to be started, how much was. */
  recall: number;
  /** Sentences that started nothing, but got what is meant among the nearest. */
  offered: number;
  failures: { say: string; expected: string; got: string }[];
  /** Sentences that started something destructive that they do not ask for. */
  destroyed: string[];
}

export function score(sentences: readonly Sentence[]): Score {
  const judged = sentences.map((sentence) => ({ sentence, ...judge(sentence) }));
  const started = judged.filter(({ got }) => got.does !== 'ask');
  const meant = judged.filter(({ sentence }) => sentence.does !== 'ask');
  return {
    total: judged.length,
    right: judged.filter(({ isRight }) => isRight).length,
    precision: share(started),
    recall: share(meant),
    offered: judged.filter(({ got, sentence }) => got.offers.includes(sentence.does)).length,
    failures: judged.flatMap(({ sentence: { say, does, input }, got, isRight }) =>
      isRight ? [] : { say, expected: told(does, input), got: told(got.does, got.input) },
    ),
    destroyed: judged.flatMap(({ sentence, got }) =>
      got.isDestructive && got.does !== sentence.does ? sentence.say : [],
    ),
  };
}

/** How well one area was understood: of what was started of it, and of what was meant of it. */
export interface AreaScore {
  area: string;
  total: number;
  precision: number;
  recall: number;
}

/** @returns by the part of the operations’ names before the dot, in the order of the sentences */
export function scoreAreas(sentences: readonly Sentence[]): AreaScore[] {
  const judged = sentences.map((sentence) => ({ sentence, ...judge(sentence) }));
  const areaOf = (does: string) => does.split('.')[0] ?? '';
  return [...new Set(sentences.map(({ does }) => areaOf(does)))].map((area) => {
    const meant = judged.filter(({ sentence }) => areaOf(sentence.does) === area);
    const started = judged.filter(({ got }) => areaOf(got.does) === area);
    return { area, total: meant.length, precision: share(started), recall: share(meant) };
  });
}

function share(part: readonly { isRight: boolean }[]): number {
  return part.length === 0 ? 1 : part.filter(({ isRight }) => isRight).length / part.length;
}

function judge({ say, does, input }: Sentence) {
  const got = heard(say);
  // An explanation starts nothing.
  const isRight =
    does === 'ask' ? ['ask', 'help'].includes(got.does) : got.does === does && isDeepStrictEqual(got.input, input);
  return { got, isRight };
}

interface Heard {
  does: string;
  input: Record<string, unknown>;
  isDestructive: boolean;
  /** Names of the operations that the person may choose from. */
  offers: string[];
}

function heard(say: string): Heard {
  const builtIn = builtInCommand(say);
  if (builtIn) return { does: builtIn.name, input: {}, isDestructive: false, offers: [] };
  const understood = understand(say);
  if (!('operation' in understood)) {
    const offers = understood.choices.map(({ operation }) => operation.name);
    return { does: 'ask', input: {}, isDestructive: false, offers };
  }
  const { operation, input } = understood;
  const { people } = input;
  const listed = typeof people === 'string' ? { ...input, people: peopleIn(people) } : input;
  return { does: operation.name, input: listed, isDestructive: operation.isDestructive, offers: [] };
}

function told(does: string, input: Record<string, unknown>): string {
  return `${does} ${JSON.stringify(input)}`;
}
