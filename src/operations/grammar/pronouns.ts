import { keysOf, startsWith, textOf, type Token } from './tokens.ts';

const shown = ['it', 'this', 'that', 'this one', 'that one', 'that group', 'that team', 'the same'];
const here = ['this team', 'this group', 'the team', 'the group', 'our team', 'our group', 'this channel'];
const all = [...shown, ...here].map(keysOf);
const longestFirst = [...all].sort((a, b) => b.length - a.length);

/** Whether a group is not named, but pointed at: one that was shown, or the one in whose channel this is said. */
export function pointsAtGroup(words: string): boolean {
  return isPointing(keysOf(words));
}

/** Whether it is rather the group in whose channel this is said. */
export function pointsHere(words: string): boolean {
  const said = keysOf(words).join(' ');
  return here.some((phrase) => phrase === said);
}

export function isPointing(keys: readonly string[]): boolean {
  return all.some((words) => words.length === keys.length && words.every((word, index) => word === keys[index]));
}

/** The words of a sentence that point at a group, as typed. */
export function pointingIn(tokens: readonly Token[]): string | undefined {
  for (const words of longestFirst) {
    const at = tokens.findIndex((_, start) => startsWith(tokens.slice(start), words));
    if (at >= 0) return textOf(tokens.slice(at, at + words.length)).replace(/[.,;:?!]+$/u, '');
  }
  return undefined;
}

const everybody = new Set([
  'everything',
  'everybody',
  'all',
  'every',
  'everyone',
  'anything',
  'nothing',
  'nobody',
  'them',
]);

/** “The dust”: nobody is called so. */
function isDescribed(name: unknown): boolean {
  return typeof name === 'string' && /^(?:the|an?|my|your|his|her|their|some|this|that) \p{Ll}/u.test(name);
}

/** “It as it is”: more than a word that points. */
function isMore(name: unknown): boolean {
  return typeof name === 'string' && /^(?:it|this|that) /iu.test(name) && !pointsAtGroup(name);
}

/** Whether these are no names: the group “everything”, “all my groups” or “me alone”, the person “everybody”. */
export function namesNobody(group: unknown, person: unknown): boolean {
  if (isDescribed(person) || isMore(group)) return true;
  const [first, ...others] = [group, person].map((name) => (typeof name === 'string' ? keysOf(name)[0] : undefined));
  return [first, ...others].some((key) => everybody.has(key ?? '')) || first === 'me';
}
