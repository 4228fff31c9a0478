/** Which marks may close a quotation that a mark opens, in the ways of many languages and keyboards. */
const closers: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”"“',
  '”': '”',
  '„': '“”"',
  '‟': '”',
  "'": "'’",
  '‘': "’'",
  '’': '’',
  '‚': '‘’',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '＂': '＂',
  '〝': '〞〟',
  '`': '`´',
};

/** How many of these parts, from `start` on, a quotation takes that the first of them opens; 0 when none does. */
export function quotedLength(parts: readonly string[], start: number): number {
  const closing = closers[parts[start]?.[0] ?? ''];
  if (closing === undefined) return 0;
  for (let end = start; end < parts.length; end++) {
    const last = (parts[end] ?? '').replace(/[.,;:?!)]+$/u, '');
    const isWhole = end > start || last.length > 1;
    if (isWhole && last !== '' && closing.includes(last.at(-1) ?? '')) return end - start + 1;
  }
  return 0;
}

/** Words without the quotes around all of them, and without the marks that end a sentence. */
export function unquoted(words: string): string {
  const closing = closers[words[0] ?? ''];
  // “15.3.” is a day with its dot alone.
  if (closing === undefined)
    return words.replace(/(?<=[\p{L}\p{N}])[.,;:?!]+$/u, (marks, at) =>
      marks.startsWith('.') && /\d\.\d{1,2}$/u.test(words.slice(0, Number(at))) ? '.' : '',
    );
  const end = Math.max(...Array.from(closing, (mark) => words.lastIndexOf(mark)));
  // Only marks may follow the closing quote; else the quotes belong to the name.
  return end > 0 && /^[.,;:?!\s]*$/u.test(words.slice(end + 1)) ? words.slice(1, end).trim() : words;
}
