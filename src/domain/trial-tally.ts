import type { ApprovalRule } from './approvals.ts';
import { isChanged, trialOutcomes, tryRules, type Trial, type TrialOutcome } from './policy-trial.ts';
import type { RequestKind } from './request-kinds.ts';
import type { GroupRequest } from './requests.ts';

/** A request of the past, and what other rules would have made of it. */
export interface Tried {
  request: GroupRequest;
  trial: Trial;
}

/** What rules would have made of all requests of some days. */
export interface TrialTally {
  requests: number;
  /** Of each kind of request, how many would have gone which way. */
  kinds: ReadonlyMap<RequestKind, Readonly<Record<TrialOutcome, number>>>;
  tooLate: number;
  withoutReason: number;
  /** How many would have gone otherwise in any way. */
  changed: number;
  /** The last of these to be made, the newest first. */
  newest: readonly Tried[];
}

/**
 * Tries rules on requests of the past, of which any number may come.
 * @param mostKept of those that would have gone otherwise
 */
export async function tallyTrials(
  rules: readonly ApprovalRule[],
  past: AsyncIterable<{ request: GroupRequest; classification?: string }>,
  mostKept: number,
): Promise<TrialTally> {
  const kinds = new Map<RequestKind, Record<TrialOutcome, number>>();
  const tally = { requests: 0, tooLate: 0, withoutReason: 0, changed: 0 };
  let kept: Tried[] = [];
  for await (const { request, classification } of past) {
    const trial = tryRules(rules, request, classification);
    const ofKind = kinds.get(request.kind) ?? noneYet();
    kinds.set(request.kind, ofKind);
    ofKind[trial.outcome] += 1;
    tally.requests += 1;
    if (trial.isTooLate) tally.tooLate += 1;
    if (trial.isWithoutReason) tally.withoutReason += 1;
    if (!isChanged(trial)) continue;
    tally.changed += 1;
    kept.push({ request, trial });
    if (kept.length >= mostKept * 10) kept = newestOf(kept, mostKept);
  }
  return { ...tally, kinds, newest: newestOf(kept, mostKept) };
}

export function outcomesOf({ kinds }: Pick<TrialTally, 'kinds'>, outcome: TrialOutcome): number {
  return [...kinds.values()].reduce((sum, counts) => sum + counts[outcome], 0);
}

function noneYet(): Record<TrialOutcome, number> {
  return Object.fromEntries(trialOutcomes.map((outcome) => [outcome, 0])) as Record<TrialOutcome, number>;
}

function newestOf(tried: readonly Tried[], most: number): Tried[] {
  return tried.toSorted((a, b) => b.request.createdAt.getTime() - a.request.createdAt.getTime()).slice(0, most);
}
