import { badRequest } from './errors.ts';
import { parseFilter } from './query/filter-parser.ts';
import { passes } from './query/filter-test.ts';
import { selected } from './team-shape.ts';
import type { Answer, Call } from './types.ts';

/** What a list outside the directory can do with the query options. */
interface Abilities {
  /** Rows on a page when `$top` says nothing. */
  pageSize?: number;
  /** Properties that `$filter` may name. */
  filters?: readonly string[];
  /** Properties that `$orderby` may name. */
  orders?: readonly string[];
}

/**
 * Answers a list of services that page by position: `$top`, `$skiptoken`, and what else they can do.
 * @throws GraphError 400 for options that this list does not have
 */
export function answerPlainList(
  call: Call,
  context: string,
  rows: readonly Record<string, unknown>[],
  { pageSize = 100, filters = [], orders = [] }: Abilities = {},
): Answer {
  const { query } = call;
  const kept = filtered(call, rows, filters);
  const sorted = ordered(call, kept, orders);
  const start = readPosition(query.skipToken);
  const size = query.top ?? pageSize;
  const value = sorted.slice(start, start + size).map((row) => selected(row, query.select));
  const next = start + size < sorted.length ? nextLink(call, start + size) : undefined;
  const body = {
    '@odata.context': `${call.origin}/v1.0/$metadata#${context}`,
    ...(query.count ? { '@odata.count': sorted.length } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': next }),
    value,
  };
  return { status: 200, body };
}

type Row = Record<string, unknown>;

function filtered({ query }: Call, rows: readonly Row[], names: readonly string[]): Row[] {
  if (query.filter === undefined) return [...rows];
  const test = parseFilter(query.filter);
  const asked = [...query.filter.replace(/'[^']*'/g, '').matchAll(/([a-z]\w*)(?=\s+(?:eq|ne|ge|le|gt|lt|in)\b)/gi)];
  const other = asked.find(([, name = '']) => !names.includes(name))?.[1];
  if (names.length === 0 || other !== undefined)
    throw badRequest(`'$filter' is not supported for '${other ?? 'this list'}'.`, 'BadRequest');
  return rows.filter((row) => passes(test, (path) => row[path]));
}

function ordered({ query }: Call, rows: Row[], names: readonly string[]): Row[] {
  const [first] = query.orderby ?? [];
  if (!first) return rows;
  if (!names.includes(first.property))
    throw badRequest(`'$orderby' is not supported for '${first.property}'.`, 'BadRequest');
  const compare = (a: unknown, b: unknown): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : text(a).localeCompare(text(b));
  const sign = first.descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(a[first.property], b[first.property]));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readPosition(token: string | undefined): number {
  if (token === undefined) return 0;
  const position = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isSafeInteger(position) && position > 0) return position;
  throw badRequest('The specified page token is not valid.', 'BadRequest');
}

function nextLink(call: Call, position: number): string {
  const options = [...new URLSearchParams(call.search)].filter(([name]) => !/^\$?skiptoken$/i.test(name));
  const token = Buffer.from(String(position)).toString('base64url');
  const query = [...options, ['$skiptoken', token]].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `${call.origin}/v1.0${call.path}?${query.replaceAll('%24', '$')}`;
}
