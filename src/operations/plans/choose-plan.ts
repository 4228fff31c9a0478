import type { PlanChoice } from '../../cards/plan-choice.ts';
import type { PlanOf } from './find-plan.ts';
import type { TaskSearch } from './find-task.ts';

/** What was said besides, as far as it was: it goes on the buttons. */
function besides(said: Record<string, unknown>, answered: readonly string[]): Record<string, unknown> {
  const kept = Object.entries(said).filter(([key, value]) => !answered.includes(key) && value !== undefined);
  return Object.fromEntries(kept.filter(([, value]) => value !== ''));
}

export function choosePlan(several: readonly PlanOf[], verb: string, said: Record<string, unknown>): PlanChoice {
  return { from: { plans: several }, verb, data: besides(said, ['group', 'plan']) };
}

/** @param found what is not one task */
export function chooseTask(
  found: Exclude<TaskSearch, { only: unknown }>,
  verb: string,
  said: Record<string, unknown>,
): PlanChoice {
  if ('plans' in found) return choosePlan(found.plans, verb, said);
  const { several: tasks, plan } = found;
  return { from: { tasks, plan }, verb, data: besides(said, ['group', 'plan', 'planId', 'task']) };
}
