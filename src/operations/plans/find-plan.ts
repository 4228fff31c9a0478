import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { noPlanCalled, noPlanYet, onlyMembersPlan, whichPlan, whyNoPlans } from '../../domain/plan-errors.ts';
import type { Plan } from '../../domain/plans.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

/** A plan and whose it is. */
export interface PlanOf {
  plan: Plan;
  group: Pick<Group, 'id' | 'displayName'>;
}

/** A plan as it was said. */
export interface PlanSaid {
  group: string;
  plan: string;
  planId?: string | undefined;
}

/** So many of the caller's groups are looked through: what travels in one batch. */
const mostGroups = 20;

/**
 * The plan that a person means: the id of a button, else its name in the group that was named, else in the caller's own
 * groups. A group that has one plan needs no name of it.
 * @returns those among whom the person has to choose when several fit
 * @throws AppError `plan.not-found`, `plan.missing`, `plan.denied`, `plan.wrong-kind`
 */
export async function findPlan(said: PlanSaid, services: Services): Promise<{ only: PlanOf } | { several: PlanOf[] }> {
  if (said.planId !== undefined) return { only: await planWithId(said.planId, services) };
  if (said.group !== '') return inGroup(said.plan, await resolveGroup(services.directory, said.group), services);
  const own = await ownPlans(services);
  if (said.plan === '') {
    if (own.length === 0) throw whichPlan();
    return chosen(own);
  }
  const found = named(said.plan, own);
  if (found.length > 0) return chosen(found);
  // “Tasks of Design Guild” names the group where there is no plan of that name.
  const [group, ...others] = await services.directory.groupsNamed(said.plan);
  if (group && others.length === 0) return inGroup('', group, services);
  throw noPlanCalled(said.plan, undefined, []);
}

async function planWithId(planId: string, { plans, directory }: Services): Promise<PlanOf> {
  const plan = await plans.plan(planId);
  return { plan, group: await directory.group(plan.groupId) };
}

async function inGroup(title: string, group: Group, services: Services): ReturnType<typeof findPlan> {
  const own = await plansOfGroup(group, services);
  if (own.length === 0) throw title === '' ? noPlanYet(group) : noPlanCalled(title, group, []);
  const found = title === '' ? own : named(title, own);
  if (found.length > 0) return chosen(found);
  const known = own.map(({ plan }) => plan.title);
  throw noPlanCalled(title, group, known);
}

/** @throws AppError `plan.denied`, `plan.wrong-kind` */
export async function plansOfGroup(group: Group, { plans }: Services): Promise<PlanOf[]> {
  const never = whyNoPlans(group);
  if (never) throw never;
  const read = await asMember(group, () => plans.plansOf(group.id));
  return read.map((plan) => ({ plan, group }));
}

/** The plans of the groups in which the caller is a member, as far as these are looked through. */
export async function ownPlans({ directory, plans }: Services): Promise<PlanOf[]> {
  const { items } = await directory.myGroups({ pageSize: 100 });
  const groups = items.flatMap(({ group, standing }) =>
    standing.isMember && group.kind === 'microsoft365' ? group : [],
  );
  const read = await Promise.all(
    groups.slice(0, mostGroups).map(async (group) => {
      const found = (await unlessRefused(plans.plansOf(group.id))) ?? [];
      return found.map((plan) => ({ plan, group }));
    }),
  );
  return read.flat();
}

/** Says of which group one has to be a member. @throws AppError `plan.denied`, and what `work` throws otherwise */
export async function asMember<T>(group: Pick<Group, 'displayName'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError && error.code === 'plan.denied' ? onlyMembersPlan(group) : error;
  }
}

function chosen(found: PlanOf[]): { only: PlanOf } | { several: PlanOf[] } {
  const [only, ...others] = found;
  return only && others.length === 0 ? { only } : { several: found };
}

function named(title: string, plans: readonly PlanOf[]): PlanOf[] {
  return called(title, plans, ({ plan }) => plan.title);
}

/** Those of exactly this name, else those whose name begins so; in any case and without looking at accents. */
export function called<T>(wanted: string, things: readonly T[], nameOf: (thing: T) => string): T[] {
  const sought = folded(wanted);
  const exact = things.filter((thing) => folded(nameOf(thing)) === sought);
  return exact.length > 0 ? exact : things.filter((thing) => folded(nameOf(thing)).startsWith(sought));
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
