import { keysOf } from './tokens.ts';

const shown = ['it', 'this', 'that', 'this one', 'that one', 'that group', 'that team', 'the same'];
const here = ['this team', 'this group', 'the team', 'the group', 'our team', 'our group', 'this channel'];
const all = [...shown, ...here].map(keysOf);

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

/** Whether these are no names: the group “everything”, “all my groups” or “me alone”, the person “everybody”. */
export function namesNobody(group: unknown, person: unknown): boolean {
  const [first, ...others] = [group, person].map((name) => (typeof name === 'string' ? keysOf(name)[0] : undefined));
  return [first, ...others].some((key) => everybody.has(key ?? '')) || first === 'me';
}
