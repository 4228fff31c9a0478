import Fuse from 'fuse.js';
import { builtInCommands, type BuiltInCommand } from './built-in-commands.ts';
import { operations } from './index.ts';
import type { Operation } from './operation.ts';

/** What a sentence asks for. `words` follow the command: give them to `inputFromWords`. */
export type Understood = { operation: Operation; words: string } | { nearest: readonly Operation[] };

interface Phrase<Command> {
  command: Command;
  tokens: readonly string[];
}

/**
 * Finds the operation that a sentence starts with: in any case, with or without courtesy and punctuation. The longest
 * phrase wins; a typing mistake in the command is forgiven when one command is clearly meant.
 * @param text what the person wrote, without the mention of the bot
 */
export function understand(text: string): Understood {
  const sentence = tokensOf(text);
  const found = exact(operationPhrases, sentence) ?? withMistakes(operationPhrases, sentence);
  // “sing out” is nearer to a built-in command than to any operation, and must not become one.
  if (found && !builtInCommand(text)) return { operation: found.command, words: wordsAfter(sentence, found.length) };
  return { nearest: nearestTo(sentence) };
}

/** The command that the surface itself answers, if the sentence is one. Ask this before `understand`. */
export function builtInCommand(text: string): BuiltInCommand | undefined {
  const sentence = tokensOf(text);
  const found = exact(builtInPhrases, sentence) ?? withMistakes(builtInPhrases, sentence);
  return found?.length === sentence.length ? found.command : undefined;
}

interface Token {
  /** As typed. */
  text: string;
  /** For comparing: lower case, without marks around it. */
  key: string;
}

const courtesies = [
  'please',
  'pls',
  'plz',
  'hey',
  'hi',
  'hello',
  'muster',
  'kindly',
  'now',
  'ok',
  'okay',
  'can you',
  'could you',
  'would you',
  'will you',
  'can i',
  'could i',
  'may i',
  'i want to',
  'i would like to',
  "i'd like to",
  'i wish to',
  'i need to',
  'let me',
  'help me',
  'help me to',
].map((courtesy) => courtesy.split(' '));
const trailing = new Set(['please', 'pls', 'plz', 'thanks', 'thx']);
// Bare “to” or “about” are left alone: groups are called “To do” and “About us”.
const articles = [
  ['to', 'the', 'group'],
  ['from', 'the', 'group'],
  ['for', 'the', 'group'],
  ['of', 'the', 'group'],
  ['the', 'group'],
  ['the', 'team'],
  ['group'],
  ['called'],
  ['named'],
];

function tokensOf(text: string): Token[] {
  const tokens = text
    .normalize('NFC')
    .slice(0, 2000)
    .split(/\s+/u)
    .map((part) => ({
      text: part,
      key: part
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu, '')
        .replace(/(?<=.)\?+$/u, ''),
    }))
    .filter(({ text: part }) => part !== '');
  return withoutCourtesy(tokens);
}

/** “Hello” alone is a sentence of its own, so the last word always stays. */
function withoutCourtesy(tokens: Token[]): Token[] {
  let start = 0;
  for (let found = true; found;) {
    const rest = tokens.slice(start);
    const courtesy = courtesies
      .filter((words) => words.length < rest.length && startsWith(rest, words))
      .sort((a, b) => b.length - a.length)[0];
    found = courtesy !== undefined;
    start += courtesy?.length ?? 0;
  }
  let end = tokens.length;
  while (end - start > 1 && trailing.has(tokens[end - 1]?.key ?? '')) end--;
  return tokens.slice(start, end);
}

function startsWith(tokens: readonly Token[], words: readonly string[]): boolean {
  return words.length <= tokens.length && words.every((word, index) => tokens[index]?.key === word);
}

function phrasesOf<Command extends { phrases: readonly string[] }>(commands: readonly Command[]): Phrase<Command>[] {
  return commands
    .flatMap((command) => command.phrases.map((phrase) => ({ command, tokens: phrase.split(' ') })))
    .sort((a, b) => b.tokens.length - a.tokens.length);
}

const operationPhrases = phrasesOf(operations);
const builtInPhrases = phrasesOf(builtInCommands);

interface Match<Command> {
  command: Command;
  /** How many words of the sentence the phrase takes. */
  length: number;
}

function exact<Command>(phrases: readonly Phrase<Command>[], sentence: readonly Token[]): Match<Command> | undefined {
  const phrase = phrases.find(({ tokens }) => startsWith(sentence, tokens));
  return phrase && { command: phrase.command, length: phrase.tokens.length };
}

/** Every word of the phrase must be near its word in the sentence, and words of up to three letters must be right. */
function withMistakes<Command>(
  phrases: readonly Phrase<Command>[],
  sentence: readonly Token[],
): Match<Command> | undefined {
  const phrase = phrases.find(
    ({ tokens }) =>
      tokens.length <= sentence.length && tokens.every((word, index) => resembles(sentence[index]?.key ?? '', word)),
  );
  return phrase && { command: phrase.command, length: phrase.tokens.length };
}

function resembles(typed: string, word: string): boolean {
  if (typed === word) return true;
  if (word.length < 4 || typed[0] !== word[0] || Math.abs(typed.length - word.length) > 2) return false;
  if (sameLetters(typed, word)) return true;
  // Both ways, because a pattern may lack a letter as well as have one too many.
  return [
    [typed, word],
    [word, typed],
  ].some(([a = '', b = '']) => new Fuse([a], { threshold: 0.3, distance: 10 }).search(b).length > 0);
}

/** Two letters that changed places are the commonest mistake, and the dearest for an edit distance. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && Array.from(a).sort().join('') === Array.from(b).sort().join('');
}

function wordsAfter(sentence: readonly Token[], length: number): string {
  let rest = sentence.slice(length);
  const article = articles.find((words) => words.length < rest.length && startsWith(rest, words));
  rest = rest.slice(article?.length ?? 0);
  return unquoted(rest.map(({ text }) => text).join(' '));
}

const quotes = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['»', '«'],
  ['`', '`'],
] as const;

function unquoted(words: string): string {
  const [open, close] = quotes.find(([first]) => words.startsWith(first)) ?? ['', ''];
  if (open === '') return words.replace(/(?<=[\p{L}\p{N}])[.?!]+$/u, '');
  const end = words.lastIndexOf(close);
  // Only marks and courtesies may follow the closing quote; else the quotes belong to the name.
  return end > 0 && /^[.,?!\s]*$/u.test(words.slice(end + close.length)) ? words.slice(open.length, end).trim() : words;
}

const fuse = new Fuse(
  operations.filter(({ phrases }) => phrases.length > 0),
  { keys: ['phrases', 'summary'], threshold: 0.6, ignoreLocation: true },
);

/** Three at most; when nothing is near, what people need first. */
function nearestTo(sentence: readonly Token[]): Operation[] {
  const words = sentence
    .map(({ key }) => key)
    .join(' ')
    .slice(0, 60);
  const found = words === '' ? [] : fuse.search(words).map(({ item }) => item);
  const usual = operations.filter(({ name }) => ['help', 'group.mine', 'group.find'].includes(name));
  return [...new Set([...found, ...usual])].slice(0, 3);
}
