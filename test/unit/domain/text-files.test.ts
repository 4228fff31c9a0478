import { expect, it } from 'vitest';
import { textIn } from '../../../src/domain/text-files.ts';

const said = 'Zoë Vašková\nمريم';
const utf16 = Buffer.from(`\uFEFF${said}`, 'utf16le');

it.each([
  ['UTF-8', Buffer.from(said), 'UTF-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${said}`), 'UTF-8'],
  ['UTF-16 little-endian', utf16, 'UTF-16'],
  ['UTF-16 big-endian', Buffer.from(utf16).swap16(), 'UTF-16'],
])('reads %s', (_, bytes, encoding) => {
  expect(textIn(bytes)).toEqual({ text: said, encoding, isGuess: false });
});

it('falls back to Windows-1252, and says that it is a guess', () => {
  const bytes = Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x80, 0x9e]);
  expect(textIn(bytes)).toEqual({ text: 'Zoë €ž', encoding: 'Windows-1252', isGuess: true });
});

it('refuses what is no text', () => {
  expect(() => textIn(Buffer.from('PK\u0003\u0004rest'))).toThrow(expect.objectContaining({ code: 'file.workbook' }));
  expect(() => textIn(Buffer.from('a\0b\0'))).toThrow(expect.objectContaining({ code: 'file.not-text' }));
  expect(() => textIn(Buffer.from([0xff, 0xd8, 0xff, 0x00]))).toThrow(
    expect.objectContaining({ code: 'file.not-text' }),
  );
});
