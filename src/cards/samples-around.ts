import type { GroupRequest } from '../domain/requests.ts';
import { alan, grace, newGroup, otherScript, requestSample } from './samples.ts';

const at = new Date('2026-01-06T08:15:00Z');
const ref = ({ id, displayName }: { id: string; displayName: string }) => ({ id, displayName });

/** Ada and Grace write about Ada’s request. */
export function talkedAbout(): GroupRequest {
  const request = requestSample();
  const { requester } = request;
  const words = [
    [ref(grace), 'For how long would you need it?\nThe guild is nearly full.'],
    [requester, 'Until the spring issue is out. **I promise**.'],
    [ref(otherScript), 'Fine with me.'],
  ] as const;
  const last = words.map(([by, text], index) => ({
    id: String(index),
    by,
    at: new Date(at.getTime() + index * 60_000),
    text,
  }));
  return { ...request, comments: { count: 5, last } };
}

/** Ada had Grace reminded. */
export function reminded(): GroupRequest {
  return { ...requestSample(), nudge: { at, people: [ref(grace)] } };
}

/** Grace rejected it the first time. */
export function askedOnceMore(): GroupRequest {
  const { id } = requestSample();
  const reason = 'The guild is full until spring.';
  return { ...requestSample(), follows: { id, status: 'rejected', by: ref(grace), at, reason } };
}

/** Ada asked for a public group, and got a private one under another name. */
export function approvedOtherwise(): GroupRequest {
  const request = newGroup('done');
  const { details } = request;
  if (!details) return request;
  const asked = { ...details, displayName: 'Rock Pool', visibility: 'public' as const };
  return { ...request, askedAs: { plan: asked } };
}

/** Grace let Ada in, and took it back. */
export function takenBack(): GroupRequest {
  const request = requestSample('done');
  return { ...request, status: 'undone', undone: { by: ref(grace), at } };
}

/** Ada asks for a group that Alan will own. */
export function forSomebodyElse(): GroupRequest {
  return { ...newGroup(), subject: ref(alan) };
}
