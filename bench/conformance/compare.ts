import type { DocumentedResponse } from './examples.ts';

/** An answer as it came over HTTP; JSON is read, any other body is text. */
export interface Received {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Headers that a client acts upon. */
const telling = ['location', 'content-location', 'retry-after', 'etag', 'preference-applied'];
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Annotations that come with the amount of data or with more metadata than is asked for. */
const incidental = ['@odata.nextLink', '@odata.deltaLink', '@odata.id'];

/** @returns in what the answer is not what the document shows, each in a few words; nothing when it is */
export function differences(documented: DocumentedResponse, received: Received): string[] {
  if (received.status !== documented.status)
    return [`status ${received.status} instead of ${documented.status}${because(received.body)}`];
  return [...headerDifferences(documented, received), ...bodyDifferences(documented.body, received.body)];
}

function because(body: unknown): string {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : undefined;
  return error ? ` (${String(error['code'])}: ${String(error['message'])})` : '';
}

function headerDifferences(documented: DocumentedResponse, { headers, body }: Received): string[] {
  return Object.entries(documented.headers).flatMap(([name, value]) => {
    const ours = headers[name.toLowerCase()];
    if (telling.includes(name.toLowerCase()) && (ours ?? '') === '') return [`header ${name} is missing`];
    if (name.toLowerCase() !== 'content-type' || body === undefined || documented.body === undefined) return [];
    return family(ours) === family(value) ? [] : [`Content-Type ${family(ours)} instead of ${family(value)}`];
  });
}

/** A list or an object of which nothing is shown. */
function isEmpty(documented: unknown): boolean {
  return typeof documented === 'object' && documented !== null && Object.keys(documented).length === 0;
}

function family(type: string | undefined): string {
  return (type ?? 'none').split(';')[0]?.trim().toLowerCase() ?? '';
}

function bodyDifferences(documented: unknown, body: unknown): string[] {
  if (documented === undefined || documented === null || documented === '' || isEmpty(documented)) return [];
  if (body === undefined) return ['the body is missing'];
  const shown = isObject(documented) ? documented['error'] : undefined;
  const ours = isObject(body) ? body['error'] : undefined;
  if (isObject(shown) && isObject(ours) && typeof shown['code'] === 'string' && shown['code'] !== ours['code'])
    return [`error code ${String(ours['code'])} instead of ${shown['code']}`];
  if (typeof documented === 'number' && typeof body === 'string')
    return /^\d+$/.test(body) ? [] : ['the body is not a number'];
  return shapeDifferences(documented, body, '');
}

/**
 * Names and JSON types, all the way down. More than is documented is fine, and null where a value can be missing. Of a list
 * the first item is documented: one of ours must be like it.
 */
function shapeDifferences(documented: unknown, ours: unknown, at: string): string[] {
  if (documented === null || (ours === null && at !== '' && !/(^|\.)(value|id|error)$/.test(at))) return [];
  if (typeOf(documented) !== typeOf(ours)) return [`${place(at)} is ${typeOf(ours)} instead of ${typeOf(documented)}`];
  if (Array.isArray(documented) && Array.isArray(ours)) return listDifferences(documented, ours, at);
  if (!isObject(documented) || !isObject(ours)) return [];
  const keys = Object.keys(documented);
  // Things by their ids, which are ours: like a list.
  if (keys.length > 0 && keys.every((key) => guid.test(key)))
    return listDifferences(Object.values(documented), Object.values(ours), at);
  return Object.entries(documented).flatMap(([name, value]) => {
    const path = at === '' ? name : `${at}.${name}`;
    if (name in ours) return shapeDifferences(value, ours[name], path);
    return incidental.includes(name) ? [] : [`${path} is missing`];
  });
}

function listDifferences(documented: unknown[], ours: unknown[], at: string): string[] {
  const [first] = documented;
  if (first === undefined) return [];
  if (ours.length === 0) return at === 'value' ? ['value is empty'] : [];
  const tries = ours.map((item) => shapeDifferences(first, item, `${at}[]`));
  return tries.reduce((best, one) => (one.length < best.length ? one : best));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function place(at: string): string {
  return at === '' ? 'the body' : at;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
