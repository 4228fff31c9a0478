import { describe, expect, it } from 'vitest';
import { parts, readCorpus, type Part } from '../../../bench/corpus/read-corpus.ts';
import { keysOf } from '../../../src/operations/grammar/tokens.ts';
import type { Reading } from '../../../src/operations/grammar/readings.ts';
import { understand } from '../../../src/operations/understand.ts';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { openOffice } from '../../support/office.ts';

const sentences = (Object.keys(parts) as Part[]).flatMap((part) => readCorpus(part)).map(({ say }) => say);
const random = randomFrom(20_261_121);
const garbled = sentences.flatMap((say) => [say, ...Array.from({ length: 6 }, () => garble(say.split(' ')))]);
const destructive = garbled.flatMap((say) => {
  const understood = understand(say);
  return 'operation' in understood && understood.operation.isDestructive ? [{ say, ...understood }] : [];
});

describe('sentences with words dropped and swapped', () => {
  it('often ask for what destroys', () => {
    expect(destructive.length).toBeGreaterThan(100);
  });

  it('start it only where its own words are said, in order and unchanged', () => {
    for (const { say, operation } of destructive) {
      const keys = keysOf(say);
      const isSaid = operation.phrases.some((phrase) => isWithin(keysOf(phrase), keys));
      expect(isSaid || (operation.sayings ?? []).length > 0, `${say} → ${operation.name}`).toBe(true);
    }
  });

  it('never bring a confirmation with them', () => {
    for (const { say, input } of destructive) expect(Object.keys(input), say).not.toContain('confirmed');
  });

  it('change nothing before the person is asked', async () => {
    const { ask, calls } = openOffice();
    const distinct = new Map(destructive.map((reading) => [`${reading.operation.name} ${fieldsOf(reading)}`, reading]));
    for (const { say, operation, input } of distinct.values()) {
      // What is meant is there, so that it could be done.
      await ask(operation.name, cast.owner, withRealNames(input)).catch(() => undefined);
      const changing = calls.filter(({ method, path }) => method !== 'GET' && !/\/(?:\$batch$|get|check)/u.test(path));
      expect(
        changing.map(({ method, path }) => `${method} ${path}`),
        say,
      ).toEqual([]);
    }
  });
});

function fieldsOf({ input }: Reading): string {
  return Object.keys(input).sort().join(' ');
}

function withRealNames(input: Record<string, unknown>): Record<string, unknown> {
  const real: Record<string, string> = { group: 'Design Guild', person: cast.secondOwner.displayName };
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, real[field] ?? value]));
}

function isWithin(words: readonly string[], keys: readonly string[]): boolean {
  let at = 0;
  for (const key of keys) if (key === words[at]) at++;
  return at === words.length;
}

/** Drops a word, or lets two change places. */
function garble(words: readonly string[]): string {
  const at = Math.floor(random() * words.length);
  const rest = words.filter((_, index) => index !== at);
  if (random() < 0.5) return rest.join(' ');
  const to = Math.floor(random() * words.length);
  return [...rest.slice(0, to), words[at] ?? '', ...rest.slice(to)].join(' ');
}

/** Mulberry32: the same sentences in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
