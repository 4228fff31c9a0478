/** Takes “SEC Release to SEC Build” apart: what is to be inside, and the group, which stands alone without a link. What stands in quotes is one name. */
export function insideAndGroup(words: string, link: RegExp): { thing?: string; group?: string } {
  const quoted = /^["“„«](.+?)["”“»]\s+\S+\s+(.+)$/su.exec(words);
  const found = link.exec(words);
  const [thing, group] = quoted
    ? [quoted[1], quoted[2]]
    : found
      ? [words.slice(0, found.index), words.slice(found.index + found[0].length)]
      : ['', words];
  return { ...field('thing', thing), ...field('group', group) };
}

export const intoGroup = /\s+(?:into|to|inside|in)\s+(?:the\s+)?(?:group\s+)?/iu;
export const outOfGroup = /\s+(?:out\s+of|from)\s+(?:the\s+)?(?:group\s+)?/iu;

function field(name: 'thing' | 'group', words = ''): Record<string, string> {
  const value = words.trim().replace(/^["'“”„‘«»`]|["'“”’«»`]$/gu, '');
  return value === '' ? {} : { [name]: value };
}
