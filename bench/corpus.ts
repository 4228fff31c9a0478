/**
 * Prints how well the sentences of test/fixtures/corpus are understood: `npm run corpus`, with `-- --failures` also which
 * are not (never those that were held out from tuning).
 */
import { parts, readCorpus, type Part } from './corpus/read-corpus.ts';
import { score, scoreAreas, type Score } from './corpus/score.ts';
import { understand } from '../src/operations/understand.ts';

const titles: Record<Part, string> = {
  tuned: 'Tuned until understood',
  wider: 'Worked on by general means',
  heldOut: 'Held out',
};
const names = Object.keys(parts) as Part[];
const showsFailures = process.argv.includes('--failures');

for (const part of names) {
  const sentences = readCorpus(part);
  const whole = score(sentences);
  console.log(`\n${titles[part]}: ${wordsFor(whole)}`);
  for (const { area, total, precision, recall } of scoreAreas(sentences)) {
    const numbers = [`${total}`.padStart(5), percent(precision).padStart(10), percent(recall).padStart(9)];
    console.log(`  ${(area === 'ask' ? 'nothing' : area).padEnd(16)}${numbers.join('')}`);
  }
  if (!showsFailures || part === 'heldOut') continue;
  for (const { say, expected, got } of whole.failures)
    console.log(`  ${say}\n    wanted ${expected}\n    got    ${got}`);
}

const all = names.flatMap((part) => readCorpus(part)).map(({ say }) => say);
console.log(`\nTime for a sentence: ${timeOf(all).toFixed(2)} ms in the mean, ${slowestOf(all).toFixed(1)} ms at most`);

function wordsFor({ total, right, precision, recall, offered, destroyed }: Score): string {
  return [
    `${right} of ${total} as meant (${percent(right / total)})`,
    `precision ${percent(precision)}`,
    `recall ${percent(recall)}`,
    `${offered} more offered`,
    `destructive without being asked: ${destroyed.length}`,
  ]
    .join(', ')
    .concat('\n  area            sentences precision   recall');
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
