import { badRequest, unsupportedQuery } from '../errors.ts';
import type { Listed } from './filter-rules.ts';

/** Tests an object by its properties. */
type SearchTest = (read: (property: string) => unknown) => boolean;

/** Properties that are searched word by word; all others by how they begin. */
const tokenized = ['displayName', 'description'];
const searchable: Record<Listed, string[]> = {
  group: ['displayName', 'description', 'mail', 'mailNickname'],
  user: ['displayName', 'mail', 'userPrincipalName', 'givenName', 'surname'],
  directoryObject: ['displayName', 'description', 'mail', 'mailNickname', 'userPrincipalName', 'givenName', 'surname'],
};

/**
 * Reads a `$search` value: quoted clauses such as `"displayName:video"`, joined by AND and OR, with brackets.
 * @throws GraphError 400 when it is malformed or names a property that cannot be searched
 */
export function parseSearch(value: string, listed: Listed): SearchTest {
  const tokens = value.match(/"(?:[^"\\]|\\.)*"|\(|\)|[^\s()"]+|"/g) ?? [];
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const either = (): SearchTest => {
    let test = both();
    while (peek() === 'OR') {
      at += 1;
      const [left, right] = [test, both()];
      test = (read) => left(read) || right(read);
    }
    return test;
  };
  const both = (): SearchTest => {
    let test = single();
    while (peek() === 'AND' || peek().startsWith('"') || peek() === '(') {
      if (peek() === 'AND') at += 1;
      const [left, right] = [test, single()];
      test = (read) => left(read) && right(read);
    }
    return test;
  };
  const single = (): SearchTest => {
    const token = tokens[at++] ?? '';
    if (/^".*"$/su.test(token) && token.length > 1) return clause(token.slice(1, -1).replace(/\\(.)/g, '$1'), listed);
    const inner = token === '(' ? either() : undefined;
    if (!inner || tokens[at++] !== ')') throw syntaxError(value);
    return inner;
  };
  const test = either();
  if (at < tokens.length) throw syntaxError(value);
  return test;
}

function syntaxError(value: string): Error {
  return badRequest(
    `Syntax error: the search expression '${value}' is not valid. Clauses are put in quotes.`,
    'BadRequest',
  );
}

function clause(text: string, listed: Listed): SearchTest {
  const [, property, wanted] = /^(\w+):(.*)$/su.exec(text) ?? [];
  if (property === undefined || wanted === undefined) {
    const tests = searchable[listed].map((name) => propertyTest(name, text));
    return (read) => tests.some((test) => test(read));
  }
  if (!searchable[listed].includes(property)) {
    throw unsupportedQuery(`Unsupported or invalid search clause specified for property '${property}'.`);
  }
  return propertyTest(property, wanted);
}

function propertyTest(property: string, wanted: string): SearchTest {
  const start = wanted.trim().toLowerCase();
  if (!tokenized.includes(property)) {
    return (read) => start !== '' && textOf(read(property)).toLowerCase().startsWith(start);
  }
  const words = wordsOf(wanted);
  return (read) => {
    if (words.length === 0) return false;
    const value = textOf(read(property));
    const lower = value.toLowerCase();
    // Cutting into words is dear; most objects of a large directory fail this first.
    if (!words.every((word) => lower.includes(word))) return false;
    const found = wordsOf(value);
    return words.every((word) => found.some((candidate) => candidate.startsWith(word)));
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Words begin at spaces, at special characters, at digits, and where small letters are followed by a capital. */
export function wordsOf(text: string): string[] {
  const runs = text.match(/[\p{L}\p{M}]+|\p{N}+|\p{Extended_Pictographic}/gu) ?? [];
  return runs.flatMap((run) => run.split(/(?<=\p{Ll})(?=\p{Lu})/u)).map((word) => word.toLowerCase());
}
