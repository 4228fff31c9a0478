import { AppError } from './errors.ts';
import type { Group } from './groups.ts';

/** @returns why a group of this kind has no plans, or undefined when it can have some */
export function whyNoPlans(group: Group): AppError | undefined {
  if (group.kind === 'microsoft365') return undefined;
  return new AppError('denied', {
    code: 'plan.wrong-kind',
    advice: `“${group.displayName}” cannot have plans: Planner keeps them with Microsoft 365 groups only. Ask for one with “new group”.`,
  });
}

/** @param known titles of the plans that are there */
export function noPlanCalled(title: string, group: Group | undefined, known: readonly string[]): AppError {
  const where = group
    ? `“${group.displayName}” has no plan called “${title}”.`
    : `None of your groups has a plan called “${title}”.`;
  const names = known.slice(0, 3).map((one) => `“${one}”`);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  const hint = group
    ? known.length === 0
      ? ` It has no plan yet; “new plan … in ${group.displayName}” makes one.`
      : ` It has ${list}${known.length > names.length ? ' and others' : ''}.`
    : ' Say the group too, such as “plans of Design Guild”.';
  return new AppError('notFound', { code: 'plan.not-found', advice: `${where}${hint}` });
}

export function noPlanYet(group: Group): AppError {
  return new AppError('notFound', {
    code: 'plan.not-found',
    advice: `“${group.displayName}” has no plan yet. Make one with “new plan … in ${group.displayName}”.`,
  });
}

export function whichPlan(): AppError {
  return new AppError('input', {
    code: 'plan.missing',
    advice: 'Which plan? Say its name and its group, such as “Autumn catalogue of Design Guild”.',
    field: 'plan',
  });
}

export function noTaskCalled(title: string, planTitle: string): AppError {
  return new AppError('notFound', {
    code: 'task.not-found',
    advice: `The plan “${planTitle}” has no task called “${title}”. Look at the plan to see its tasks.`,
  });
}

/** Owning is not enough for Planner. */
export function onlyMembersPlan(group: Pick<Group, 'displayName'>): AppError {
  return new AppError('denied', {
    code: 'plan.denied',
    advice: `Only members of “${group.displayName}” can see and change its plans, and you are not one. Join it first: “join ${group.displayName}”.`,
  });
}
