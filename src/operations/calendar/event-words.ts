import { isTime } from '../../domain/wall-clock.ts';

const day =
  /(?:on\s+)?(\d{4}-\d\d-\d\d|today|tomorrow|(?:(?:next|this)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day)/;
const clock = String.raw`\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?|noon|midnight`;
const time = new RegExp(String.raw`(?:at|from)\s+(${clock})(?:\s*(?:-|–|to|until|till)\s*(${clock}))?`);
const length = /for\s+(an?|half\s+an|\d{1,3}(?:[.,]5)?)\s*(h|hours?|min|minutes?)/;

interface Said {
  day?: string;
  start?: string;
  end?: string;
  /** How long, in minutes. */
  minutes?: string;
}

/**
 * Takes “Design Guild on Friday at 10 for an hour: Critique” apart. Days, times and lengths count at the ends alone, so
 * that a group may be called “Cakes on Friday afternoons”; in quotes it may be called anything.
 * @returns fields of the form; days and times as they were said where they cannot be read yet
 */
export function eventWords(words: string): Record<string, string> {
  const { head, subject } = atColon(words.trim());
  const said: Said = {};
  const group = withoutTimes(head, said).replace(/^["“„«](.+)["”“»]$/su, '$1');
  return { ...said, ...(group !== '' && { group }), ...(subject !== '' && { subject }) };
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

const pieces: readonly { pattern: RegExp; read: (found: readonly string[], said: Said) => void }[] = [
  { pattern: day, read: ([said = ''], into) => (into.day ??= said.toLowerCase()) },
  {
    pattern: time,
    read([start = '', end = ''], into) {
      into.start ??= timeIn(start);
      if (end !== '') into.end ??= timeIn(end);
    },
  },
  { pattern: length, read: ([count = '', unit = ''], into) => (into.minutes ??= String(minutesIn(count, unit))) },
];

/** What is left are the words for the group. */
function withoutTimes(head: string, said: Said): string {
  let rest = head;
  for (let before = ''; before !== rest;) {
    before = rest;
    for (const { pattern, read } of pieces) {
      const found =
        new RegExp(String.raw`(?:^|\s+)${pattern.source}$`, 'iu').exec(rest) ??
        new RegExp(String.raw`^${pattern.source}(?=\s|$)`, 'iu').exec(rest);
      if (!found) continue;
      read(found.slice(1), said);
      rest = (rest.slice(0, found.index) + rest.slice(found.index + found[0].length)).trim();
    }
    rest = rest.replace(/^(?:in|for|with|of)\s+(?:the\s+(?:group|team)\s+)?(?=\S)/iu, '');
  }
  return rest;
}

/** `3pm`, `10`, `9.30` as a time of the day; what is none stays as it is. */
function timeIn(words: string): string {
  const said = words.toLowerCase().replace(/[\s]|(?<=[ap])\.|\.$/gu, '');
  if (said === 'noon') return '12:00';
  if (said === 'midnight') return '00:00';
  const [, hour = '', minute = '00', half] = /^(\d{1,2})(?:[:.](\d\d))?([ap]m?)?$/.exec(said) ?? [];
  const isHalf = half !== undefined && Number(hour) >= 1 && Number(hour) <= 12;
  const hours = isHalf ? (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0) : Number(hour);
  const read = `${String(hours).padStart(2, '0')}:${minute}`;
  return hour !== '' && (half === undefined || isHalf) && isTime(read) ? read : words;
}

function minutesIn(count: string, unit: string): number {
  const said = count.toLowerCase();
  const number = said.startsWith('half') ? 0.5 : said.startsWith('a') ? 1 : Number(said.replace(',', '.'));
  return Math.round(number * (unit.toLowerCase().startsWith('h') ? 60 : 1));
}
