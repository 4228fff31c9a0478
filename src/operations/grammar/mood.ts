import { keysOf, startsWith, type Token } from './tokens.ts';

const negations = ['do not', 'does not', 'did not', 'must not', 'should not', 'can not', 'will not', 'would not']
  .concat('not', 'never', 'nobody', 'no one', 'unable', 'rather not', 'would rather not', 'no need', 'cancel', 'stop')
  .concat('please do not', 'i do not', 'we must not', 'we do not', 'i would rather not', 'we should not', 'instead of')
  .map(keysOf);
const questions = [
  'how',
  'why',
  'when',
  'what happens',
  'what if',
  'what would happen',
  'what about',
  'what does',
  'should',
]
  .concat('who can', 'who may', 'is it possible', 'is it allowed', 'is it ok', 'am i allowed', 'is it safe', 'explain')
  .concat('where can', 'where do', 'are you sure', 'can anybody', 'can somebody', 'before', 'after', 'unless')
  .map(keysOf);
const conditions = new Set([
  'if',
  'unless',
  'when',
  'until',
  'till',
  'once',
  'tomorrow',
  'later',
  'wait',
  'nevermind',
  'kidding',
  'joking',
]);

/** How something is said of a command, other than asking for it. `about`: somebody wants to know about it. */
export type Mood = 'asks' | 'negates' | 'about';

/** @param tokens without courtesies */
export function moodOf(tokens: readonly Token[]): Mood {
  if (negations.some((words) => startsWith(tokens, words))) return 'negates';
  return questions.some((words) => startsWith(tokens, words)) ? 'about' : 'asks';
}

/** Whether it says when, under which condition, or with a second thought; or asks rather than wants. */
export function isHesitant(tokens: readonly Token[], mayAsk: boolean): boolean {
  const asked = tokens.findIndex(({ text, key }) => key !== '' && /\?[!.…]*$/u.test(text));
  const isAsked = asked >= 0 && !(mayAsk && asked === tokens.length - 1);
  return isAsked || tokens.slice(1).some(({ key }) => conditions.has(key));
}
