import { describe, expect, it } from 'vitest';
import { parts, readCorpus, type Part } from '../../../bench/corpus/read-corpus.ts';
import { score } from '../../../bench/corpus/score.ts';
import { fieldsOf } from '../../../src/operations/grammar/slots.ts';
import { operations } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';

describe('the sentences of the corpus', () => {
  it('are many, and many of them ask for nothing', () => {
    const all = (Object.keys(parts) as Part[]).flatMap((part) => readCorpus(part));
    expect(all.length).toBeGreaterThan(800);
    expect(all.filter(({ does }) => does === 'ask').length).toBeGreaterThan(130);
  });

  // What is really reached: `npm run corpus` prints it. The last number is that of sentences nobody had thought of.
  it.each<[Part, number]>([
    ['tuned', 0.97],
    ['wider', 0.83],
    ['heldOut', 0.73],
  ])('that were %s are understood', (part, threshold) => {
    const { right, total, failures } = score(readCorpus(part));
    const shown = part === 'heldOut' ? '' : JSON.stringify(failures, undefined, 1);
    expect(right / total, shown).toBeGreaterThanOrEqual(threshold);
  });

  it.each<Part>(['tuned', 'wider', 'heldOut'])('that were %s destroy nothing without being asked', (part) => {
    expect(score(readCorpus(part)).destroyed).toEqual([]);
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

  const plain = destructive.flatMap((operation) => operation.phrases.map((phrase) => ({ phrase, operation })));
  it.each(plain)('is started by asking plainly: $phrase', ({ phrase, operation }) => {
    const takesWords = Object.keys(operation.inputFromWords('Design Guild')).length > 0;
    const named = [`${phrase} Design Guild`, `please ${phrase} “Design Guild”`];
    // “Remove it” says neither whom nor from where.
    const pointed = fieldsOf(operation).length === 1 ? [`could you ${phrase} it?`] : [];
    const sentences = takesWords ? [...named, ...pointed] : [phrase, `please ${phrase}`, `could you ${phrase}?`];
    for (const sentence of sentences) {
      const understood = understand(sentence);
      expect('operation' in understood && understood.operation.name, sentence).toBe(operation.name);
    }
  });
});
