import { isSmallTalk } from './courtesy.ts';
import { conceptOf, isGeneric } from './concepts.ts';
import { isName } from './names.ts';
import type { Token } from './tokens.ts';

const denials = new Set('not never no nobody none without stop cancel nothing neither nor'.split(' '));
const others = new Set(
  'he she they somebody someone anybody nobody who when if unless because did was were had'.split(' '),
);
const questions = new Set('what which where who is are am do does has have how'.split(' '));
const links = new Set(['to', 'of', 'in', 'on', 'from', 'for', 'into', 'at', 'with', 'about']);

/**
 * Whether a sentence asks for what its words at some places name, and does not only speak of it: nobody else is its
 * subject, and it denies nothing. To see something may be asked in more ways than to have it changed.
 * @param places of the command's words, in rising order
 */
export function asksFor(tokens: readonly Token[], places: readonly number[], isChange: boolean): boolean {
  const [first = 0] = places;
  if (tokens.some(({ key }, at) => denials.has(key) && !places.includes(at))) return false;
  const start = clauseStart(tokens, first, isChange ? /[,;:–—]$/u : /[,;:.!?–—]$/u);
  const before = tokens.slice(start, first);
  if (before.some(({ key }) => others.has(key) && !(key === 'who' && !isChange))) return false;
  if (!isChange && questions.has(tokens[start]?.key ?? '')) return true;
  if (!isChange && isFronted(tokens, places)) return true;
  if (/^(?:needs|should)$/u.test(tokens[first]?.key ?? '')) return true;
  return before.every((token, at) => isPrelude(tokens, start + at, token, isChange));
}

/** After a comma, a colon or “and” a sentence begins anew. What changes something is not found in a longer text. */
function clauseStart(tokens: readonly Token[], first: number, ends: RegExp): number {
  for (let at = first; at > 0; at--)
    if (ends.test(tokens[at - 1]?.text ?? '') || tokens[at - 1]?.key === 'and') return at;
  return 0;
}

/** “Running Crew documents”: a name, and the thing of it. */
function isFronted(tokens: readonly Token[], places: readonly number[]): boolean {
  const [first = 0] = places;
  const isLast = tokens
    .slice(first)
    .every(({ key }, at) => places.includes(first + at) || conceptOf(key) === undefined);
  return isLast && tokens.slice(0, first).every((_, at) => isName(tokens, at) || at === 0);
}

/** What may stand before a wish: “I want to”, “in Book Club”. */
function isPrelude(tokens: readonly Token[], at: number, { key, text }: Token, isChange: boolean): boolean {
  const concept = conceptOf(key);
  if (/^(?:send|bring)$/u.test(key) && tokens[at + 1]?.key === 'me') return true;
  if (!isName(tokens, at) && (concept === undefined || isGeneric(concept) || isSmallTalk(key))) return true;
  if (!isChange && !isName(tokens, at) && text === key) return true;
  return isLinked(tokens, at);
}

function isLinked(tokens: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    if (links.has(tokens[before]?.key ?? '')) return true;
    if (!isName(tokens, before) && tokens[before]?.key !== 'the') return false;
  }
  return false;
}
