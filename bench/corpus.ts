/**
 * Prints how well the sentences of test/fixtures/corpus are understood: `npm run corpus`.
 */
import { readCorpus } from './corpus/read-corpus.ts';
import { understand } from '../src/operations/understand.ts';
import { score, type Score } from './corpus/score.ts';

const sentences = readCorpus();
const seen = score(sentences.filter(({ isHeldBack }) => !isHeldBack));
const heldBack = score(sentences.filter(({ isHeldBack }) => isHeldBack));

for (const [title, part] of [
  ['Seen while tuning', seen],
  ['Held back', heldBack],
] as const) {
  console.log(`${title}: ${wordsFor(part)}`);
}
const wanted = process.argv.includes('--held-back') ? [...seen.failures, ...heldBack.failures] : seen.failures;
for (const { say, expected, got } of wanted) console.log(`  ${say}\n    wanted ${expected}\n    got    ${got}`);
if (!process.argv.includes('--held-back') && heldBack.failures.length > 0)
  console.log(`  and ${heldBack.failures.length} of those held back (--held-back shows them)`);

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
