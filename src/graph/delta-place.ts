import { AppError } from '../domain/errors.ts';
import { unusable } from './refusals.ts';

const placeShape = /^(?:skip|delta)\.[\w\-.~%!$'()*+,;:@/=]{1,8000}$/u;

/** Whether this is a place in a stream of changes as `placeIn` gives it out. */
export function isPlace(text: string): boolean {
  return placeShape.test(text);
}

/**
 * Where a page of a delta query ended, without the host: `delta.…` when the round is over, `skip.…` when it goes on.
 * @throws AppError `graph.malformed` when the page does not say
 */
export function placeIn(body: {
  '@odata.nextLink'?: string | undefined;
  '@odata.deltaLink'?: string | undefined;
}): string {
  const link = body['@odata.deltaLink'] ?? body['@odata.nextLink'] ?? '';
  const [, kind = '', token = ''] = /[?&](?:\$|%24)(skip|delta)token=([^&#]*)/iu.exec(link) ?? [];
  const place = `${kind.toLowerCase()}.${token}`;
  if (!isPlace(place)) throw unusable('graph.malformed', { part: 'deltaLink' });
  return place;
}

/** What was selected first stands in the token. */
export function placeQuery(place: string): string {
  const at = place.indexOf('.');
  return `$${place.slice(0, at) === 'skip' ? 'skip' : 'delta'}token=${place.slice(at + 1)}`;
}

/** Graph keeps its stream for some days only; after that, and when it says so, everything has to be read anew. */
export function isForgotten(error: unknown): boolean {
  return error instanceof AppError && error.code === 'page.stale';
}
