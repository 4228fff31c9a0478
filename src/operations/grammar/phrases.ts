import { keysOf, type Token } from './tokens.ts';

/** One way to say a command. */
export interface Phrase<Command> {
  command: Command;
  words: readonly string[];
}

/** Which command a sentence starts with. */
export interface Match<Command> {
  command: Command;
  /** How many words of the sentence the phrase takes. */
  length: number;
}

/** @returns every phrase, longest first */
export function phrasesOf<Command extends { phrases: readonly string[] }>(
  commands: readonly Command[],
): Phrase<Command>[] {
  return commands
    .flatMap((command) => command.phrases.map((phrase) => ({ command, words: keysOf(phrase) })))
    .sort((a, b) => b.words.length - a.words.length);
}

/** Which command a sentence starts with, letter by letter: the longest phrase. “All the” may stand inside of it. */
export function exactPhrase<Command>(
  phrases: readonly Phrase<Command>[],
  sentence: readonly Token[],
): Match<Command> | undefined {
  for (const { command, words } of phrases) {
    const length = lengthOf(words, sentence);
    if (length > 0) return { command, length };
  }
  return undefined;
}

const fillers = new Set(['the', 'a', 'an', 'all', 'any']);

function isFiller(token: Token | undefined): boolean {
  return token !== undefined && fillers.has(token.key);
}

/** How many words of the sentence the phrase takes, with what is between its own; 0 when the sentence starts otherwise. */
function lengthOf(words: readonly string[], sentence: readonly Token[]): number {
  let at = 0;
  for (const [index, word] of words.entries()) {
    for (let skip = index > 0 ? 2 : 0; skip > 0 && sentence[at]?.key !== word && isFiller(sentence[at]); skip--) at++;
    if (sentence[at]?.key !== word) return 0;
    at++;
  }
  return at;
}

/**
 * The same with typing mistakes. A longer phrase with mistakes goes before a shorter one without, unless it would
 * swallow what the same command is about: “leave Groop” leaves Groop.
 */
export function matchPhrase<Command>(
  phrases: readonly Phrase<Command>[],
  sentence: readonly Token[],
): (Match<Command> & { isExact: boolean }) | undefined {
  const exact = exactPhrase(phrases, sentence);
  const near = nearest(phrases, sentence);
  const isNear = near !== undefined && near.length > (exact?.length ?? 0);
  const isSwallowed = exact?.command === near?.command && near?.length === sentence.length;
  if (isNear && !(exact && isSwallowed)) return { ...near, isExact: false };
  return exact && { ...exact, isExact: true };
}

function nearest<Command>(phrases: readonly Phrase<Command>[], sentence: readonly Token[]): Match<Command> | undefined {
  const near = phrases
    .map(({ command, words }) => ({ command, length: words.length, mistakes: mistakesIn(sentence, words) }))
    .filter(({ mistakes }) => Number.isFinite(mistakes))
    .sort((a, b) => b.length - a.length || a.mistakes - b.mistakes)[0];
  return near && { command: near.command, length: near.length };
}

/** The one of these words that a typed one is meant to be. */
export function meantWord(typed: string, words: Iterable<string>): string | undefined {
  let [best, fewest]: [string | undefined, number] = [undefined, Infinity];
  for (const word of words) {
    const mistakes = mistakesOf(typed, word);
    if (mistakes < fewest) [best, fewest] = [word, mistakes];
  }
  return best;
}

/** Infinite when the sentence cannot be meant to start with these words. */
function mistakesIn(sentence: readonly Token[], words: readonly string[]): number {
  if (words.length > sentence.length) return Infinity;
  return words.reduce((sum, word, index) => sum + mistakesOf(sentence[index]?.key ?? '', word), 0);
}

/** First letters are seldom wrong; short words are other words as soon as a letter is. */
function mistakesOf(typed: string, word: string): number {
  if (typed === word) return 0;
  if (word.length < 4 || typed[0] !== word[0] || Math.abs(typed.length - word.length) > 2) return Infinity;
  // “fine” is not “find”, but “fnid” and “fid” are.
  if (word.length === 4 && typed.length === 4 && !hasSwappedLetters(typed, word)) return Infinity;
  const mistakes = editDistance(typed, word);
  return mistakes <= (word.length < 7 ? 1 : 2) ? mistakes : Infinity;
}

function hasSwappedLetters(a: string, b: string): boolean {
  return Array.from(a).sort().join('') === Array.from(b).sort().join('');
}

/** Letters missing, too many or wrong, or two that changed places: one mistake each. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const at = (up: number, left: number) => rows[i - up]?.[j - left] ?? Infinity;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const left = row[j - 1] ?? Infinity;
      row.push(Math.min(at(1, 0) + 1, left + 1, at(1, 1) + (isSame ? 0 : 1), isSwapped ? at(2, 2) + 1 : Infinity));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Infinity;
}
