import Fuse from 'fuse.js';
import { builtInCommands, type BuiltInCommand } from './built-in-commands.ts';
import { startsAfterSmallTalk, withoutCourtesy } from './grammar/courtesy.ts';
import { isHesitant, moodOf } from './grammar/mood.ts';
import { matchPhrase, phrasesOf } from './grammar/phrases.ts';
import { namesNobody } from './grammar/pronouns.ts';
import {
  exactReading,
  frontedReading,
  mentionedReading,
  nearReading,
  vocabularyOf,
  type Found,
  type Fronted,
  type Reading,
} from './grammar/readings.ts';
import { keysOf, nameIn, startsWith, tokensOf, type Token } from './grammar/tokens.ts';
import { operations } from './index.ts';

/** What a sentence asks for, or why the person has to say it again: with the likeliest, best first, to choose from. */
export type Understood = Reading | { why: Unclear; choices: readonly Reading[] };

/** `unknown`: no command was seen. `several`: more than one. `unsure`: one that is done only when it is plainly asked for. */
export type Unclear = 'unknown' | 'several' | 'unsure';

const vocabulary = vocabularyOf(operations);
const builtInPhrases = phrasesOf(builtInCommands);
const help = operations.find(({ name }) => name === 'help');

/**
 * Finds the operation that a sentence asks for, wherever in the sentence: what it starts with goes first. What destroys
 * something is started only by a sentence that begins with it, letter by letter, and neither asks nor doubts.
 * @param text what the person wrote, without the mention of the bot
 */
export function understand(text: string): Understood {
  const { tokens, isAsking, isPolite } = withoutCourtesy(tokensOf(text));
  // “sing out” is nearer to a built-in command than to any operation, and must not become one.
  if (builtInCommand(text)) return unknown(tokens);
  const found = wantedToSee(tokens) ?? nearReading(vocabulary, tokens);
  const fronted = frontedReading(vocabulary, tokens);
  // Nobody commands with a colon: “Leave No Trace: star it”.
  if (fronted?.before.at(-1)?.text.endsWith(':') && namesOnly(fronted)) return unlessDestructive(fronted);
  if (found && (found.isExact || exactReading(vocabulary, tokens))) {
    const both = secondCommand(tokens, found, fronted);
    if (both) return { why: 'several', choices: both };
    if (isAsking && found.operation.isDestructive) return about(tokens);
    if (found.operation.isChange && isAboutNobody(found)) return { why: 'unsure', choices: [found] };
    return isHesitant(tokens, isPolite) || hasMore(found) ? unlessDestructive(found) : carefully(found);
  }
  const mood = moodOf(tokens);
  if (mood === 'about') return about(tokens);
  if (mood === 'negates') return refused(tokens);
  const reading = fronted ?? afterSmallTalk(tokens);
  if (reading) return unlessDestructive(reading);
  return found ? carefully(found) : unknown(tokens);
}

/** The command that the surface itself answers, if the sentence is one. Ask this before `understand`. */
export function builtInCommand(text: string): BuiltInCommand | undefined {
  const { tokens } = withoutCourtesy(tokensOf(text));
  const found = matchPhrase(builtInPhrases, tokens);
  return found?.length === tokens.length ? found.command : undefined;
}

/** What destroys something is done when it is asked for letter by letter. */
function carefully(found: Found): Understood {
  return found.isExact ? { operation: found.operation, input: found.input } : unlessDestructive(found);
}

function unlessDestructive({ operation, input }: Reading): Understood {
  return operation.isDestructive ? { why: 'unsure', choices: [{ operation, input }] } : { operation, input };
}

function isAboutNobody({ input }: Reading): boolean {
  return namesNobody(input['group'], input['person'] ?? input['people'] ?? input['task'] ?? input['plan']);
}

/** More was said than the operation takes. */
function hasMore({ rest, input }: Found): boolean {
  return rest.length > 0 && Object.keys(input).length === 0;
}

/** “Renew Energy Club, star it” may be two wishes, or one about a group with such a name. */
function secondCommand(tokens: readonly Token[], first: Found, fronted: Fronted | undefined): Reading[] | undefined {
  if (first.rest.length === 0 || !namesOnly(first)) return undefined;
  if (fronted && fronted.before.length > first.length) {
    const input = first.operation.inputFromWords(nameIn(fronted.before.slice(first.length)));
    return [{ operation: first.operation, input }, fronted];
  }
  const and = tokens.findIndex(({ key, text }, at) => at >= first.length && key === 'and' && !text.endsWith(','));
  const second = and > 0 ? commandAt(tokens.slice(and + 1)) : undefined;
  if (!second) return undefined;
  const input = first.operation.inputFromWords(nameIn(tokens.slice(first.length, and)));
  return [{ operation: first.operation, input }, second];
}

/** What is free text may speak of anything. */
function namesOnly({ input }: Reading): boolean {
  return Object.keys(input).every((field) => ['group', 'person', 'people'].includes(field));
}

/** A command in the midst of a sentence; with a capital it belongs to a name. */
function commandAt(tokens: readonly Token[]): Found | undefined {
  return /^\p{Lu}/u.test(tokens[0]?.text ?? '') ? undefined : exactReading(vocabulary, tokens);
}

function afterSmallTalk(tokens: readonly Token[]): Found | undefined {
  for (const start of startsAfterSmallTalk(tokens)) {
    const rest = tokens.slice(start);
    if (moodOf(rest) !== 'asks') return undefined;
    const found = commandAt(rest);
    if (found) return found;
  }
  return undefined;
}

const seeing = ['tell me', 'what are', 'show me', 'show', 'list', 'see', 'give me'].map(keysOf);

/** “Show me what expires”: the rest is a command of its own, and no group. */
function wantedToSee(tokens: readonly Token[]): Found | undefined {
  const words = seeing.find((one) => startsWith(tokens, one));
  const whole = exactReading(vocabulary, tokens);
  const found = words && commandAt(withoutArticles(tokens.slice(words.length)));
  return found && !found.operation.isChange && found.length + words.length > (whole?.length ?? 0) ? found : undefined;
}

function withoutArticles(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex(({ key }) => !['the', 'all', 'any'].includes(key));
  return tokens.slice(Math.max(start, 0));
}

function refused(tokens: readonly Token[]): Understood {
  const choice = mentionedReading(vocabulary, tokens);
  return choice ? { why: 'unsure', choices: [choice] } : unknown(tokens);
}

/** Somebody wants to know about a command: help tells. */
function about(tokens: readonly Token[]): Understood {
  const phrase = mentionedReading(vocabulary, tokens)?.operation.phrases[0];
  return help && phrase !== undefined ? { operation: help, input: { words: phrase } } : unknown(tokens);
}

const fuse = new Fuse(
  operations.filter(({ phrases }) => phrases.length > 0),
  { keys: ['phrases', 'summary'], threshold: 0.6, ignoreLocation: true },
);

/** Three at most; when nothing is near, what people need first. */
function unknown(tokens: readonly Token[]): Understood {
  const words = tokens
    .map(({ key }) => key)
    .join(' ')
    .slice(0, 32);
  const near = words === '' ? [] : fuse.search(words).map(({ item }) => item);
  const usual = operations.filter(({ name }) => ['help', 'group.mine', 'group.find'].includes(name));
  const nearest = [...new Set([...near, ...usual])].slice(0, 3);
  return { why: 'unknown', choices: nearest.map((operation) => ({ operation, input: {} })) };
}
