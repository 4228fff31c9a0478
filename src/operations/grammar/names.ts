import { periodIn, timeAtEnd } from '../../domain/when.ts';
import { conceptOf } from './concepts.ts';
import { textOf, type Token } from './tokens.ts';

/** In quotes, an address, with a capital inside of the sentence, or in another script. */
export function isName(tokens: readonly Token[], at: number): boolean {
  const { text = '', key = '' } = tokens[at] ?? {};
  if (key === '') return text !== '' && /[\p{L}\p{N}]/u.test(text);
  if (/@|\d/u.test(key) || !/\p{Script=Latin}/u.test(key)) return true;
  const isShouted = tokens.every(({ text: other }) => other === other.toUpperCase());
  return (
    at > 0 && !isShouted && /^\P{L}*\p{Lu}/u.test(text) && key !== 'i' && !/[.!?]$/u.test(tokens[at - 1]?.text ?? '')
  );
}

/** The same wherever it stands: the first word of a sentence may be a name, too. */
export function mayBeName({ text, key }: Token): boolean {
  if (key === '') return /[\p{L}\p{N}]/u.test(text);
  return /@|\d/u.test(key) || !/\p{Script=Latin}/u.test(key) || (/^\P{L}*\p{Lu}/u.test(text) && key !== 'i');
}

/** Without the lower-case words around what is plainly a name. */
export function properName(tokens: readonly Token[]): readonly Token[] {
  const places = tokens.flatMap((token, at) => (mayBeName(token) ? at : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return tokens;
  // What says until when is never lost.
  const around = [tokens.slice(0, first), tokens.slice(last + 1)].map(textOf);
  if (around.some((words) => words !== '' && saysTime(words))) return tokens;
  // “Autumn catalogue” may go on, “Book Club” is whole.
  if (places.includes(last - 1)) return tokens.slice(first, last + 1);
  const after = tokens.slice(last + 1).findIndex(({ key }) => conceptOf(key) === undefined);
  return tokens.slice(first, after < 0 ? tokens.length : last + 1 + after);
}

function saysTime(words: string): boolean {
  return timeAtEnd(words) !== undefined || periodIn(words).period !== undefined;
}
