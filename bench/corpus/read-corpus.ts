import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What was done with a part of the corpus. */
export const parts = {
  /** The grammar was tuned until these were understood. */
  tuned: ['sentences.yaml', 'fresh.yaml'],
  /** The grammar was worked on with these in sight, by general means alone. */
  wider: ['everything.yaml', 'chatty.yaml'],
  /** Nobody looked at these one by one. */
  heldOut: ['held-out.yaml'],
} as const;

export type Part = keyof typeof parts;

/** One sentence of the corpus. */
export interface Sentence {
  say: string;
  /** Name of the operation that is meant, `account.sign-out`, or `ask` where nothing must be started. */
  does: string;
  /** Its input; people as a list. */
  input: Record<string, unknown>;
}

export function readCorpus(part: Part): Sentence[] {
  return parts[part].flatMap((name) => {
    const file = new URL(`../../test/fixtures/corpus/${name}`, import.meta.url);
    const lists = parse(readFileSync(file, 'utf8')) as Record<string, [string, Record<string, unknown>?][]>;
    return Object.entries(lists).flatMap(([does, sentences]) =>
      sentences.map(([say, input = {}]) => ({ say, does, input })),
    );
  });
}
