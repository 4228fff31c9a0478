import { periodIn } from '../domain/when.ts';
import { builtInCommands, type BuiltInCommand } from './built-in-commands.ts';
import { withoutCourtesy } from './grammar/courtesy.ts';
import { asksFor } from './grammar/asking.ts';
import { afterSmallTalk, commandAt, wantedToSee } from './grammar/inside.ts';
import { looseReadings, type Loose } from './grammar/loose.ts';
import { patternsOf } from './grammar/patterns.ts';
import { isHesitant, moodOf } from './grammar/mood.ts';
import { matchPhrase, phrasesOf } from './grammar/phrases.ts';
import { namesNobody, pointsAtGroup } from './grammar/pronouns.ts';
import {
  activeVoice,
  directQuestion,
  exactReading,
  frontedReading,
  mentionedReading,
  nearReading,
  vocabularyOf,
  type Found,
  type Fronted,
  type Reading,
} from './grammar/readings.ts';
import { nameIn, tokensOf, type Token } from './grammar/tokens.ts';
import { operations } from './index.ts';

/** What a sentence asks for, or why the person has to say it again: with the likeliest, best first, to choose from. */
export type Understood = Reading | { why: Unclear; choices: readonly Reading[] };

/** `unknown`: no command was seen. `several`: more than one. `unsure`: one that is done only when it is plainly asked for. */
export type Unclear = 'unknown' | 'several' | 'unsure';

const vocabulary = vocabularyOf(operations);
const patterns = patternsOf(operations);
/** A word that few commands have, or two that some have. */
const leastScore = 2.4;
const leastLead = 0.1;
/** Worth being offered. */
const leastNear = 1;
const takesPeriod = new Set(operations.filter((one) => 'until' in one.inputFromWords('Ada to Design until Friday')));
const builtInPhrases = phrasesOf(builtInCommands);
const help = operations.find(({ name }) => name === 'help');

/**
 * Finds the operation that a sentence asks for, wherever in the sentence: what it starts with goes first. What destroys
 * something is started only by a sentence that begins with it, letter by letter, and neither asks nor doubts.
 * @param text what the person wrote, without the mention of the bot
 */
export function understand(text: string): Understood {
  const understood = reading(periodLast(text));
  if ('why' in understood) return { ...understood, choices: understood.choices.map(withPeriod) };
  return withPeriod(understood);
}

function reading(text: string): Understood {
  const { tokens, isAsking, isPolite } = withoutCourtesy(tokensOf(text));
  // “sing out” is nearer to a built-in command than to any operation, and must not become one.
  if (builtInCommand(text)) return unknown([]);
  const near = looseReadings(patterns, tokens);
  const loose = likeliest(near, tokens, isPolite);
  const found = wantedToSee(vocabulary, tokens) ?? nearReading(vocabulary, tokens);
  const fronted = frontedReading(vocabulary, tokens);
  // Nobody commands with a colon: “Leave No Trace: star it”.
  if (fronted?.before.at(-1)?.text.endsWith(':') && namesOnly(fronted)) return unlessDestructive(fronted);
  if (found && (found.isExact || exactReading(vocabulary, tokens))) {
    if (loose && isOutdone(found, loose, near))
      return found.operation.isDestructive ? { why: 'several', choices: [loose, found] } : unlessDestructive(loose);
    const both = secondCommand(tokens, found, fronted);
    if (both) return { why: 'several', choices: both };
    if (isAsking && found.operation.isDestructive) return about(tokens, near);
    const { isChange, isDestructive } = found.operation;
    if ((isChange || isDestructive) && isAboutNobody(found)) return { why: 'unsure', choices: [found] };
    return isHesitant(tokens, isPolite) || hasMore(found) ? unlessDestructive(found) : carefully(found);
  }
  const mood = moodOf(tokens);
  if (mood === 'about') return loose && !loose.operation.isChange && mayShow(tokens) ? loose : about(tokens, near);
  if (mood === 'negates') return loose ? unlessDestructive(loose) : refused(tokens, near);
  const turned = activeVoice(vocabulary, tokens) ?? directQuestion(tokens);
  const inside = afterSmallTalk(vocabulary, tokens) ?? (turned && exactReading(vocabulary, turned));
  const likely = fronted ?? (loose && (!inside || inside.isWeak) ? loose : inside);
  if (likely) return unlessDestructive(likely);
  return found ? carefully(found) : unknown(near);
}

