import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../../bench/corpus/read-corpus.ts';
import { score } from '../../../bench/corpus/score.ts';
import { operations } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';

describe('the sentences of the corpus', () => {
  const sentences = readCorpus();

  it('are many, and many of them ask for nothing', () => {
    expect(sentences.length).toBeGreaterThan(300);
    expect(sentences.filter(({ does }) => does === 'ask').length).toBeGreaterThan(60);
  });

  it('are understood, and destroy nothing without being asked', () => {
    const { right, total, destroyed, failures } = score(sentences);
    expect(destroyed).toEqual([]);
    expect(right / total, JSON.stringify(failures, undefined, 1)).toBeGreaterThanOrEqual(0.97);
  });
});

describe('what destroys something', () => {
  const started = operations.filter(({ phrases }) => phrases.length > 0);
  const destructive = started.filter(({ isDestructive }) => isDestructive);

  it('is marked as such', () => {
    const named = started.filter(({ name }) => /\b(?:delete|purge|remove|leave|reset)$/u.test(name));
    expect(destructive.map(({ name }) => name)).toEqual(expect.arrayContaining(named.map(({ name }) => name)));
  });

  const without = [
    (phrase: string) => `don't ${phrase} Design Guild`,
    (phrase: string) => `please never ${phrase} Design Guild`,
    (phrase: string) => `how do I ${phrase} Design Guild?`,
    (phrase: string) => `what happens when I ${phrase} Design Guild`,
    (phrase: string) => `should I ${phrase} Design Guild?`,
    (phrase: string) => `can I ${phrase} Design Guild?`,
    (phrase: string) => `Mona told me to ${phrase} Design Guild`,
    (phrase: string) => `Design Guild, ${phrase} it`,
    (phrase: string) => `${phrase} everything`,
    (phrase: string) => `${phrase} Design Guild if nobody minds`,
    (phrase: string) => `${phrase} Design Guild?`,
    (phrase: string) => `${phrase.replace(/(\w)(\w)\b/u, '$2$1')} Design Guild`,
  ];

  it.each(destructive.flatMap(({ phrases }) => phrases))(
    'is not started by sentences that only speak of it: %s',
    (phrase) => {
      for (const sentence of without.map((make) => make(phrase))) {
        const understood = understand(sentence);
        expect('operation' in understood && understood.operation.isDestructive, sentence).toBe(false);
      }
    },
  );

  it.each(destructive.flatMap(({ phrases }) => phrases))('is started by asking plainly: %s', (phrase) => {
    const takesWords = 'operation' in understand(`${phrase} Design Guild`);
    const sentences = takesWords
      ? [`${phrase} Design Guild`, `please ${phrase} “Design Guild”`, `could you ${phrase} it?`]
      : [phrase, `please ${phrase}`, `could you ${phrase}?`];
    for (const sentence of sentences) {
      const understood = understand(sentence);
      expect('operation' in understood && understood.operation.isDestructive, sentence).toBe(true);
    }
  });
});
