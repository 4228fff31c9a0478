import type { ObjectRecord } from '../tenant/records.ts';
import { badRequest, unsupportedQuery } from './errors.ts';
import { checkSelect, readProperty, renderExpanded, renderObject } from './objects.ts';
import type { Listed } from './query/filter-rules.ts';
import { countRows, isAdvanced, readPage } from './query/page.ts';
import type { Source } from './query/page.ts';
import type { Answer, Call } from './types.ts';

/** `@odata.context` of an answer, with the selected properties. */
export function contextOf(call: Call, set: string, entity = false): string {
  const { select } = call.query;
  const properties = select ? `(${select.join(',')})` : '';
  return `${call.origin}/v1.0/$metadata#${set}${properties}${entity ? '/$entity' : ''}`;
}

/** Answers one page of a list of all groups or users. */
export function answerCollection(
  call: Call,
  listed: 'group' | 'user',
  after: (sequence: number) => Iterable<ObjectRecord>,
): Answer {
  return answerPage(call, { listed, isRelation: false, after, read: reader(call) }, `${listed}s`, false);
}

/** Answers the number of all groups or users, as text. */
export function answerCount(
  call: Call,
  listed: 'group' | 'user',
  after: (sequence: number) => Iterable<ObjectRecord>,
): Answer {
  return textCount(countRows(call, { listed, isRelation: false, after, read: reader(call) }));
}

/**
 * Answers one page of the objects at the other end of a link: all, or by the `cast` of the path those of one type.
 * A path that ends with `/$count` is answered with the number, one with `/$ref` with addresses only.
 */
export function answerLinks(
  call: Call,
  objects: readonly ObjectRecord[],
  options: { castIsPlain?: boolean } = {},
): Answer {
  const cast = readCast(call.params['cast']);
  const asCount = /\/(\$|%24)count$/i.test(call.path);
  if (cast && !asCount && options.castIsPlain !== true && !isAdvanced(call)) throw unsupportedQuery();
  const sorted = objects.filter((object) => !cast || object.type === cast).sort((a, b) => a.sequence - b.sequence);
  const listed: Listed = cast === 'user' || cast === 'group' ? cast : 'directoryObject';
  const source: Source<ObjectRecord> = {
    listed,
    isRelation: true,
    // Roles stand before everything else, below zero; zero itself is nobody and means the start.
    after: (sequence) => sorted.filter((object) => object.sequence > (sequence === 0 ? -Infinity : sequence)),
    read: reader(call),
  };
  if (asCount) return textCount(countRows(call, source));
  if (/\/(\$|%24)ref$/i.test(call.path)) return answerReferences(call, source);
  return answerPage(call, source, cast ? `${cast}s` : 'directoryObjects', !cast);
}

function reader(call: Call): Source<ObjectRecord>['read'] {
  return (object, property) => readProperty(call, object, property);
}

function answerPage(call: Call, source: Source<ObjectRecord>, set: string, typed: boolean): Answer {
  const { select } = call.query;
  checkSelect(call, select, source.listed);
  const page = readPage(call, source);
  const value = page.rows.map((object) => ({
    ...renderObject(call, object, { typed, select }),
    ...renderExpanded(call, object),
  }));
  return { status: 200, body: envelope(contextOf(call, set), page, value) };
}

function answerReferences(call: Call, source: Source<ObjectRecord>): Answer {
  const page = readPage(call, source);
  const value = page.rows.map((object) => ({ '@odata.id': `${call.origin}/v1.0/directoryObjects/${object.id}` }));
  return { status: 200, body: envelope(`${call.origin}/v1.0/$metadata#Collection($ref)`, page, value) };
}

function envelope(context: string, page: { count?: number; nextLink?: string }, value: unknown[]): unknown {
  return {
    '@odata.context': context,
    ...(page.count === undefined ? {} : { '@odata.count': page.count }),
    ...(page.nextLink === undefined ? {} : { '@odata.nextLink': page.nextLink }),
    value,
  };
}

function textCount(count: number): Answer {
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(count) };
}

/** @throws GraphError 400 for a type that links here do not lead to */
function readCast(cast: string | undefined): ObjectRecord['type'] | 'nothing' | undefined {
  if (cast === undefined) return undefined;
  const type = /^microsoft\.graph\.(\w+)$/i.exec(cast)?.[1]?.toLowerCase() ?? '';
  const types: Record<string, ObjectRecord['type'] | 'nothing'> = {
    user: 'user',
    group: 'group',
    directoryrole: 'directoryRole',
    administrativeunit: 'nothing',
    application: 'nothing',
    device: 'device',
    orgcontact: 'nothing',
    serviceprincipal: 'servicePrincipal',
  };
  const found = types[type];
  if (!found) throw badRequest(`Resource not found for the segment '${cast}'.`, 'BadRequest');
  return found;
}
