import { periodIn } from '../../domain/when.ts';

const deed = String.raw`(?:decides?|approves?|stands?\s+in|covers?|takes?\s+over|(?:will|can|should|may)\s+(?:decide|approve|cover))`;
const after = new RegExp(
  String.raw`[\s,]+(?:who\s+)?${deed}(?:\s+(?:for|instead\s+of)\s+me)?(?:\s+(?:then|meanwhile))?$`,
  'iu',
);
const before = /^(?:and|,|;|:|-|–|—|so|to|with|by|let|please)[\s,]+|^[,;:.–—-]\s*/iu;
const instead = /^(?:decides?\s+for\s+me|for\s+me)[\s,:]+/iu;

/**
 * Takes “until 5 December, Grace decides for me”, “until Friday Grace Hopper” or “to Grace until the 15th” apart.
 * @returns the fields of `away.set`
 */
export function awayWords(words: string): { person?: string; until?: string } {
  const { rest, period } = periodFirst(words);
  let person = rest.trim().replace(/[.!?,;]+$/u, '');
  for (;;) {
    const shorter = person.replace(before, '').replace(instead, '').replace(after, '').trim();
    if (shorter === person) break;
    person = shorter;
  }
  return { ...(person !== '' && { person }), ...(period !== undefined && { until: period }) };
}

/** The time stands in a clause of its own, or with the name: “from tomorrow until Friday, Grace”, “until Friday Grace”. */
function periodFirst(words: string): { rest: string; period?: string } {
  // It begins now, whatever was said of its beginning.
  const [first = '', ...others] = words.replace(/^from\s+.{1,40}?\s+(?=(?:un)?till?\s)/iu, '').split(/,\s+/u);
  const clause = periodIn(first);
  if (clause.period === undefined || others.length === 0) return periodIn(words);
  return { rest: [clause.rest, ...others].filter((part) => part !== '').join(', '), period: clause.period };
}
