import Fuse from 'fuse.js';
import { builtInCommands, type BuiltInCommand } from './built-in-commands.ts';
import { operations } from './index.ts';
import { matchPhrase, phrasesOf } from './match-phrase.ts';
import type { Operation } from './operation.ts';
import { tokensOf, wordsAfter, type Token } from './sentence.ts';

/** What a sentence asks for. `words` follow the command: give them to `inputFromWords`. */
export type Understood = { operation: Operation; words: string } | { nearest: readonly Operation[] };

const operationPhrases = phrasesOf(operations);
const builtInPhrases = phrasesOf(builtInCommands);

/**
 * Finds the operation that a sentence starts with: in any case, with or without courtesy and punctuation. The longest
 * phrase wins; a typing mistake in the command is forgiven when one command is clearly meant.
 * @param text what the person wrote, without the mention of the bot
 */
export function understand(text: string): Understood {
  const sentence = tokensOf(text);
  const found = matchPhrase(operationPhrases, sentence);
  // “sing out” is nearer to a built-in command than to any operation, and must not become one.
  if (found && !builtInCommand(text)) return { operation: found.command, words: wordsAfter(sentence, found.length) };
  return { nearest: nearestTo(sentence) };
}

/** The command that the surface itself answers, if the sentence is one. Ask this before `understand`. */
export function builtInCommand(text: string): BuiltInCommand | undefined {
  const sentence = tokensOf(text);
  const found = matchPhrase(builtInPhrases, sentence);
  return found?.length === sentence.length ? found.command : undefined;
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
