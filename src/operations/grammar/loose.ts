import type { Operation } from '../operation.ts';
import { conceptOf, isGeneric } from './concepts.ts';
import { isName } from './names.ts';
import { meantWord } from './phrases.ts';
import { pointingIn } from './pronouns.ts';
import type { Pattern, Patterns } from './patterns.ts';
import { argumentsIn } from './slots.ts';
import type { Token } from './tokens.ts';

/** A command whose words are in a sentence, in whatever order and between whatever else. */
export interface Loose {
  operation: Operation;
  input: Record<string, unknown>;
  score: number;
  /** Where its words are. */
  places: readonly number[];
}

interface Word {
  token: Token;
  /** Absent where it belongs to a name or says nothing by itself. */
  concept?: string;
}

/** @returns commands that the sentence may speak of, likeliest first, one reading of each */
export function looseReadings(patterns: Patterns, tokens: readonly Token[]): Loose[] {
  const words = tokens.map((token, at) => wordAt(tokens, at, token, patterns));
  const found = new Map<string, Loose>();
  for (const pattern of patterns.all) {
    const places = placesOf(pattern, words, patterns.fields);
    if (!places) continue;
    const score = scoreOf(pattern, places, words, patterns);
    if (score <= (found.get(pattern.operation.name)?.score ?? 0)) continue;
    found.set(pattern.operation.name, {
      operation: pattern.operation,
      input: {},
      score,
      places: withRepeated(places, words),
    });
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, mostReadings)
    .map((loose) => withInput(loose, tokens, patterns))
    .sort((a, b) => b.score - a.score);
}

/** “A team for Book Club” is not called so. */
function areLinked(tokens: readonly Token[], places: readonly number[]): boolean {
  return /^(?:for|from|of|on|in)$/u.test(tokens[Math.max(...places) + 1]?.key ?? '');
}

/** “Create a new task” says one thing twice. */
function withRepeated(places: readonly number[], words: readonly Word[]): number[] {
  const said = new Set(places.map((at) => words[at]?.concept));
  return words.flatMap(({ concept }, at) => (concept !== undefined && said.has(concept) ? at : []));
}

const mostReadings = 5;

/** A name that the command has no use for, or one that it misses, tells against it. */
function withInput(loose: Loose, tokens: readonly Token[], { fields }: Patterns): Loose {
  const wanted = fields.get(loose.operation.name) ?? [];
  const said = argumentsIn(loose.operation, wanted, tokens, loose.places);
  const pointed = wanted.includes('group') && !('group' in said) ? pointingIn(tokens) : undefined;
  const input = pointed === undefined ? said : { ...said, group: pointed };
  const isUseless = Object.keys(input).length === 0;
  const isNamed = tokens.some((_, at) => !loose.places.includes(at) && isName(tokens, at));
  const isWanted = wanted.length > 0;
  const isForOld = /^(?:displayName|title)$/u.test(wanted.join()) && areLinked(tokens, loose.places);
  const against = isUseless && isNamed ? 2.5 : isForOld ? 1.5 : isUseless && isWanted ? 0.5 : 0;
  const isComplete = isWanted && wanted.every((field) => field in input);
  return { ...loose, input, score: loose.score - against + (isComplete ? 0.3 : 0) };
}

function wordAt(tokens: readonly Token[], at: number, token: Token, { weights, words }: Patterns): Word {
  if (isName(tokens, at) || isApposition(tokens, at)) return { token };
  const { key } = token;
  if (/^(?:give|send|bring)$/u.test(key) && /^(?:me|us)$/u.test(tokens[at + 1]?.key ?? ''))
    return { token, concept: '*show' };
  if (isWishFor(tokens, at)) return { token, concept: '*new' };
  const concept = conceptOf(key);
  if (concept === undefined || weights.has(concept) || key.length < 5) return { token, ...(concept && { concept }) };
  // What is over is no mistake: “archived” is not “archive”.
  const meant = key.endsWith('ed') ? undefined : meantWord(key, words);
  const corrected = meant === undefined ? concept : conceptOf(meant);
  return { token, ...(corrected && { concept: corrected }) };
}

/** “I need a security group”. */
function isWishFor(tokens: readonly Token[], at: number): boolean {
  return (
    /^(?:needs?|want|like)$/u.test(tokens[at]?.key ?? '') && /^(?:an?|another|new)$/u.test(tokens[at + 1]?.key ?? '')
  );
}

const links = new Set(['to', 'of', 'in', 'on', 'from', 'for', 'into', 'at', 'with', 'about']);
const kinds = new Set(['group', 'team']);

/** “To the group Design Guild”, “the Design Guild team”: no group is asked for. */
function isApposition(tokens: readonly Token[], at: number): boolean {
  if (!kinds.has(tokens[at]?.key ?? '')) return false;
  if (/^(?:this|that|our)$/u.test(tokens[at - 1]?.key ?? '')) return true;
  const before = tokens[at - 1]?.key === 'the' ? tokens[at - 2] : tokens[at - 1];
  if (before && links.has(before.key) && at + 1 < tokens.length) return true;
  return at > 0 && isName(tokens, at - 1);
}

/** Where the concepts of a pattern are; undefined when one is missing. */
function placesOf({ operation, concepts, isOpen }: Pattern, words: readonly Word[], fields: Patterns['fields']) {
  const places: number[] = [];
  for (const choice of concepts) {
    const said = words.findIndex(({ concept }) => concept !== undefined && choice.has(concept));
    // A new name is a changed one.
    const at = said < 0 && choice.has('*change') ? words.findIndex(({ concept }) => concept === '*new') : said;
    if (at < 0) return undefined;
    places.push(at);
  }
  const last = Math.max(...places);
  const { concept } = words[last + 1] ?? {};
  const takesName = !isOpen && fields.get(operation.name)?.length !== 0;
  // “Photo club” is no photo of a club.
  const isSaid = places.some((at) => words[at]?.concept === concept);
  const isCompound =
    concept !== undefined && !isSaid && !isGeneric(concept) && !/[,:;–—-]$/u.test(words[last]?.token.text ?? '');
  return isCompound && !takesName ? undefined : places;
}

/** What the words tell, less what the command leaves unsaid. */
function scoreOf(
  { keys, concepts }: Pattern,
  places: readonly number[],
  words: readonly Word[],
  { weights }: Patterns,
): number {
  const weightOf = (at: number): number => weights.get(words[at]?.concept ?? '') ?? 0;
  const meantChange = places.filter(
    (at, index) => words[at]?.concept === '*new' && !concepts[index]?.has('*new'),
  ).length;
  const told = places.reduce((sum, at) => sum + weightOf(at), 0) - meantChange;
  const untold = words.reduce((sum, { concept }, at) => {
    const isTold = concept === undefined || ['*show', '*my', '*every'].includes(concept);
    const isSaid = places.some((place) => words[place]?.concept === concept);
    return isTold || isSaid ? sum : sum + weightOf(at);
  }, 0);
  const inOrder = places.every((at, index) => index === 0 || at > (places[index - 1] ?? 0));
  const literal = places.filter((at) => keys.has(words[at]?.token.key ?? '')).length;
  const small = words.filter(({ token, concept }) => concept === undefined && keys.has(token.key)).length;
  return told - 0.6 * untold + (inOrder ? 0.2 : 0) + 0.3 * literal + 0.15 * Math.min(small, 2);
}
