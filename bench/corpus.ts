/**
 * Prints how well the sentences of test/fixtures/corpus are understood: `npm run corpus`.
 */
import { readCorpus } from './corpus/read-corpus.ts';
import { understand } from '../src/operations/understand.ts';
import { score, type Score } from './corpus/score.ts';

const sentences = readCorpus();
const titles = { seen: 'Seen while tuning', heldBack: 'Held back from tuning', fresh: 'Written after tuning' } as const;

for (const part of ['seen', 'heldBack', 'fresh'] as const) {
  const scored = score(sentences.filter((sentence) => sentence.part === part));
  console.log(`${titles[part]}: ${wordsFor(scored)}`);
  for (const { say, expected, got } of scored.failures)
    console.log(`  ${say}\n    wanted ${expected}\n    got    ${got}`);
}

const all = sentences.map(({ say }) => say);
console.log(`Time for a sentence: ${timeOf(all).toFixed(3)} ms in the mean, ${slowestOf(all).toFixed(1)} ms at most`);

function wordsFor({ total, right, precision, recall, destroyed }: Score): string {
  return (
    `${right} of ${total} as meant (${percent(right / total)}), precision ${percent(precision)}, ` +
    `recall ${percent(recall)}, destructive without being asked: ${destroyed.length}`
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}

function timeOf(texts: readonly string[]): number {
  for (const text of texts) understand(text);
  const start = performance.now();
  for (const text of texts) understand(text);
  return (performance.now() - start) / texts.length;
}

function slowestOf(texts: readonly string[]): number {
  return Math.max(
    ...texts.map((text) => {
      const start = performance.now();
      understand(text);
      return performance.now() - start;
    }),
  );
}
