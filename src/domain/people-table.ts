/** A row of a list of people, as it was pasted. */
export interface PastedRow {
  /** Which row it was, from 1, without a heading. */
  number: number;
  /** The address in it, else what stands for a name. */
  wanted: string;
}

/** More are for the directory's own import, or for a rule. */
export const mostPasted = 500;

const addressHeading = /^(?:e-?mail|mail|upn|user\s*principal\s*name|sign-?in\s*name|user|login|address)\b/iu;
const nameHeading = /^(?:(?:display|full)?\s*name|person|member)s?$/iu;

/**
 * Reads a list of people as it comes out of a mail, a chat or a table: a row each, or one line with separators. Of several
 * cells the one under a heading such as “E-mail” counts, else the one that is an address, else the first.
 */
export function rowsIn(text: string): PastedRow[] {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .normalize('NFC')
    .split(/\r\n?|\n|\u2028/u)
    .filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const cells = lines.length === 1 ? inOneLine(first).map((part) => [part]) : lines.map(cellsOf);
  const heading = lines.length > 1 ? headingOf(cells[0] ?? []) : undefined;
  const rows = heading === undefined ? cells : cells.slice(1);
  return rows.flatMap((row, index) => {
    const wanted = clean(pick(row, heading));
    return wanted === '' ? [] : [{ number: index + 1, wanted }];
  });
}

function inOneLine(line: string): string[] {
  const separator = /[;\t]/u.test(line) ? /[;\t]/u : /,/u.test(line) ? /,/u : /(?<=\S@\S+)\s+(?=\S+@\S)/u;
  return line.split(separator);
}

/** “Hopper, Grace” is one cell, unless an address follows: then the commas stand between cells. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : line.includes('@') ? ',' : undefined;
  if (separator === undefined) return /^[^,]*,\s*$/u.test(line) ? [line.replace(/,\s*$/u, '')] : [line];
  const cells: string[] = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) cells.push('');
    else cells.push(`${cells.pop() ?? ''}${character}`);
  }
  return cells.map((cell) => cell.trim());
}

function headingOf(cells: readonly string[]): number | undefined {
  if (cells.some((cell) => cell.includes('@'))) return undefined;
  const address = cells.findIndex((cell) => addressHeading.test(clean(cell)));
  if (address >= 0) return address;
  const name = cells.findIndex((cell) => nameHeading.test(clean(cell)));
  return name >= 0 ? name : undefined;
}

function pick(cells: readonly string[], heading: number | undefined): string {
  const under = heading === undefined ? undefined : cells[heading];
  return (under?.trim() ? under : undefined) ?? cells.find((cell) => cell.includes('@')) ?? cells[0] ?? '';
}

/** Of `Ada <ada@contoso.com>` the address counts; marks around are left out. */
function clean(cell: string): string {
  const address = /<([^<>\s]+@[^<>\s]+)>/u.exec(cell)?.[1] ?? cell;
  return address.replace(/^[\s"'“”„<,;•*\-–]+|[\s"'“”>,;]+$/gu, '').trim();
}
