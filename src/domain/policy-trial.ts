import { ruleFor, type ApprovalRule, type ApprovalStage, type ApprovalSubject } from './approvals.ts';
import { isForOwnersToDo } from './request-kinds.ts';
import type { GroupRequest } from './requests.ts';

const dayMs = 86_400_000;

/**
 * Whom a request would have asked under other rules. `free`: it would have been done at once instead of asked; `asked`: the
 * other way round; `more`, `fewer`: stages; `others`: as many stages, but other people.
 */
export type TrialOutcome = 'same' | 'free' | 'asked' | 'more' | 'fewer' | 'others';

export const trialOutcomes: readonly TrialOutcome[] = ['same', 'free', 'asked', 'more', 'fewer', 'others'];

export interface Trial {
  outcome: TrialOutcome;
  /** Who had to agree, and who would have had to. */
  before: readonly ApprovalStage[];
  after: readonly ApprovalStage[];
  /** The rule that would have held. */
  rule: string;
  /** It was decided on a day on which it would have lapsed already. */
  isTooLate: boolean;
  /** It was asked for without a reason, which would have been sent back. */
  isWithoutReason: boolean;
}

/** It would have gone otherwise in any way. */
export function isChanged({ outcome, isTooLate, isWithoutReason }: Trial): boolean {
  return outcome !== 'same' || isTooLate || isWithoutReason;
}

/**
 * Tries rules on a request of the past. Who passes a rule is not looked at: that is a question to the directory of today.
 * @param classification of its group, where that is there and known; a request for a new one says its own
 */
export function tryRules(
  rules: readonly ApprovalRule[],
  request: GroupRequest,
  classification: string | undefined,
): Trial {
  const { kind, group, details, stages: before, reason, createdAt, decision } = request;
  const classified = details?.classification ?? classification;
  const named = { displayName: details?.displayName ?? group.displayName };
  const subject: ApprovalSubject = { kind, group: { ...named, ...(classified && { classification: classified }) } };
  const rule = ruleFor(rules, subject);
  // What an owner did by themselves they would have done by themselves again, but for others whom the rule names.
  const wasOwners = before.length === 0 && isForOwnersToDo(request);
  const after = (rule?.stages ?? []).filter(({ by }) => !wasOwners || by.kind !== 'owners');
  const waitedMs = decision ? decision.at.getTime() - createdAt.getTime() : 0;
  const isAsked = after.length > 0;
  return {
    outcome: compared(before, after),
    before: before.map(({ by, decides }) => ({ by, decides })),
    after,
    rule: rule?.name ?? '',
    isTooLate: isAsked && rule !== undefined && waitedMs > rule.lapsesAfterDays * dayMs,
    isWithoutReason: isAsked && rule?.isReasonRequired === true && reason.trim() === '',
  };
}

function compared(before: readonly ApprovalStage[], after: readonly ApprovalStage[]): TrialOutcome {
  if (before.length !== after.length) {
    if (after.length === 0) return 'free';
    if (before.length === 0) return 'asked';
    return after.length > before.length ? 'more' : 'fewer';
  }
  const isSame = before.every((stage, index) => isSameStage(stage, after[index]));
  return isSame ? 'same' : 'others';
}

function isSameStage({ by, decides }: ApprovalStage, other: ApprovalStage | undefined): boolean {
  if (decides !== other?.decides || by.kind !== other.by.kind) return false;
  if (by.kind === 'people' && other.by.kind === 'people')
    return sorted(by.principalNames) === sorted(other.by.principalNames);
  return by.kind !== 'group' || other.by.kind !== 'group' || by.groupId === other.by.groupId;
}

function sorted(names: readonly string[]): string {
  return names
    .map((name) => name.toLowerCase())
    .sort()
    .join(' ');
}
