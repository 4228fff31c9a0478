import type { GroupRequest } from '../domain/requests.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';

/** Who decided, for a `TextBlock`. */
export function deciderOf({ decision }: GroupRequest): string {
  return escapeText(decision?.by.displayName ?? 'An owner', 80);
}

/** When it was decided, for the middle of a sentence. */
export function decidedAt({ decision }: GroupRequest, reader: Reader): string {
  // These cards stay as they were drawn: “just now” would soon be wrong.
  return decision ? `on ${longTime(decision.at, reader)}` : 'some time ago';
}
