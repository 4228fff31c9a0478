/** Characters that steer direction or cannot be seen: they could make a name look like another, or turn a sentence around. */
const invisible =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/**
 * Makes text that a person wrote safe for places that show it as it is: titles of buttons, notifications, choices.
 * One line; unpaired surrogates, control and direction characters are dropped.
 * @param maxLength in UTF-16 units; longer text ends in an ellipsis and is never cut inside a character
 */
export function plain(text: string, maxLength = 200): string {
  const line = text.toWellFormed().replace(invisible, '').replace(/\s+/gu, ' ').trim();
  return shorten(line, maxLength);
}

/**
 * Makes text that a person wrote safe for a `TextBlock` or a `Fact`, whose Markdown and mentions Teams renders: it shows
 * exactly as typed and can be no link, no list, no emphasis and no mention. Isolated from its surroundings, so that a
 * name written from right to left leaves the sentence around it alone.
 * @param maxLength see `plain`; counted before escaping
 */
export function escapeText(text: string, maxLength = 200): string {
  return isolate(escapeMarkdown(plain(text, maxLength)));
}

/** The same for text of several lines, such as a reason or a description: a line break stays one. */
export function escapeParagraphs(text: string, maxLength = 1000): string {
  const lines = shorten(text.toWellFormed().replace(/\r\n?/gu, '\n'), maxLength)
    .split('\n')
    .map((line) => escapeMarkdown(plain(line, maxLength)));
  return isolate(lines.join('\n\n').replace(/\n{3,}/gu, '\n\n'));
}

/**
 * As little as needed, because not every client takes a backslash away before every mark. A word joiner, which nobody
 * sees, keeps tags, entities and addresses from being any: that needs no client to undo it.
 */
function escapeMarkdown(line: string): string {
  return line
    .replace(/<(?=[a-z/!?])|&(?=#|\w+;)|:(?=\/\/)|\bwww(?=\.)/giu, '$&\u2060')
    .replace(/[\\`*_[\]~]/gu, String.raw`\$&`)
    .replace(/^[#+\->]/u, String.raw`\$&`)
    .replace(/^(\d+)(?=[.)])/u, '$1\\');
}

/** U+2068 and U+2069: first strong isolate and its end. */
function isolate(text: string): string {
  return text === '' ? '' : `\u2068${text}\u2069`;
}

function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (index + segment.length > maxLength - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}
