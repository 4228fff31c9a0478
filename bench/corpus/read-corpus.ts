import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One sentence of the corpus. */
export interface Sentence {
  say: string;
  /** Name of the operation that is meant, `account.sign-out`, or `ask` where nothing must be started. */
  does: string;
  /** Its input; people as a list. */
  input: Record<string, unknown>;
  /** Not looked at while the grammar was tuned. */
  isHeldBack: boolean;
}

/** @returns the whole corpus; of each list every third sentence is held back */
export function readCorpus(): Sentence[] {
  const file = new URL('../../test/fixtures/corpus/sentences.yaml', import.meta.url);
  const lists = parse(readFileSync(file, 'utf8')) as Record<string, [string, Record<string, unknown>?][]>;
  return Object.entries(lists).flatMap(([does, sentences]) =>
    sentences.map(([say, input = {}], index) => ({ say, does, input, isHeldBack: index % 3 === 2 })),
  );
}
