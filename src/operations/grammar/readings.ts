import type { Operation } from '../operation.ts';
import { areGeneric } from './concepts.ts';
import { exactPhrase, matchPhrase, meantWord, phrasesOf, type Phrase } from './phrases.ts';
import { properName } from './names.ts';
import { isPointing, pointsAtGroup } from './pronouns.ts';
import { firstWords, matchSaying, sayingsOf, type Saying } from './sayings.ts';
import { nameIn, textOf, tokensOf, type Token } from './tokens.ts';

/** One way to understand words: an operation and its input. */
export interface Reading {
  operation: Operation;
  input: Record<string, unknown>;
}

/** A reading from one place of a sentence on. */
export interface Found extends Reading {
  /** No typing mistake was forgiven. */
  isExact: boolean;
  /** How many words are the command's own. */
  length: number;
  /** Its words could be said of anything: “show”, “add”. */
  isWeak: boolean;
  /** What follows a phrase; nothing after a saying. */
  rest: readonly Token[];
}

/** Everything that can be asked for, made ready for being looked for in sentences. */
export interface Vocabulary {
  phrases: readonly Phrase<Operation>[];
  sayings: readonly Saying<Operation>[];
  /** Words with which sayings begin. */
  beginnings: ReadonlySet<string>;
}

export function vocabularyOf(operations: readonly Operation[]): Vocabulary {
  const sayings = sayingsOf(operations);
  return { phrases: phrasesOf(operations), sayings, beginnings: firstWords(sayings) };
}

/** What words say from the first on, letter by letter. A whole sentence that says more than the phrase it starts with wins. */
export function exactReading({ phrases, sayings }: Vocabulary, tokens: readonly Token[]): Found | undefined {
  const phrase = exactPhrase(phrases, tokens);
  const said = matchSaying(sayings, tokens);
  if (said && said.length > (phrase?.length ?? 0))
    return {
      operation: said.command,
      input: said.input,
      isExact: true,
      isWeak: said.isWeak,
      length: said.length,
      rest: [],
    };
  return phrase && readingOf(phrase.command, tokens, phrase.length, true);
}

/** The same with typing mistakes forgiven. */
export function nearReading(vocabulary: Vocabulary, tokens: readonly Token[]): Found | undefined {
  const exact = exactReading(vocabulary, tokens);
  const near = matchPhrase(vocabulary.phrases, tokens);
  if (!near) return exact ?? correctedReading(vocabulary, tokens);
  if (near.isExact || near.length <= (exact?.length ?? 0)) return exact;
  return readingOf(near.command, tokens, near.length, near.command === exact?.operation);
}

/** In a whole sentence, a mistake in its first word is forgiven. */
function correctedReading({ sayings, beginnings }: Vocabulary, tokens: readonly Token[]): Found | undefined {
  const [first, ...others] = tokens;
  const key = first && meantWord(first.key, beginnings);
  const said =
    first === undefined || key === undefined ? undefined : matchSaying(sayings, [{ ...first, key }, ...others]);
  return (
    said && {
      operation: said.command,
      input: said.input,
      isExact: false,
      isWeak: said.isWeak,
      length: said.length,
      rest: [],
    }
  );
}

function readingOf(operation: Operation, tokens: readonly Token[], length: number, isExact: boolean): Found {
  const rest = tokens.slice(length);
  const isWeak = areGeneric(tokens.slice(0, length).map(({ key }) => key));
  return { operation, input: operation.inputFromWords(nameIn(rest)), isExact, isWeak, length, rest };
}

