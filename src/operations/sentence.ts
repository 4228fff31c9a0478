/** One word of a sentence. */
export interface Token {
  /** As typed. */
  text: string;
  /** For comparing: lower case, without marks around it. */
  key: string;
}

const courtesies = [
  'please',
  'pls',
  'plz',
  'hey',
  'hi',
  'hello',
  'muster',
  'kindly',
  'now',
  'ok',
  'okay',
  'can you',
  'could you',
  'would you',
  'will you',
  'can i',
  'could i',
  'may i',
  'i want to',
  'i would like to',
  "i'd like to",
  'i wish to',
  'i need to',
  'help me',
  'help me to',
].map((courtesy) => courtesy.split(' '));
const trailing = new Set(['please', 'pls', 'plz', 'thanks', 'thx']);
// Bare “to” or “about” are left alone: groups are called “To do” and “About us”.
const articles = [
  ['to', 'the', 'group'],
  ['from', 'the', 'group'],
  ['for', 'the', 'group'],
  ['of', 'the', 'group'],
  ['the', 'group'],
  ['the', 'team'],
  ['group'],
  ['called'],
  ['named'],
];

/** The words of a sentence, without what is only polite. */
export function tokensOf(text: string): Token[] {
  const tokens = text
    .normalize('NFC')
    .slice(0, 2000)
    .split(/\s+/u)
    .map((part) => ({
      text: part,
      key: part
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu, '')
        .replace(/(?<=.)\?+$/u, ''),
    }))
    .filter(({ text: part }) => part !== '');
  return withoutCourtesy(tokens);
}

/** “Hello” alone is a sentence of its own, so the last word always stays. */
function withoutCourtesy(tokens: Token[]): Token[] {
  let start = 0;
  for (let found = true; found;) {
    const rest = tokens.slice(start);
    const courtesy = courtesies
      .filter((words) => words.length < rest.length && startsWith(rest, words))
      .sort((a, b) => b.length - a.length)[0];
    found = courtesy !== undefined;
    start += courtesy?.length ?? 0;
  }
  let end = tokens.length;
  while (end - start > 1 && trailing.has(tokens[end - 1]?.key ?? '')) end--;
  return tokens.slice(start, end);
}

/** @param words in lower case */
export function startsWith(tokens: readonly Token[], words: readonly string[]): boolean {
  return words.length <= tokens.length && words.every((word, index) => tokens[index]?.key === word);
}

/** What follows the command, as typed but for quotes around it and “the group” before it. */
export function wordsAfter(sentence: readonly Token[], length: number): string {
  let rest = sentence.slice(length);
  const article = articles.find((words) => words.length < rest.length && startsWith(rest, words));
  rest = rest.slice(article?.length ?? 0);
  return unquoted(rest.map(({ text }) => text).join(' '));
}

const quotes = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['»', '«'],
  ['`', '`'],
] as const;

function unquoted(words: string): string {
  const [open, close] = quotes.find(([first]) => words.startsWith(first)) ?? ['', ''];
  if (open === '') return words.replace(/(?<=[\p{L}\p{N}])[.?!]+$/u, '');
  const end = words.lastIndexOf(close);
  // Only marks and courtesies may follow the closing quote; else the quotes belong to the name.
  return end > 0 && /^[.,?!\s]*$/u.test(words.slice(end + close.length)) ? words.slice(open.length, end).trim() : words;
}
