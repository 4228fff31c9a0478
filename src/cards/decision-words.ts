import type { GroupRequest, RequestStatus } from '../domain/requests.ts';
import type { Decision } from '../domain/stages.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';

/** A request that stands where each kind has words of its own. */
export type OrdinaryRequest = GroupRequest & { status: Exclude<RequestStatus, 'agreed' | 'settled' | 'undone'> };

/** The word that counts: of whoever carries out what others have agreed to, it is theirs. */
function lastWord({ decision, stages, terms }: GroupRequest): Decision | undefined {
  if (terms.carriedOutBy === 'approver' || decision?.outcome === 'rejected') return decision;
  return stages.at(-1)?.decisions.findLast(({ outcome }) => outcome === 'approved') ?? decision;
}

/** Who decided, for a `TextBlock`. */
export function deciderOf(request: GroupRequest): string {
  const decision = lastWord(request);
  return decision ? speakerOf(decision) : 'An owner';
}

/** Such as “Grace”, or “Grace, for Ada,” where Ada is away, for the beginning of a sentence. */
export function speakerOf({ by, for: inPlaceOf }: Decision): string {
  const name = escapeText(by.displayName, 80);
  return inPlaceOf ? `${name}, for ${escapeText(inPlaceOf.displayName, 80)},` : name;
}

/** When it was decided, for the middle of a sentence. */
export function decidedAt(request: GroupRequest, reader: Reader): string {
  const decision = lastWord(request);
  // These cards stay as they were drawn: “just now” would soon be wrong.
  return decision ? `on ${longTime(decision.at, reader)}` : 'some time ago';
}
