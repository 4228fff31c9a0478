import type { GroupKind, Visibility } from './groups.ts';

/** What the directory says of a group, as far as the scan asks. */
export interface DirectoryFacts {
  displayName: string;
  kind: GroupKind;
  /** Members are computed from a rule. */
  isDynamic: boolean;
  /** Mastered on premises. */
  isSynced: boolean;
  hasTeam: boolean;
  visibility: Visibility;
  classification: string | null;
  createdAt: Date | null;
  /** When it was renewed last; the day on which it was made for one that never was. */
  renewedAt: Date | null;
  /** Null when no lifecycle policy covers the group. */
  expiresAt: Date | null;
}

/**
 * How a group went: `deleted` can be brought back for 30 days, `purged` is gone for ever, and of one that is `missing` only
 * that is known: it was not there any more when everything was read anew, or when somebody asked for it.
 */
export type Departure = 'deleted' | 'purged' | 'missing';

/** News of one group. Facts that are absent are as they were before. */
export type DirectoryChange =
  { id: string; facts: Partial<DirectoryFacts> } | { id: string; gone: Exclude<Departure, 'missing'> };

/** What the app knows of a group. It is kept for timed work, and shown to nobody who could not read it in the directory. */
export interface DirectoryGroup extends DirectoryFacts {
  tenantId: string;
  id: string;
  /** Owners who are people, by object id, once somebody has looked: only groups with which something is due are looked at. */
  owners?: { ids: string[]; at: Date };
  /** When the app learnt that it is gone; the directory does not say when it went. */
  gone?: { as: Departure; at: Date };
}

/** What was found out about one group by asking for it alone. */
export type GroupLook =
  { id: string; displayName: string; expiresAt?: Date; ownerIds?: readonly string[] } | { id: string; gone: true };

/**
 * Where reading a directory stands. A round is over when its last page was read; a full one when, moreover, what it did
 * not see was marked as missing.
 */
export interface ReadingPlace {
  /** Goes up whenever the place moves. */
  step: number;
  /** Goes up with each full round. */
  generation: number;
  round: 'full' | 'changes';
  /** `skip.…` within a round, `delta.…` after it; absent before the first page of a full one. */
  token?: string;
  startedAt: Date;
  /** Set while what a full round did not see is being marked: up to which id that is done. */
  sweptTo?: string;
  /** When a full round ended last. */
  fullAt?: Date;
  /** Which rules about the life of groups held when the full round began, as `DirectoryScan.lifecycleRules` says. */
  rules?: string;
}

/** After so long everything is read anew, because Graph does not promise that each change of an end is among its news. */
const wholeEveryMs = 7 * 24 * 3_600_000;
/** A little less than a day, so that the scan of each day does. */
const wholeWithoutRulesMs = 20 * 3_600_000;

/**
 * Whether a full round has to begin: there was none, the rules have changed, or the last one was too long ago. Where the
 * app may not read the rules, a change of them is found by a full round a day.
 * @param rules undefined when the app may not know them
 */
export function needsFullRound(place: ReadingPlace | undefined, rules: string | undefined, now: Date): boolean {
  if (!place) return true;
  if (rules !== undefined && rules !== place.rules) return true;
  if (place.round === 'full') return false;
  const ageMs = Math.abs(now.getTime() - (place.fullAt ?? place.startedAt).getTime());
  return ageMs > (rules === undefined ? wholeWithoutRulesMs : wholeEveryMs);
}

/** Whether there is something left to do of the round that was begun. */
export function isUnderWay({ token, sweptTo }: ReadingPlace): boolean {
  return sweptTo !== undefined || !token?.startsWith('delta.');
}
