import { areGeneric } from './concepts.ts';
import { keysOf, nameIn, type Token } from './tokens.ts';

/**
 * One whole sentence that asks for a command, such as `make|set {group} to? {visibility:public|private}`: words, choices
 * of words, words that may be missing, and in braces the fields of the input, some with the words that they take.
 */
export interface Saying<Command> {
  command: Command;
  parts: readonly Part[];
  /** Its words could be said of anything. */
  isWeak: boolean;
  /** A sentence that has none of one of these cannot be it. */
  needed: readonly ReadonlySet<string>[];
}

type Part = { words: ReadonlySet<string>; isOptional: boolean } | { field: string; words?: ReadonlySet<string> };

/** What a sentence says by a saying. */
export interface Said<Command> {
  command: Command;
  input: Record<string, string>;
  /** How many words of the command itself it holds. */
  length: number;
  isWeak: boolean;
}

export function sayingsOf<Command extends { sayings?: readonly string[] }>(
  commands: readonly Command[],
): Saying<Command>[] {
  return commands.flatMap((command) =>
    (command.sayings ?? []).map((saying) => {
      const parts = saying.split(' ').map(partOf);
      const words = parts.flatMap((part) => [...(part.words ?? [])]);
      return { command, parts, isWeak: areGeneric(words), needed: parts.flatMap((part) => neededBy(part) ?? []) };
    }),
  );
}

/** Words with which sayings begin. */
export function firstWords(sayings: readonly Saying<unknown>[]): ReadonlySet<string> {
  return new Set(sayings.flatMap(({ parts }) => [...(parts[0]?.words ?? [])]));
}

function neededBy(part: Part): ReadonlySet<string> | undefined {
  return 'isOptional' in part && part.isOptional ? undefined : part.words;
}

function partOf(text: string): Part {
  const [, field, choice] = /^\{(\w+)(?::(.+))?\}$/u.exec(text) ?? [];
  if (field !== undefined) return { field, ...(choice !== undefined && { words: wordsIn(choice) }) };
  return { words: wordsIn(text.replace(/\?$/u, '')), isOptional: text.endsWith('?') };
}

/** Small words that people take for one another. */
const alike = [
  ['into', 'in', 'to', 'inside'],
  ['from', 'off'],
  ['about', 'on'],
];

function wordsIn(choice: string): Set<string> {
  const words = new Set(choice.split('|').flatMap(keysOf));
  for (const [word = '', ...others] of alike) if (words.has(word)) for (const other of others) words.add(other);
  return words;
}

/** The saying that a sentence is, from its first word to its last; of several the one with most words of its own. */
export function matchSaying<Command>(
  sayings: readonly Saying<Command>[],
  sentence: readonly Token[],
): Said<Command> | undefined {
  let best: Said<Command> | undefined;
  for (const { command, parts, isWeak, needed } of sayings) {
    if (!needed.every((words) => sentence.some(({ key }) => words.has(key)))) continue;
    const said = fit(parts, sentence);
    if (said && said.length > (best?.length ?? 0)) best = { command, isWeak, ...said };
  }
  return best;
}

const articles = new Set(['a', 'an', 'the', 'any', 'some']);

type Fit = Pick<Said<never>, 'input' | 'length'>;

function fit(parts: readonly Part[], sentence: readonly Token[]): Fit | undefined {
  const [part, ...rest] = parts;
  if (!part) return sentence.length === 0 ? { input: {}, length: 0 } : undefined;
  const [token, ...others] = sentence;
  if (!('field' in part)) {
    const fitting = token && part.words.has(token.key) ? fit(rest, others) : undefined;
    if (fitting) return { ...fitting, length: fitting.length + 1 };
    if (part.isOptional) return fit(rest, sentence);
    return token && articles.has(token.key) ? fit(parts, others) : undefined;
  }
  return part.words ? chosen(part.field, part.words, rest, sentence) : named(part.field, rest, sentence);
}

function chosen(
  field: string,
  words: ReadonlySet<string>,
  rest: readonly Part[],
  [token, ...others]: readonly Token[],
): Fit | undefined {
  const fitting = token && words.has(token.key) ? fit(rest, others) : undefined;
  return fitting && token && { input: { ...fitting.input, [field]: token.key }, length: fitting.length + 1 };
}

/** As few words as do: no name of a person holds “to”, a group’s may. */
function named(field: string, rest: readonly Part[], sentence: readonly Token[]): Fit | undefined {
  if (!canBegin(field, sentence[0])) return undefined;
  const isBeforeField = rest[0] !== undefined && 'field' in rest[0];
  for (let length = 1; length <= sentence.length; length++) {
    if (isBeforeField && !/[,:;]$/u.test(sentence[length - 1]?.text ?? '')) continue;
    const fitting = fit(rest, sentence.slice(length));
    const name = fitting && nameIn(sentence.slice(0, length));
    if (fitting && name) return { ...fitting, input: { ...fitting.input, [field]: name } };
  }
  return undefined;
}

const notPeople = new Set(['there', 'it', 'this', 'that', 'a', 'an', 'the', 'my', 'any', 'anything', 'what', 'who']);

function canBegin(field: string, token: Token | undefined): boolean {
  return token !== undefined && !(['person', 'people'].includes(field) && notPeople.has(token.key));
}
