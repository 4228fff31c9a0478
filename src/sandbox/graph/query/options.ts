import { badRequest, unsupportedQuery } from '../errors.ts';
import type { GraphRequest } from '../exchange.ts';

/** The query options of a call, read but not yet held against the resource. */
export interface Query {
  select?: string[];
  filter?: string;
  search?: string;
  orderby?: { property: string; descending: boolean }[];
  expand?: { relation: string; select?: string[] }[];
  /** `$count=true` was asked for. */
  count: boolean;
  /** 1 to 999. */
  top?: number;
  skip?: number;
  skipToken?: string;
  deltaToken?: string;
  /** Address of the object that a link is removed to, where the path cannot name it. */
  id?: string;
  /** `ConsistencyLevel: eventual` was sent. */
  eventual: boolean;
  /** What the page token is bound to: everything but the token. */
  fingerprint: string;
}

const known = [
  'select',
  'filter',
  'search',
  'orderby',
  'expand',
  'count',
  'top',
  'skip',
  'skiptoken',
  'deltatoken',
  'format',
  'id',
];

/**
 * @param search the URL's query, without the question mark
 * @throws GraphError 400 for an option that Graph does not know or that is malformed
 */
export function readQuery(search: string, headers: GraphRequest['headers']): Query {
  const raw = readRaw(search);
  const query: Query = {
    count: readCount(raw.get('count')),
    eventual: String(headers['consistencylevel'] ?? '').toLowerCase() === 'eventual',
    fingerprint: JSON.stringify([...raw].filter(([name]) => name !== 'skiptoken').sort()),
  };
  const select = raw.get('select');
  if (select !== undefined && select !== '') query.select = names(select);
  const filter = raw.get('filter');
  if (filter !== undefined) query.filter = filter;
  const words = raw.get('search');
  if (words !== undefined) query.search = readSearch(words, headers);
  const orderby = raw.get('orderby');
  if (orderby !== undefined) query.orderby = names(orderby).map(readOrder);
  const expand = raw.get('expand');
  if (expand !== undefined) query.expand = readExpand(expand);
  const token = raw.get('skiptoken');
  if (token !== undefined) query.skipToken = token;
  const delta = raw.get('deltatoken');
  if (delta !== undefined) query.deltaToken = delta;
  const id = raw.get('id');
  if (id !== undefined) query.id = id;
  return { ...query, ...readPaging(raw) };
}

function readRaw(search: string): Map<string, string> {
  const raw = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const option = name.toLowerCase().replace(/^\$/, '');
    if (!known.includes(option)) {
      if (name.startsWith('$')) throw badRequest(`Query option '${name}' is not supported.`, 'BadRequest');
      continue;
    }
    if (raw.has(option)) throw badRequest(`Query option '$${option}' was specified more than once.`, 'BadRequest');
    raw.set(option, value);
  }
  return raw;
}

function readCount(value: string | undefined): boolean {
  if (value === undefined || /^(true|false)$/i.test(value)) return value?.toLowerCase() === 'true';
  throw badRequest(
    `Invalid value '${value}' for $count query option found. Valid values are 'true, false'.`,
    'BadRequest',
  );
}

/** An encoded ampersand ends the value too early in this version unless the caller asks for the repaired search. */
function readSearch(value: string, headers: GraphRequest['headers']): string {
  const repaired = /legacysearch\s*=\s*false/i.test(String(headers['prefer'] ?? ''));
  if (value.includes('&') && !repaired) throw badRequest("Unrecognized query argument specified: ''.", 'BadRequest');
  return value;
}

function readOrder(term: string): { property: string; descending: boolean } {
  const match = /^([\w/]+)(?:\s+(asc|desc))?$/i.exec(term);
  if (!match) throw badRequest(`Invalid orderby clause: '${term}'.`, 'BadRequest');
  return { property: match[1] ?? '', descending: match[2]?.toLowerCase() === 'desc' };
}

function readExpand(value: string): { relation: string; select?: string[] }[] {
  return value.split(/,(?![^(]*\))/).map((term) => {
    const match = /^(\w+)(?:\(\s*\$select=([\w,\s]+)\))?$/i.exec(term.trim());
    if (!match) throw badRequest(`Invalid $expand clause: '${term}'.`, 'BadRequest');
    return { relation: match[1] ?? '', ...(match[2] === undefined ? {} : { select: names(match[2]) }) };
  });
}

function readPaging(raw: Map<string, string>): { top?: number; skip?: number } {
  const paging: { top?: number; skip?: number } = {};
  const top = raw.get('top');
  if (top !== undefined) {
    if (!/^\d+$/.test(top)) throw badRequest(`Invalid value '${top}' for $top query option found.`, 'BadRequest');
    paging.top = Number(top);
    if (paging.top < 1 || paging.top > 999) {
      throw unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`);
    }
  }
  const skip = raw.get('skip');
  if (skip !== undefined) {
    if (!/^\d{1,9}$/.test(skip))
      throw badRequest(`Invalid value '${skip}' for $skip query option found.`, 'BadRequest');
    paging.skip = Number(skip);
  }
  return paging;
}

function names(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}
