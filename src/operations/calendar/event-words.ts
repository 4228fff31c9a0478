import { timesIn } from '../../domain/when.ts';

/**
 * Takes “Design Guild on Friday at 10 for an hour: Critique” apart. Days, times and lengths count at the ends alone, so
 * that a group may be called “Cakes on Friday afternoons”; in quotes it may be called anything.
 * @returns fields of the form, and `when`: the words for the time, to be read when it is known where the person is
 */
export function eventWords(words: string): Record<string, string> {
  const { head, subject } = atColon(words.trim());
  const { rest, when } = timesIn(head);
  const group = rest
    .replace(/^(?:in|for|with|of)\s+(?:the\s+(?:group|team)\s+)?(?=\S)/iu, '')
    .replace(/^["“„«](.+)["”“»]$/su, '$1');
  return {
    ...(when !== undefined && { when }),
    ...(group !== '' && { group }),
    ...(subject !== '' && { subject }),
  };
}

/** The first colon that is not part of a time or of a name in quotes. */
function atColon(words: string): { head: string; subject: string } {
  const quoted = /["“„«].+?["”“»]/su.exec(words);
  const colon = [...words.matchAll(/:(?!\d\d)\s*/gu)].find(
    ({ index }) => !quoted || index < quoted.index || index >= quoted.index + quoted[0].length,
  );
  if (!colon) return { head: words, subject: '' };
  return { head: words.slice(0, colon.index).trim(), subject: words.slice(colon.index + colon[0].length).trim() };
}