/** More of the sentence is said by other words than those that it starts with. */
function isOutdone(found: Found, loose: Loose, near: readonly Loose[]): boolean {
  if (found.rest.length === 0 && !found.isWeak) return false;
  if (loose.operation === found.operation) return found.isWeak;
  // What is to be changed is said with the word for it.
  if (found.operation.isChange && !loose.places.some((at) => at < found.length)) return false;
  const same = near.find(({ operation }) => operation === found.operation);
  if (!same) return found.isWeak;
  return loose.score > same.score + (found.isWeak ? leastLead : 1);
}

/** “What does my photo look like” asks to see it; “how” and “why” ask for words. */
function mayShow([first]: readonly Token[]): boolean {
  return ['what', 'who', 'where', 'is', 'can'].includes(first?.key ?? '');
}

/** The command whose words are in a sentence, when it asks for it and no other is as near. */
function likeliest(near: readonly Loose[], tokens: readonly Token[], isPolite: boolean): Loose | undefined {
  const [best, second] = near;
  if (!best || best.score < leastScore || (second && best.score - second.score < leastLead)) return undefined;
  const { operation, places } = best;
  if (isHesitant(tokens, isPolite || !operation.isChange)) return undefined;
  return asksFor(tokens, places, operation.isChange) ? best : undefined;
}

/** “For two weeks add Mona to Design” is said the other way around. */
function periodLast(text: string): string {
  const lower = text.charAt(0).toLowerCase() + text.slice(1);
  const { rest, period } = periodIn(lower);
  return period !== undefined && lower.startsWith(period) ? `${rest} ${period}` : text;
}

/** Until when is a field of its own, wherever in a sentence it was said. */
function withPeriod({ operation, input }: Reading): Reading {
  const { group } = input;
  if (typeof group !== 'string' || 'until' in input || !takesPeriod.has(operation)) return { operation, input };
  const { rest, period } = periodIn(group);
  return { operation, input: period === undefined ? input : { ...input, group: rest, until: period } };
}

/** The command that the surface itself answers, if the sentence is one. Ask this before `understand`. */
export function builtInCommand(text: string): BuiltInCommand | undefined {
  const { tokens } = withoutCourtesy(tokensOf(text));
  const found = matchPhrase(builtInPhrases, tokens);
  return found?.length === tokens.length ? found.command : undefined;
}

/** What destroys something is done when it is asked for letter by letter. */
function carefully(found: Found): Understood {
  return found.isExact && !isHalfSaid(found)
    ? { operation: found.operation, input: found.input }
    : unlessDestructive(found);
}

/** “Drop it” says neither whom nor from where; with “and” two may be meant. */
function isHalfSaid({ operation, input, isWeak }: Found): boolean {
  const { group } = input;
  if (typeof group !== 'string' || !operation.isDestructive) return false;
  const lacks = (patterns.fields.get(operation.name) ?? []).some((field) => !(field in input));
  return (lacks && isWeak && pointsAtGroup(group)) || / and \p{Lu}/u.test(group);
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
  const second = and > 0 ? commandAt(vocabulary, tokens.slice(and + 1)) : undefined;
  if (!second) return undefined;
  const input = first.operation.inputFromWords(nameIn(tokens.slice(first.length, and)));
  return [{ operation: first.operation, input }, second];
}

/** What is free text may speak of anything. */
function namesOnly({ input }: Reading): boolean {
  return Object.keys(input).every((field) => ['group', 'person', 'people'].includes(field));
}

function refused(tokens: readonly Token[], near: readonly Loose[]): Understood {
  const choice = mentionedReading(vocabulary, tokens);
  return choice ? { why: 'unsure', choices: [choice] } : unknown(near);
}

/** Somebody wants to know about a command: help tells. */
function about(tokens: readonly Token[], near: readonly Loose[]): Understood {
  const phrase = mentionedReading(vocabulary, tokens)?.operation.phrases[0];
  return help && phrase !== undefined ? { operation: help, input: { words: phrase } } : unknown(near);
}

const usual = operations.filter(({ name }) => ['group.mine', 'group.find', 'group.request'].includes(name));

/** Three at most; when nothing is near, what people need first. */
function unknown(near: readonly Loose[]): Understood {
  const nearest = near.filter(({ score }) => score > leastNear).slice(0, 3);
  const choices = nearest.map(({ operation, input }) => ({ operation, input }));
  return {
    why: 'unknown',
    choices: choices.length > 0 ? choices : usual.map((operation) => ({ operation, input: {} })),
  };
}
