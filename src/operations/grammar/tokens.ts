import { quotedLength, unquoted } from './quotes.ts';
import { spelledOut } from './spellings.ts';

/** One word of a sentence, or a whole quotation. */
export interface Token {
  /** As typed. Empty for the second word of a contraction. */
  text: string;
  /** For comparing: in lower case and usual spelling, without marks around it. Empty for marks and quotations. */
  key: string;
}

const pairs = new Map([
  ['has to', 'should'],
  ['needs to', 'should'],
  ['ought to', 'should'],
  ['pull up', 'show'],
  ['bring up', 'show'],
  ['call up', 'show'],
]);
const idle = new Set(['also', 'kindly', 'please', 'pls', 'maybe', 'perhaps', 'just']);

const mostChars = 2000;

/** The words of a sentence. */
export function tokensOf(text: string): Token[] {
  return inUsualWords(wordsAndQuotes(text));
}

/** Two words that say what one does: “has to”, “pull up”. “Also” and “please” in the midst say nothing. */
function inUsualWords(tokens: readonly Token[]): Token[] {
  const usual: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [first, second] = [tokens[at], tokens[at + 1]];
    const pair = second && pairs.get(`${first?.key} ${second.key}`);
    if (pair !== undefined && first && second) {
      usual.push({ text: `${first.text} ${second.text}`, key: pair });
      at++;
    } else if (first && !(at > 0 && second && idle.has(first.key) && first.text === first.key)) usual.push(first);
  }
  return usual;
}

function wordsAndQuotes(text: string): Token[] {
  const parts = text
    .normalize('NFC')
    .slice(0, mostChars)
    .split(/\s+/u)
    .filter((part) => part !== '');
  const tokens: Token[] = [];
  for (let at = 0; at < parts.length;) {
    const length = quotedLength(parts, at);
    if (length > 0) tokens.push({ text: parts.slice(at, at + length).join(' '), key: '' });
    else tokens.push(...wordsOf(parts[at] ?? ''));
    at += Math.max(length, 1);
  }
  return tokens;
}

function wordsOf(text: string): Token[] {
  const bare = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu, '')
    .replace(/(?<=.)\?+$/u, '');
  return spelledOut(bare).map((key, index) => ({ text: index === 0 ? text : '', key }));
}

/** The words of a phrase as its operation writes it, for comparing. */
export function keysOf(phrase: string): string[] {
  return tokensOf(phrase).map(({ key }) => key);
}

/** @param words in lower case and usual spelling */
export function startsWith(tokens: readonly Token[], words: readonly string[]): boolean {
  return words.length <= tokens.length && words.every((word, index) => tokens[index]?.key === word);
}

/** Words as typed. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' ');
}

// Bare “to” or “about” are left alone: groups are called “To do” and “About us”.
const kinds = 'person,user,task,plan,channel,device,app,licence,group,team'.split(',');
const articles = [
  'to the group',
  'from the group',
  'for the group',
  'of the group',
  ...kinds.map((kind) => `the ${kind}`),
]
  .concat('to group', 'group', 'team', 'called', 'named')
  .map(keysOf);
const afterthoughts = [
  'for me',
  'now',
  'right now',
  'asap',
  'from now on',
  'again',
  'if you can',
  'if possible',
  'any more',
  'anymore',
]
  .map(keysOf)
  .sort((a, b) => b.length - a.length);

/** A name, or other words that follow a command: without quotes around them, “the group” before and “for me” after. */
export function nameIn(tokens: readonly Token[]): string {
  const article = articles.find((words) => words.length < tokens.length && startsWith(tokens, words));
  const length = article && areSmall(tokens.slice(0, article.length)) ? article.length : Number(isBareThe(tokens));
  let name = tokens.slice(length);
  // “The Book Club group”.
  if (/^(?:group|team)$/u.test(name.at(-1)?.text ?? '') && isCapitalised(name.at(-2)?.text ?? ''))
    name = name.slice(0, -1);
  const after = afterthoughts.find((words) => words.length < name.length && endsWith(name, words));
  if (after && areSmall(name.slice(-after.length))) name = name.slice(0, -after.length);
  const words = textOf(name).replace(/\s+[–—-]$/u, '');
  return name.filter(({ key }) => key === '').length > 1 ? words : unquoted(words);
}

function areSmall(tokens: readonly Token[]): boolean {
  return tokens.every(({ text }) => !isCapitalised(text));
}

/** “The Wire Fans” are called so; of “the Book Club” only the last two words are a name. */
function isBareThe([first, second]: readonly Token[]): boolean {
  return first?.text === 'the' && second !== undefined && isCapitalised(second.text);
}

function isCapitalised(text: string): boolean {
  return /^\p{Lu}(?!\p{Lu}*$)/u.test(text);
}

function endsWith(tokens: readonly Token[], words: readonly string[]): boolean {
  return startsWith(tokens.slice(tokens.length - words.length), words);
}
