import { createHash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { unusable } from './refusals.ts';

/** Every character that Graph puts into a skip token as it stands in a URL, and none that could end the parameter. */
const tokenShape = /^[\w\-.~%!$'()*+,;:@/=]{1,4000}$/;

/** Before a number of things to skip; no skip token begins so. */
const skipMark = 'skip:';

/**
 * What a card may carry to get the rest of a list: the skip token of Graph's `nextLink`, tied to the question that it
 * continues. It names no host and no path, so that a forged one can at worst ask Graph the same question wrongly.
 */
export function nextOf(path: string, nextLink: string | undefined): string | undefined {
  if (nextLink === undefined) return undefined;
  const token = /[?&](?:\$|%24)skiptoken=([^&#]*)/i.exec(nextLink)?.[1];
  // Exchange counts what it has given out.
  const skipped = /[?&](?:\$|%24)skip=(\d{1,9})(?:[&#]|$)/i.exec(nextLink)?.[1];
  const place = token ?? (skipped === undefined ? undefined : `${skipMark}${skipped}`);
  if (place === undefined || !tokenShape.test(place)) throw unusable('graph.malformed', { part: 'nextLink' });
  return `${fingerprint(path)}.${place}`;
}

/**
 * The path that continues a list.
 * @param path the question as it was asked first
 * @param next what `nextOf` gave out; untrusted
 * @throws AppError `page.stale` when it does not belong to this question
 */
export function continued(path: string, next: string | undefined): string {
  if (next === undefined) return path;
  const split = next.indexOf('.');
  const token = next.slice(split + 1);
  if (split < 0 || next.slice(0, split) !== fingerprint(path) || !tokenShape.test(token)) throw stalePage();
  const parameter = token.startsWith(skipMark) ? `$skip=${token.slice(skipMark.length)}` : `$skiptoken=${token}`;
  return `${path}${path.includes('?') ? '&' : '?'}${parameter}`;
}

export function stalePage(): AppError {
  return new AppError('input', {
    code: 'page.stale',
    advice: 'This list is out of date. Please ask for it again.',
    field: 'next',
  });
}

function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('base64url').slice(0, 12);
}
