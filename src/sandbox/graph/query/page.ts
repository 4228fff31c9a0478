import { createHash } from 'node:crypto';
import { badRequest, unsupportedQuery } from '../errors.ts';
import type { Call } from '../types.ts';
import { parseFilter } from './filter-parser.ts';
import { checkFilter, unknownProperty } from './filter-rules.ts';
import type { Listed } from './filter-rules.ts';
import { passes } from './filter-test.ts';
import { parseSearch } from './search.ts';
import { declaredProperties } from '../properties.ts';
import { schemaOf } from '../schema-values.ts';

/** What a list is taken from: `after` gives what comes after a sequence, in order of sequence. */
export interface Source<T extends Row> {
  listed: Listed;
  /** A list of links: filtering and sorting it always wants the advanced mode. */
  isRelation: boolean;
  after: (sequence: number) => Iterable<T>;
  read: (row: T, property: string) => unknown;
}

interface Row {
  id: string;
  sequence: number;
}

interface Page<T> {
  rows: T[];
  /** On the first page, when it was asked for in the advanced mode. */
  count?: number;
  nextLink?: string;
}

interface Cursor {
  sequence: number;
  /** Values of the sort properties of the last row. */
  keys: string[];
  fingerprint: string;
}

const defaultPageSize = 100;
const collator = new Intl.Collator('en', { sensitivity: 'accent', numeric: false });
const sortable = [
  'displayName',
  'userPrincipalName',
  'mail',
  'createdDateTime',
  'deletedDateTime',
  'givenName',
  'surname',
];

/** Whether the advanced query engine was asked for. */
export function isAdvanced({ query }: Call): boolean {
  return query.eventual && (query.count || query.search !== undefined);
}

/** One page by the query options. @throws GraphError 400 for what the resource cannot do */
export function readPage<T extends Row>(call: Call, source: Source<T>): Page<T> {
  const { query } = call;
  if (query.skip !== undefined) throw badRequest("'$skip' is not supported by the service.");
  const test = readTest(call, source);
  const compare = readOrder(call, source);
  const cursor = query.skipToken === undefined ? undefined : readCursor(query.skipToken, fingerprintOf(call));
  const size = query.top ?? defaultPageSize;
  const counts = query.count && query.eventual && !cursor;
  const page: Page<T> = { rows: [] };
  let more: boolean;
  if (compare) {
    const all = [...source.after(0)].filter(test);
    if (counts) page.count = all.length;
    const rest = cursor ? all.filter((row) => compare.isAfter(row, cursor)) : all;
    rest.sort(compare.rows);
    page.rows = rest.slice(0, size);
    more = rest.length > size;
  } else {
    more = fill(page.rows, source.after(cursor?.sequence ?? 0), test, size);
    if (counts) page.count = countAll(source.after(0), test);
  }
  const last = page.rows.at(-1);
  if (more && last) {
    const keys = (query.orderby ?? []).map(({ property }) => sortKey(source.read(last, property)));
    page.nextLink = nextLink(call, { sequence: last.sequence, keys, fingerprint: fingerprintOf(call) });
  }
  return page;
}

/** How many there are, for a `/$count` segment. */
export function countRows<T extends Row>(call: Call, source: Source<T>): number {
  if (!call.query.eventual) throw badRequest('$count is not currently supported.');
  return countAll(source.after(0), readTest({ ...call, query: { ...call.query, count: true } }, source));
}

function fill<T>(rows: T[], from: Iterable<T>, test: (row: T) => boolean, size: number): boolean {
  for (const row of from) {
    if (!test(row)) continue;
    if (rows.length === size) return true;
    rows.push(row);
  }
  return false;
}

function countAll<T>(from: Iterable<T>, test: (row: T) => boolean): number {
  let count = 0;
  for (const row of from) if (test(row)) count += 1;
  return count;
}

function readTest<T extends Row>(call: Call, source: Source<T>): (row: T) => boolean {
  const { filter, search, eventual } = call.query;
  const tests: ((row: T) => boolean)[] = [];
  if (search !== undefined) {
    if (!eventual) {
      throw unsupportedQuery(
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      );
    }
    const found = parseSearch(search, source.listed);
    tests.push((row) => found((property) => source.read(row, property)));
  }
  if (filter !== undefined) {
    const advanced = isAdvanced(call);
    const parsed = parseFilter(filter);
    if (source.isRelation && !advanced) {
      throw unsupportedQuery('The specified filter to the reference property query is currently not supported.');
    }
    checkFilter(parsed, source.listed, advanced, (name) => isSchema(call, source.listed, name));
    tests.push((row) => passes(parsed, (path) => source.read(row, path)));
  }
  return (row) => tests.every((test) => test(row));
}

/** Whether a name that filters may use is a schema extension of what is listed. */
function isSchema({ tenant }: Call, listed: Listed, name: string): boolean {
  return listed !== 'directoryObject' && schemaOf(tenant, name, listed) !== undefined;
}

interface Order<T> {
  rows: (a: T, b: T) => number;
  isAfter: (row: T, cursor: Cursor) => boolean;
}

function readOrder<T extends Row>(call: Call, source: Source<T>): Order<T> | undefined {
  const { orderby, filter } = call.query;
  if (!orderby) return undefined;
  const types = source.listed === 'directoryObject' ? (['user', 'group'] as const) : ([source.listed] as const);
  for (const { property } of orderby) {
    if (!types.some((type) => declaredProperties[type].has(property))) throw unknownProperty(property, source.listed);
    const needsAdvanced =
      filter !== undefined || source.isRelation || !/^(displayName|userPrincipalName)$/.test(property);
    if (!sortable.includes(property) || (needsAdvanced && !isAdvanced(call))) {
      throw unsupportedQuery('Sorting not supported for current query.');
    }
  }
  const keysOf = (row: T): string[] => orderby.map(({ property }) => sortKey(source.read(row, property)));
  const compare = (a: string[], aSequence: number, b: string[], bSequence: number): number => {
    for (const [index, { descending }] of orderby.entries()) {
      const order = collator.compare(a[index] ?? '', b[index] ?? '');
      if (order !== 0) return descending ? -order : order;
    }
    return aSequence - bSequence;
  };
  return {
    rows: (a, b) => compare(keysOf(a), a.sequence, keysOf(b), b.sequence),
    isAfter: (row, cursor) => compare(keysOf(row), row.sequence, cursor.keys, cursor.sequence) > 0,
  };
}

function sortKey(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function nextLink(call: Call, cursor: Cursor): string {
  const token = Buffer.from(JSON.stringify([cursor.sequence, cursor.keys, cursor.fingerprint])).toString('base64url');
  const options = [...new URLSearchParams(call.search)].filter(([name]) => !/^\$?skiptoken$/i.test(name));
  const query = [...options, ['$skiptoken', token]].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `${call.origin}/v1.0${call.path}?${query.replaceAll('%24', '$')}`;
}

/** A page token holds for the list and the options that it was made for. */
function fingerprintOf({ path, query }: Call): string {
  return createHash('sha256').update(`${path.toLowerCase()}?${query.fingerprint}`).digest('base64url').slice(0, 16);
}

function readCursor(token: string, fingerprint: string): Cursor {
  const expired = badRequest(
    'The specified page token value has expired and can no longer be included in your request.',
    'Directory_ExpiredPageToken',
  );
  try {
    const [sequence, keys, bound] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof sequence !== 'number' || !Array.isArray(keys) || bound !== fingerprint) throw expired;
    return { sequence, keys: keys.map(String), fingerprint };
  } catch {
    throw expired;
  }
}
