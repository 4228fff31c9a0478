import { isDeepStrictEqual } from 'node:util';
import { peopleIn } from '../../src/operations/people-words.ts';
import { builtInCommand, understand } from '../../src/operations/understand.ts';
import type { Sentence } from './read-corpus.ts';

/** How well sentences were understood. */
export interface Score {
  total: number;
  /** Sentences that did what was meant, with the input that was meant; or nothing, where nothing was to be done. */
  right: number;
  /** Of what was started, how much was meant so. */
  precision: number;
  /** Of what was meant to be started, how much was. */
  recall: number;
  failures: { say: string; expected: string; got: string }[];
  /** Sentences that started something destructive that they do not ask for. */
  destroyed: string[];
}

export function score(sentences: readonly Sentence[]): Score {
  const judged = sentences.map((sentence) => ({ sentence, ...judge(sentence) }));
  const started = judged.filter(({ got }) => got.does !== 'ask');
  const meant = judged.filter(({ sentence }) => sentence.does !== 'ask');
  const share = (part: typeof judged) => part.filter(({ isRight }) => isRight).length / Math.max(part.length, 1);
  return {
    total: judged.length,
    right: judged.filter(({ isRight }) => isRight).length,
    precision: share(started),
    recall: share(meant),
    failures: judged.flatMap(({ sentence: { say, does, input }, got, isRight }) =>
      isRight ? [] : { say, expected: told(does, input), got: told(got.does, got.input) },
    ),
    destroyed: judged.flatMap(({ sentence, got }) =>
      got.isDestructive && got.does !== sentence.does ? sentence.say : [],
    ),
  };
}

function judge({ say, does, input }: Sentence) {
  const got = heard(say);
  // An explanation starts nothing.
  const isRight =
    does === 'ask' ? ['ask', 'help'].includes(got.does) : got.does === does && isDeepStrictEqual(got.input, input);
  return { got, isRight };
}

function heard(say: string): { does: string; input: Record<string, unknown>; isDestructive: boolean } {
  const builtIn = builtInCommand(say);
  if (builtIn) return { does: builtIn.name, input: {}, isDestructive: false };
  const understood = understand(say);
  if (!('operation' in understood)) return { does: 'ask', input: {}, isDestructive: false };
  const { operation, input } = understood;
  const { people } = input;
  const listed = typeof people === 'string' ? { ...input, people: peopleIn(people) } : input;
  return { does: operation.name, input: listed, isDestructive: operation.isDestructive };
}

function told(does: string, input: Record<string, unknown>): string {
  return `${does} ${JSON.stringify(input)}`;
}