/** No name of a group has more words; what is further on in a sentence is no command. */
const mostWordsBefore = 20;
const marks = /[,:;–—]["”’»」』]?$/u;
const links = new Set(['to', 'from', 'in', 'for', 'of', 'into', 'on', 'about']);

/** A command that is not at the start of a sentence: what stands before it is the group. */
export interface Fronted extends Reading {
  /** The words before the command. */
  before: readonly Token[];
}

/**
 * The group first, then what to do: “Design Guild, favourite it”, “to Design Guild add Mona”, “Design Guild members”.
 * Without a mark between the two, what would change something needs a word that points back.
 */
export function frontedReading(vocabulary: Vocabulary, tokens: readonly Token[]): Fronted | undefined {
  const [first] = tokens;
  const isLinked = first !== undefined && links.has(first.key);
  for (let at = isLinked ? 2 : 1; at < Math.min(tokens.length, mostWordsBefore); at++) {
    const before = tokens.slice(0, at);
    const isMarked = marks.test(before.at(-1)?.text ?? '');
    // A capital inside of a sentence begins a name: “Design and Keep Fit”.
    if (!isMarked && /^\p{Lu}/u.test(tokens[at]?.text ?? '') && tokens[at]?.key !== 'i') continue;
    const found = exactReading(vocabulary, tokens.slice(at));
    if (!found) continue;
    const isPointed = found.rest.length > 0 && isPointing(found.rest.map(({ key }) => key));
    const isNoun = found.rest.length === 0 && !found.operation.isChange;
    if (!isMarked && !isLinked && !isPointed && !isNoun) continue;
    const name = properName(isLinked ? before.slice(1) : before);
    // “Mona forgot the notebooks” asks for none.
    if (!isMarked && !isPointed && !isQuestion(first) && before.at(-1) !== name.at(-1)) continue;
    const group = nameIn(name).replace(/[,:;–—]+$/u, '');
    const command = textOf(tokens.slice(at));
    const reading = withGroup(vocabulary, found, { command, group, link: isLinked ? first.key : 'to' });
    if (reading) return { ...reading, before };
  }
  return undefined;
}

function isQuestion(first: Token | undefined): boolean {
  return ['does', 'do', 'has', 'is', 'are', 'which', 'what'].includes(first?.key ?? '');
}

/** The command with the group that was named before it; undefined where it speaks of another, or of none. */
function withGroup(
  vocabulary: Vocabulary,
  { operation, input }: Found,
  { command, group, link }: { command: string; group: string; link: string },
): Reading | undefined {
  if (!takesGroup(operation) || group === '') return undefined;
  const said = input['group'];
  if (said === undefined || (typeof said === 'string' && pointsAtGroup(said)))
    return { operation, input: { ...input, group } };
  for (const word of [link, 'to', 'from', 'of']) {
    const joined = exactReading(vocabulary, tokensOf(`${command} ${word} ${group}`));
    if (joined?.input['group'] === group) return { operation: joined.operation, input: joined.input };
  }
  return undefined;
}

function takesGroup(operation: Operation): boolean {
  return operation.inputFromWords('x')['group'] === 'x';
}

/** The command that a sentence speaks of without asking for it: of several the one with most words. */
export function mentionedReading(vocabulary: Vocabulary, tokens: readonly Token[]): Reading | undefined {
  const verbs = new Set(vocabulary.phrases.map(({ words }) => words[0] ?? ''));
  const read = tokens.slice(0, mostWordsBefore).map((token) => asVerb(token, verbs));
  const found = read.flatMap((_, at) => exactReading(vocabulary, read.slice(at)) ?? []);
  const [longest] = found.sort((a, b) => b.length - a.length);
  return longest && { operation: longest.operation, input: longest.input };
}

/** “Book Club should be renewed”: the same with the verb first. Undefined when a sentence is not put so. */
export function activeVoice({ phrases }: Vocabulary, tokens: readonly Token[]): Token[] | undefined {
  const at = tokens.findIndex(({ key }, index) => key === 'should' && tokens[index + 1]?.key === 'be');
  const participle = tokens[at + 2];
  if (at < 1 || !participle?.key.endsWith('ed')) return undefined;
  const verb = asVerb(participle, new Set(phrases.map(({ words }) => words[0] ?? '')));
  return verb === participle ? undefined : [verb, ...tokens.slice(0, at), ...tokens.slice(at + 3)];
}

/** “Who Ada is”, as it stands after “tell me”: the question that it is. */
export function directQuestion(tokens: readonly Token[]): Token[] | undefined {
  const last = tokens.at(-1);
  const at = tokens.findIndex(({ key }) => ['who', 'what', 'where'].includes(key));
  const [question] = tokens.slice(at);
  if (at < 0 || !question || !last || !['is', 'are'].includes(last.key) || at + 2 >= tokens.length) return undefined;
  return [question, last, ...tokens.slice(at + 1, -1)];
}

/** “Renewing” speaks of “renew”, “deleted” of “delete”. */
function asVerb(token: Token, verbs: ReadonlySet<string>): Token {
  const stem = token.key.replace(/(?:ing|ed|s)$/u, '');
  const verb = verbs.has(token.key) ? undefined : [stem, `${stem}e`].find((one) => verbs.has(one));
  return verb === undefined ? token : { ...token, key: verb };
}
