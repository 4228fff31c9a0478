import type { Operation } from '../operation.ts';
import { conceptOf } from './concepts.ts';
import { mayBeName, properName } from './names.ts';
import { nameIn, type Token } from './tokens.ts';

const links = new Set(['to', 'of', 'in', 'on', 'from', 'for', 'into', 'inside', 'with', 'about', 'as', 'at']);
const kinds = new Set(['group', 'team']);

/** Fields that hold names and no text. */
const nameFields = new Set(['group', 'person', 'people', 'who', 'thing', 'app', 'licence']);

/** One stretch of words between those of the command. */
interface Stretch {
  /** The small word before it, such as “to”. */
  link: string;
  /** Nothing of the command follows. */
  isLast: boolean;
  tokens: readonly Token[];
}

/**
 * The input of a command whose words are at some places of a sentence: what is between them, in the order in which the
 * operation takes it apart best.
 */
export function argumentsIn(
  operation: Operation,
  wanted: readonly string[],
  tokens: readonly Token[],
  places: readonly number[],
): Record<string, unknown> {
  const areNames = wanted.every((field) => nameFields.has(field));
  const all = stretchesOf(tokens, new Set(places));
  const names = all.filter(isNameLike);
  const only = names.find(({ tokens: said }) => said.some(mayBeName)) ?? names.at(-1);
  const wantedNames = wanted.length === 1 && only ? [only] : names;
  const stretches = areNames ? wantedNames.map(named) : all;
  let some: Record<string, unknown> = {};
  for (const words of ordersOf(stretches)) {
    const input = operation.inputFromWords(words);
    if (wanted.every((field) => field in input)) return input;
    if (Object.keys(some).length === 0) some = input;
  }
  return some;
}

function named({ link, isLast, tokens }: Stretch): Stretch {
  const name = properName(tokens);
  const before = tokens[tokens.indexOf(name[0] as Token) - 1]?.key ?? '';
  return { link: links.has(before) ? before : link, isLast, tokens: name };
}

/** In lower case, only what a small word leads to or what ends the sentence may be a name. */
function isNameLike({ link, isLast, tokens }: Stretch): boolean {
  return link !== '' || isLast || tokens.some(mayBeName);
}

/** The fields that words fill, read from the example that help gives. */
export function fieldsOf(operation: Operation): string[] {
  return Object.keys(operation.inputFromWords(exampleRest(operation)));
}

function exampleRest({ example, phrases }: Operation): string {
  const phrase = [...phrases]
    .sort((a, b) => b.length - a.length)
    .find((one) => example.toLowerCase().startsWith(one.toLowerCase()));
  return phrase === undefined ? '' : example.slice(phrase.length).trim();
}

function stretchesOf(tokens: readonly Token[], places: ReadonlySet<number>): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && !places.has(at)) continue;
    const stretch = trimmed(tokens.slice(start, at), at === tokens.length);
    if (stretch) stretches.push(stretch);
    start = at + 1;
  }
  return stretches;
}

/** Without the small words around it, the last one before it kept as its link. */
function trimmed(tokens: readonly Token[], isLast: boolean): Stretch | undefined {
  let [start, end, link] = [0, tokens.length, ''];
  while (start < end && isSmall(tokens[start])) {
    const key = tokens[start]?.key ?? '';
    if (links.has(key)) link = key;
    start++;
  }
  // What follows a colon is a text.
  const isText = tokens.some(({ text }) => text.endsWith(':'));
  while (end > start && !isText && isSmall(tokens[end - 1])) end--;
  return start < end ? { link, isLast, tokens: tokens.slice(start, end) } : undefined;
}

function isSmall(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const { key, text } = token;
  if (key === '') return !/[\p{L}\p{N}]/u.test(text);
  return (
    !/^\p{Lu}\p{Ll}/u.test(text) &&
    (conceptOf(key) === undefined || kinds.has(key) || ['*my', '*show'].includes(conceptOf(key) ?? ''))
  );
}

function* ordersOf(stretches: readonly Stretch[]): Generator<string> {
  yield said(stretches);
  const [first, ...others] = stretches;
  if (!first || others.length === 0) return;
  for (const link of ['to', 'in', 'from', 'of']) {
    yield said([...others, first], link);
    yield said(stretches, link);
  }
}

function said(stretches: readonly Stretch[], between = ''): string {
  const parts = stretches.map(({ link, tokens }, index) => [index === 0 ? '' : link || between, nameIn(tokens)]);
  return parts
    .flat()
    .filter((part) => part !== '')
    .join(' ');
}
