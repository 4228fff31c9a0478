import { AppError } from './errors.ts';

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

/** A text file that was read. */
export interface TextFile {
  text: string;
  encoding: Encoding;
  /** Nothing in the file says which encoding it has: letters with marks may be wrong. */
  isGuess: boolean;
}

/** More bytes are no list of people. */
export const fileLimitBytes = 5 * 1024 * 1024;

/**
 * Reads the bytes of a text file: UTF-16 by its mark, else UTF-8 with or without one, else Windows-1252, which fits
 * everything and is therefore a guess.
 * @throws AppError `file.workbook`, `file.not-text` (input)
 */
export function textIn(bytes: Uint8Array): TextFile {
  const [one, two] = bytes;
  if (one === 0xff && two === 0xfe) return { ...decoded(bytes, 'utf-16le'), encoding: 'UTF-16', isGuess: false };
  if (one === 0xfe && two === 0xff) return { ...decoded(bytes, 'utf-16be'), encoding: 'UTF-16', isGuess: false };
  if (one === 0x50 && two === 0x4b) throw workbook();
  if (bytes.includes(0)) throw notText();
  try {
    return { ...decoded(bytes, 'utf-8'), encoding: 'UTF-8', isGuess: false };
  } catch {
    return { ...decoded(bytes, 'windows-1252'), encoding: 'Windows-1252', isGuess: true };
  }
}

function decoded(bytes: Uint8Array, encoding: string): Pick<TextFile, 'text'> {
  return { text: new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes) };
}

function workbook(): AppError {
  return new AppError('input', {
    code: 'file.workbook',
    advice: 'This is a workbook or an archive. In Excel choose “Save as”, “CSV UTF-8”, and send that file.',
    field: 'file',
  });
}

function notText(): AppError {
  return new AppError('input', {
    code: 'file.not-text',
    advice: 'This file is no text. Send the list as a CSV or text file, such as Excel’s “CSV UTF-8”.',
    field: 'file',
  });
}
