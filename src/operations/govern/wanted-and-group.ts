/**
 * Takes the words after a command apart where what is wanted comes first: “SPE_E3 to Design Guild”. The first link counts,
 * because what is wanted is a word of Microsoft's, and a group may be called “Road to Nowhere”.
 * @returns `group`, and under `field` what stands before the link
 */
export function wantedAndGroup(words: string, field: string, link: 'to' | 'from'): Record<string, string> {
  const text = words.trim();
  const [, group] = new RegExp(`^${link}\\s+(?:the\\s+group\\s+)?(.+)$`, 'su').exec(text) ?? [];
  if (group !== undefined) return { group };
  const at = new RegExp(`\\s${link}\\s+(?:the\\s+group\\s+)?`, 'u').exec(text);
  if (!at) return text === '' ? {} : { group: text };
  return { [field]: unquoted(text.slice(0, at.index)), group: unquoted(text.slice(at.index + at[0].length)) };
}

function unquoted(text: string): string {
  return text.trim().replace(/^["“„«](.*)["”“»]$/su, '$1');
}
