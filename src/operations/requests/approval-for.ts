import { ruleFor, type ApprovalRule, type ApprovalStage, type ApproverSource } from '../../domain/approvals.ts';
import { peopleFrom, type ApproverLookup } from '../../domain/approver-sources.ts';
import type { PersonRef } from '../../domain/people.ts';
import { nobodyDecides } from '../../domain/request-errors.ts';
import { isForOwnersToDo, type RequestKind } from '../../domain/request-kinds.ts';
import type { RequestStage, RequestTerms } from '../../domain/stages.ts';
import type { Services } from '../operation.ts';

/** What is wanted, as far as a rule and those who decide depend on it. */
export interface Wanted {
  kind: RequestKind;
  /** Without an id while it is not there. */
  group: { id?: string; displayName: string; classification?: string | undefined };
  /** Who is to be added or made an owner, where that is somebody else than the caller. */
  subject?: PersonRef;
  /** Whether the caller owns the group. */
  isOwner: boolean;
}

/** What a rule wants of a request: who has to agree, and with whose right it is done then. */
export interface Approval {
  stages: readonly RequestStage[];
  carriers: readonly PersonRef[];
  terms: RequestTerms;
  isReasonRequired: boolean;
}

/**
 * Finds the rule for what is wanted and whom its stages ask: never the caller, never whom it is about, never guests. What
 * owners do by themselves they need not ask owners for. Where that leaves nobody in a stage, those are asked to whom the
 * rule would escalate.
 * @returns undefined where nobody has to agree, and the caller does it with their own right
 * @throws AppError `group.no-owners`, `creation.no-approvers`, `approval.nobody` when a stage has nobody to ask
 */
export async function approvalFor(wanted: Wanted, services: Services): Promise<Approval | undefined> {
  const rule = ruleOf(wanted, services);
  if (!rule) return undefined;
  const { stages: asked, carriedOutBy } = await leftFor(rule, wanted, services);
  if (asked.length === 0 && carriedOutBy !== 'owner') return undefined;
  const standIns = rule.escalation ? await othersFrom(rule.escalation.to, wanted, services) : [];
  const stages = await Promise.all(asked.map((stage) => stageOf(stage, { rule, standIns }, wanted, services)));
  const carriers = await carriersFor(carriedOutBy, wanted, services);
  return { stages, carriers, terms: termsOf(rule, carriedOutBy), isReasonRequired: rule.isReasonRequired };
}

/** Whether anybody has to agree, and whether a reason has to be given then, without finding out who is asked. */
export async function rulingFor(
  wanted: Wanted,
  services: Services,
): Promise<{ isFree: boolean; isReasonRequired: boolean }> {
  const rule = ruleOf(wanted, services);
  const left = rule && (await leftFor(rule, wanted, services));
  const isFree = !left || (left.stages.length === 0 && left.carriedOutBy !== 'owner');
  return { isFree, isReasonRequired: !isFree && rule.isReasonRequired };
}

function ruleOf({ kind, group }: Wanted, { policy }: Services): ApprovalRule | undefined {
  const { classification, displayName } = group;
  return ruleFor(policy.approvals, { kind, group: { displayName, ...(classification && { classification }) } });
}

/** The stages that the caller's request has to go through. */
async function leftFor(
  { stages, carriedOutBy, passesFor }: ApprovalRule,
  wanted: Wanted,
  services: Services,
): Promise<Pick<ApprovalRule, 'stages' | 'carriedOutBy'>> {
  if (wanted.isOwner && isForOwnersToDo(wanted)) {
    const others = stages.filter(({ by }) => by.kind !== 'owners');
    // Their own right carries it out, where it was an owner's that did.
    const isTheirs = others.length < stages.length || carriedOutBy === 'owner';
    return { stages: others, carriedOutBy: isTheirs ? 'requester' : carriedOutBy };
  }
  if (!passesFor || stages.length === 0) return { stages, carriedOutBy };
  const people = await peopleFrom(passesFor, aboutOf(wanted, services), services.policy, lookupFor(wanted, services));
  if (!people.some(({ id }) => id === services.caller.userId)) return { stages, carriedOutBy };
  return { stages: carriedOutBy === 'approver' ? stages.slice(-1) : [], carriedOutBy };
}

async function stageOf(
  { by, decides }: ApprovalStage,
  { rule, standIns }: { rule: ApprovalRule; standIns: readonly PersonRef[] },
  wanted: Wanted,
  services: Services,
): Promise<RequestStage> {
  const approvers = await othersFrom(by, wanted, services);
  const others = standIns.filter(({ id }) => !approvers.some((one) => one.id === id));
  if (approvers.length > 0) return { by, decides, approvers, standIns: others, decisions: [] };
  if (!rule.escalation || standIns.length === 0) throw nobodyDecides(by, wanted);
  return { by: rule.escalation.to, decides: 'any', approvers: standIns, standIns: [], decisions: [] };
}

async function othersFrom(source: ApproverSource, wanted: Wanted, services: Services): Promise<PersonRef[]> {
  const { caller, policy } = services;
  const people = await peopleFrom(source, aboutOf(wanted, services), policy, lookupFor(wanted, services));
  const others = people.filter(({ id }) => id !== caller.userId && id !== wanted.subject?.id);
  return others.map(({ id, displayName }) => ({ id, displayName }));
}

/** What members ask owners for may read their names anyway. */
function lookupFor(wanted: Wanted, { approvers, directory }: Services): ApproverLookup {
  if (!isForOwnersToDo(wanted)) return approvers;
  return { ...approvers, ownersOf: (groupId) => directory.ownersOf(groupId) };
}

function aboutOf({ group }: Wanted, { caller }: Services): { groupId?: string; requesterId: string } {
  return { requesterId: caller.userId, ...(group.id !== undefined && { groupId: group.id }) };
}

async function carriersFor(
  carriedOutBy: RequestTerms['carriedOutBy'],
  wanted: Wanted,
  services: Services,
): Promise<PersonRef[]> {
  const { caller } = services;
  if (carriedOutBy === 'requester') return [{ id: caller.userId, displayName: caller.displayName }];
  if (carriedOutBy === 'approver') return [];
  const owners = await peopleFrom({ kind: 'owners' }, aboutOf(wanted, services), {}, lookupFor(wanted, services));
  if (owners.length === 0) throw nobodyDecides({ kind: 'owners' }, wanted);
  return owners.map(({ id, displayName }) => ({ id, displayName }));
}

function termsOf(rule: ApprovalRule, carriedOutBy: RequestTerms['carriedOutBy']): RequestTerms {
  const { name, remindAfterDays, escalation, lapsesAfterDays } = rule;
  return {
    rule: name,
    carriedOutBy,
    ...(remindAfterDays !== undefined && { remindAfterDays }),
    ...(escalation && { escalation }),
    lapsesAfterDays,
  };
}
