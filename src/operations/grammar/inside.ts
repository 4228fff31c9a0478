import { startsAfterSmallTalk } from './courtesy.ts';
import { moodOf } from './mood.ts';
import { exactReading, type Found, type Vocabulary } from './readings.ts';
import { keysOf, startsWith, type Token } from './tokens.ts';

/** A command in the midst of a sentence; with a capital it belongs to a name. */
export function commandAt(vocabulary: Vocabulary, tokens: readonly Token[]): Found | undefined {
  return /^\p{Lu}/u.test(tokens[0]?.text ?? '') ? undefined : exactReading(vocabulary, tokens);
}

/** The command after words that ask for nothing: “I was wondering whether you could …”. */
export function afterSmallTalk(vocabulary: Vocabulary, tokens: readonly Token[]): Found | undefined {
  for (const start of startsAfterSmallTalk(tokens)) {
    const rest = tokens.slice(start);
    if (moodOf(rest) !== 'asks') return undefined;
    const found = commandAt(vocabulary, rest);
    if (found) return found;
  }
  return undefined;
}

const seeing = ['tell me', 'what are', 'show me', 'show', 'list', 'see', 'give me'].map(keysOf);

/** “Show me what expires”: the rest is a command of its own, and no group. */
export function wantedToSee(vocabulary: Vocabulary, tokens: readonly Token[]): Found | undefined {
  const words = seeing.find((one) => startsWith(tokens, one));
  const whole = exactReading(vocabulary, tokens);
  const found = words && commandAt(vocabulary, withoutArticles(tokens.slice(words.length)));
  return found && !found.operation.isChange && found.length + words.length > (whole?.length ?? 0) ? found : undefined;
}

function withoutArticles(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex(({ key }) => !['the', 'all', 'any'].includes(key));
  return tokens.slice(Math.max(start, 0));
}
