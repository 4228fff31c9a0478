/** Between people and the group they are to be in: “ada to Design Guild”. */
export const toGroup = /(?:^|\s)(?:into|onto|inside|to|in|2)\s+/iu;
/** Between people and the group they leave: “ada from Design Guild”. */
export const fromGroup = /(?:^|\s)(?:out\s+of|from)\s+/iu;
/** Between a person and the group to own: “ada of Design Guild”, “ada an owner of Design Guild”. */
export const ownerOfGroup = /(?:^|\s)(?:(?:an?\s+)?(?:co-?)?owner\s+)?(?:of|to|in|for)\s+/iu;
/** Between an owner and the group: “ada from Design Guild”, “ada as owner of Design Guild”. */
export const asOwnerFromGroup = /(?:^|\s)(?:as\s+(?:an?\s+)?(?:co-?)?owner\s+)?(?:from|of|in)\s+/iu;

/**
 * Takes the words after a command apart at the first link between people and a group; no name of a person holds one, a
 * group's may. Without a link they are people where they look like addresses or a list, else a group.
 */
export function peopleAndGroup(words: string, link: RegExp): { people?: string; group?: string } {
  const found = link.exec(words);
  if (!found) return /[@,;]/u.test(words) ? field('people', words) : field('group', words);
  const group = words
    .slice(found.index + found[0].length)
    .replace(/^(?:the\s+)?(?:group|team)\s+(?=\S)/iu, '')
    .replace(/^the\s+(?=\p{Lu})/u, '');
  return { ...field('people', words.slice(0, found.index)), ...field('group', group) };
}

function field(name: 'people' | 'group', words: string): Record<string, string> {
  const value = words.trim().replace(/^["'“”„‘«»`]|["'“”’«»`]$/gu, '');
  return value === '' ? {} : { [name]: value };
}

/** The same where one person is meant, by the names of the fields. */
export function personAndGroup(words: string, link: RegExp): { person?: string; group?: string } {
  const { people, group } = peopleAndGroup(words, link);
  return { ...(people !== undefined && { person: people }), ...(group !== undefined && { group }) };
}

/**
 * A list of people as it is typed or pasted: separated by commas, semicolons, lines or “and”. With semicolons or lines a
 * comma belongs to a name, as mail programs write it; of `Ada <ada@contoso.com>` the address counts.
 * @returns each once, as written
 */
export function peopleIn(list: string): string[] {
  const separator = /[;\n]/u.test(list) ? /[;\n]/u : /,|\s(?:and|&)\s/iu;
  const names = list.split(separator).map((part) => (/<([^<>\s]+@[^<>\s]+)>/u.exec(part)?.[1] ?? part).trim());
  const cleaned = names.map((name) => name.replace(/^(?:and|&)\s+|^["'“”„,]+|["'“”,.]+$/giu, '').trim());
  return [...new Map(cleaned.filter((name) => name !== '').map((name) => [name.toLowerCase(), name])).values()];
}
