/**
 * Takes the words after a command apart where what follows a link is free text: “Design Guild to Design Circle”. The last
 * link counts, because a group is oftener called “Road to Nowhere” than it is to be; in quotes a name may hold any.
 * @param link with the flag `g`
 * @returns `group`, and under `field` the text
 */
export function textAfter(words: string, link: RegExp, field: string): Record<string, string> {
  const quoted = /^["“„«](.+?)["”“»](.*)$/su.exec(words);
  const inside = quoted?.[1];
  if (inside !== undefined) {
    const rest = quoted?.[2] ?? '';
    const found = new RegExp(`^${link.source}`, link.flags.replace('g', '')).exec(rest);
    return { group: inside, ...(found && { [field]: unquoted(rest.slice(found[0].length)) }) };
  }
  const found = [...words.matchAll(link)].at(-1);
  if (!found) return words.trim() === '' ? {} : { group: words.trim() };
  return { group: words.slice(0, found.index).trim(), [field]: unquoted(words.slice(found.index + found[0].length)) };
}

/**
 * The other way around: “Hiring in Design Guild”. The last link counts here too.
 * @param link with the flag `g`
 * @returns under `field` the text, and `group`; without a link the text alone
 */
export function textBefore(words: string, link: RegExp, field: string): Record<string, string> {
  const found = [...words.matchAll(link)].at(-1);
  const text = unquoted(found ? words.slice(0, found.index) : words);
  const group = found ? unquoted(words.slice(found.index + found[0].length)) : '';
  return { ...(text !== '' && { [field]: text }), ...(group !== '' && { group }) };
}

function unquoted(text: string): string {
  return text.trim().replace(/^["“„«](.*)["”“»]$/su, '$1');
}
