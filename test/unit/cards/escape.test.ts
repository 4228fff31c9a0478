import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { escapeParagraphs, escapeText, plain } from '../../../src/cards/escape.ts';

const markdown = new MarkdownIt({ html: true, linkify: true });
const nasty = [
  '**bold** _it_ __u__ ~~gone~~ `code`',
  '[free](https://evil.example) ![x](y)',
  '<at>Everyone</at> <b>b</b> &lt;at&gt;',
  '# heading',
  '- list',
  '+ list',
  '1. one',
  '2) two',
  '> quote',
  'a | b',
  String.raw`back\slash \* end\ `.trim(),
  '${name} {{DATE(2026-01-01)}}',
  '"quoted" and ‘quoted’ & more',
  '---',
  'R&D 🚀 👩‍👩‍👧',
  'קבוצת עיצוב',
];

/** What Markdown makes of it, as text; tags would be gone. */
function shown(escaped: string): string {
  return markdown
    .render(escaped)
    .replace(/<[^>]*>/gu, '')
    .replace(/[\u2060\u2068\u2069]/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

describe('escapeText', () => {
  it.each(nasty)('shows %s exactly as typed', (text) => {
    expect(shown(escapeText(text))).toBe(text);
  });

  it.each(nasty)('lets %s become no markup', (text) => {
    expect(markdown.render(escapeText(text))).toMatch(/^<p>[^<]*<\/p>\n$/u);
  });

  it.each(['https://evil.example/x', 'www.evil.example', 'HTTP://EVIL.example'])('lets %s become no link', (text) => {
    expect(markdown.render(escapeText(text))).not.toContain('<a');
  });

  it('leaves no bracket of a tag, open or closed', () => {
    expect(escapeText('<at>Ada</at> <b <!-- <?')).not.toMatch(/<[a-z/!?]/iu);
  });

  it.each(['R&D', 'Design-Guild (Berlin)', 'a < b > c', 'C++ & C#', 'Hello!'])('leaves %s as it is', (text) => {
    expect(escapeText(text)).toBe(`\u2068${text}\u2069`);
  });

  it('keeps names that are written from right to left from turning the sentence around', () => {
    expect(escapeText('קבוצה')).toBe('\u2068קבוצה\u2069');
    expect(escapeText('evil\u202Etxt.exe\u2069\u2066')).toBe('\u2068eviltxt.exe\u2069');
  });

  it('is one line without control characters', () => {
    expect(plain('a\r\n\tb\u0000c\u200Bd')).toBe('a bcd');
  });

  it('cuts long text between characters, never inside one', () => {
    const family = '👩‍👩‍👧';
    expect(plain(family.repeat(100), 20)).toBe(`${family.repeat(2)}…`);
    expect(plain('x'.repeat(500), 20)).toHaveLength(20);
  });

  it('survives half a surrogate pair', () => {
    expect(plain('a\uD83D')).toBe('a\uFFFD');
  });

  it('is empty for nothing', () => {
    expect(escapeText(' \u200B ')).toBe('');
  });
});

describe('escapeParagraphs', () => {
  it('keeps the lines of a reason apart and harmless', () => {
    expect(escapeParagraphs('one\n- two\n\n\n# three')).toBe('\u2068one\n\n\\- two\n\n\\# three\u2069');
  });
});
