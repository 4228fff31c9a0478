import type { ApprovalStage, ApproverSource, CarriedOutBy } from './approvals.ts';
import type { PersonRef } from './people.ts';

/** What one person said in one stage, or about the whole. */
export interface Decision {
  by: PersonRef;
  /** In whose place, where somebody who is away handed it over: it counts as their word. */
  for?: PersonRef;
  at: Date;
  outcome: 'approved' | 'rejected';
  /** Required on rejection. */
  reason: string;
}

/** One stage of a request, as the rule was when it was made. */
export interface RequestStage extends ApprovalStage {
  /** Who are asked. Whether one still may decide is looked at again on each click. */
  approvers: readonly PersonRef[];
  /** Who are asked as well when nobody has decided for too long; any of them can then decide for the stage. */
  standIns: readonly PersonRef[];
  /** In the order in which they came; one of each person, whoever said it in their place. */
  decisions: readonly Decision[];
  /** When it became this stage's turn. */
  begunAt?: Date;
  /** When the stand-ins were asked. */
  escalatedAt?: Date;
}

/** What else of its rule holds for a request, whatever becomes of the policy. */
export interface RequestTerms {
  /** Name of the rule; empty for what holds anyway. */
  rule: string;
  carriedOutBy: CarriedOutBy;
  remindAfterDays?: number;
  escalation?: { afterDays: number; to: ApproverSource };
  lapsesAfterDays: number;
  /** The group was open to all when somebody asked to join, but the directory did not let them in by themselves. */
  wasPublic?: true;
}

/** What holds where no rule says anything else. */
export const plainTerms: RequestTerms = { rule: '', carriedOutBy: 'approver', lapsesAfterDays: 7 };

/** A stage before anybody has said anything. */
export function newStage(
  by: ApproverSource,
  approvers: readonly PersonRef[],
  more: Partial<Pick<RequestStage, 'decides' | 'standIns' | 'begunAt'>> = {},
): RequestStage {
  return { by, decides: 'any', approvers, standIns: [], decisions: [], ...more };
}

/** Everybody who is asked in a stage now. */
export function askedIn({ approvers, standIns, escalatedAt }: RequestStage): readonly PersonRef[] {
  return escalatedAt ? [...approvers, ...standIns] : approvers;
}

/** Whether somebody is among those who are asked, now or when nobody decides. */
export function isAskedIn({ approvers, standIns }: RequestStage, userId: string): boolean {
  return [...approvers, ...standIns].some(({ id }) => id === userId);
}

/** As whose word a decision counts. */
export function wordOf({ by, for: inPlaceOf }: Decision): PersonRef {
  return inPlaceOf ?? by;
}

/** What somebody has said in a stage, or what was said in their place. */
export function saidIn(stage: RequestStage | undefined, userId: string): Decision | undefined {
  return stage?.decisions.find((decision) => wordOf(decision).id === userId);
}

/** Those of whom a stage still waits: of each where all have to agree, else of any. */
export function openIn(stage: RequestStage): readonly PersonRef[] {
  return askedIn(stage).filter(({ id }) => !saidIn(stage, id));
}

/**
 * Whether a stage is agreed to once somebody more has approved: by anybody, by a stand-in, or by the last of all.
 * @param mayDecide the ids of those who were asked and still may decide; whoever may not is not waited for
 */
export function isAgreed(stage: RequestStage, mayDecide: ReadonlySet<string> | undefined): boolean {
  const approvals = stage.decisions.filter(({ outcome }) => outcome === 'approved');
  if (approvals.length === 0) return false;
  if (stage.decides === 'any') return true;
  const isStandIn = (said: Decision): boolean => stage.standIns.some(({ id }) => id === wordOf(said).id);
  if (approvals.some(isStandIn)) return true;
  const awaited = stage.approvers.filter(({ id }) => !mayDecide || mayDecide.has(id));
  return awaited.every(({ id }) => approvals.some((said) => wordOf(said).id === id));
}
