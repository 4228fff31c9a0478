/** As what somebody is to be added; `unclear` where the cell says neither. */
export type PastedRole = 'member' | 'owner' | 'unclear';

/** A row of a list of people, as it was pasted or as it stands in a file. */
export interface PastedRow {
  /** Which row it was, from 1, without a heading. */
  number: number;
  /** The address in it, else what stands for a name. */
  wanted: string;
  /** Absent where no column says so: a member. */
  role?: PastedRole;
}

/** More pasted rows are for a file. */
export const mostPasted = 500;
/** More are for the directory's own import, or for a rule. */
export const mostInFile = 10_000;

const addressHeading =
  /^(?:e-?mails?|mail|upn|user\s*principal\s*name|sign-?in\s*name|user(?:\s*name)?|login|(?:e-?)?mail\s*address|address)$/iu;
const nameHeading = /^(?:(?:display|full)?\s*name|person|people|members?)s?$/iu;
const roleHeading = /^(?:role|membership|member\s*type|part)s?$/iu;

interface Heading {
  people: number;
  role?: number;
}

/**
 * Reads a list of people as it comes out of a mail, a chat, a table or a file: a row each, or one line with separators
 * (tab, semicolon, comma). Of several cells the one under a heading such as “E-mail” counts, else the one that is an
 * address, else the first. Cells in quotes may hold separators, doubled quotes and line breaks.
 */
export function rowsIn(text: string): PastedRow[] {
  const lines = linesIn(text.replace(/^\uFEFF/u, '').normalize('NFC')).filter(isFilled);
  const separatorTold = /^sep=([,;\t])$/iu.exec(lines[0] ?? '')?.[1];
  if (separatorTold !== undefined) lines.shift();
  const [first = ''] = lines;
  if (lines.length === 1 && headingSeparator(first) === undefined)
    return rowsFrom(inOneLine(first).map((part) => [part]));
  const separator = separatorTold ?? headingSeparator(first);
  const cells = lines.map((line) => cellsOf(line, separator ?? usualSeparator(line)));
  const heading = headingOf(cells[0] ?? []);
  return heading === undefined ? rowsFrom(cells) : rowsFrom(cells.slice(1), heading);
}

function rowsFrom(cells: readonly (readonly string[])[], heading?: Heading): PastedRow[] {
  const roleAt = heading?.role;
  return cells.flatMap((row, index) => {
    const wanted = clean(pick(row, heading?.people));
    if (wanted === '') return [];
    return [{ number: index + 1, wanted, ...(roleAt !== undefined && { role: roleIn(row[roleAt] ?? '') }) }];
  });
}

/** A row of nothing but separators is what tables leave below their end. */
function isFilled(line: string): boolean {
  return /[^\s,;"]/u.test(line);
}

/** A line break inside quotes that open a cell belongs to the cell; quotes that never close are ordinary characters. */
function linesIn(text: string): string[] {
  const broken = text.split(/\r\n?|\n|\u2028/u);
  const lines: string[] = [];
  for (let at = 0; at < broken.length; at++) {
    const joined = isOpen(broken[at] ?? '') ? closedAfter(broken, at) : undefined;
    lines.push(joined === undefined ? (broken[at] ?? '') : broken.slice(at, joined + 1).join(' '));
    at = joined ?? at;
  }
  return lines;
}

const mostLinesInCell = 20;

/** @returns the line in which the cell ends that is open at the end of this one */
function closedAfter(lines: readonly string[], from: number): number | undefined {
  for (let at = from + 1; at < Math.min(lines.length, from + mostLinesInCell); at++)
    if (quotesIn(lines[at] ?? '') % 2 === 1) return at;
  return undefined;
}

function isOpen(line: string): boolean {
  return quotesIn(line) % 2 === 1 && /(?:^|[,;\t])\s*"[^"]*$/u.test(line);
}

function quotesIn(line: string): number {
  return line.split('"').length - 1;
}

function inOneLine(line: string): string[] {
  const separator = /[;\t]/u.test(line) ? /[;\t]/u : /,/u.test(line) ? /,/u : /(?<=\S@\S+)\s+(?=\S+@\S)/u;
  return line.split(separator);
}

/** What stands between the headings, where the first line consists of known ones: then it is so in every row. */
function headingSeparator(line: string): string | undefined {
  return ['\t', ';', ','].find((separator) => line.includes(separator) && headingOf(cellsOf(line, separator)));
}

/** “Hopper, Grace” is one cell, unless an address follows: then the commas stand between cells. */
function usualSeparator(line: string): string | undefined {
  return line.includes('\t') ? '\t' : line.includes(';') ? ';' : line.includes('@') ? ',' : undefined;
}

function cellsOf(line: string, separator: string | undefined): string[] {
  if (separator === undefined) return /^[^,]*,\s*$/u.test(line) ? [line.replace(/,\s*$/u, '')] : [line];
  const cells: string[] = [];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '"' && isQuoted && line.charAt(at + 1) === '"') cell += line.charAt(++at);
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

/** @returns undefined where the first row names somebody already */
function headingOf(cells: readonly string[]): Heading | undefined {
  if (cells.some((cell) => cell.includes('@'))) return undefined;
  const at = (heading: RegExp): number => cells.findIndex((cell) => heading.test(clean(cell)));
  const people = [at(addressHeading), at(nameHeading)].find((index) => index >= 0);
  if (people === undefined) return undefined;
  const role = at(roleHeading);
  return { people, ...(role >= 0 && { role }) };
}

function pick(cells: readonly string[], heading: number | undefined): string {
  const under = heading === undefined ? undefined : cells[heading];
  return (under?.trim() ? under : undefined) ?? cells.find((cell) => cell.includes('@')) ?? cells[0] ?? '';
}

function roleIn(cell: string): PastedRole {
  if (/^(?:members?|guests?|user)?$/iu.test(cell)) return 'member';
  return /^owners?$/iu.test(cell) ? 'owner' : 'unclear';
}

/** Of `Ada <ada@contoso.com>` the address counts; marks around are left out. */
function clean(cell: string): string {
  const address = /<([^<>\s]+@[^<>\s]+)>/u.exec(cell)?.[1] ?? cell;
  return address.replace(/^[\s"'“”„<,;•*\-–]+|[\s"'“”>,;]+$/gu, '').trim();
}
