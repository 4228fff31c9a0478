import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One sentence of the corpus. */
export interface Sentence {
  say: string;
  /** Name of the operation that is meant, `account.sign-out`, or `ask` where nothing must be started. */
  does: string;
  /** Its input; people as a list. */
  input: Record<string, unknown>;
  /** `heldBack`: not looked at while the grammar was tuned. `fresh`: written after that. */
  part: 'seen' | 'heldBack' | 'fresh';
}

/** @returns the whole corpus; of each list of the first file every third sentence is held back */
export function readCorpus(): Sentence[] {
  return [
    ...sentencesIn('sentences.yaml', (index) => (index % 3 === 2 ? 'heldBack' : 'seen')),
    ...sentencesIn('fresh.yaml', () => 'fresh'),
  ];
}

function sentencesIn(name: string, partOf: (index: number) => Sentence['part']): Sentence[] {
  const file = new URL(`../../test/fixtures/corpus/${name}`, import.meta.url);
  const lists = parse(readFileSync(file, 'utf8')) as Record<string, [string, Record<string, unknown>?][]>;
  return Object.entries(lists).flatMap(([does, sentences]) =>
    sentences.map(([say, input = {}], index) => ({ say, does, input, part: partOf(index) })),
  );
}
