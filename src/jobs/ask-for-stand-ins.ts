import { AppError } from '../domain/errors.ts';
import { tellNextJob } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan, ExpiringGroup, PersonLook } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';
import { stepsOf } from './plan-notices.ts';

/**
 * Of groups with news: where no owner is somebody who can be told (none is left, all are guests or gone), others are looked
 * for at the time of each step. Where owners only turn out not to be reached, their notices say so when they fail.
 */
export async function askForStandIns(
  { store, scan, policy }: HandlerParts & { scan: DirectoryScan },
  tenantId: string,
  groups: readonly ExpiringGroup[],
  now: Date,
): Promise<void> {
  const ids = [...new Set(groups.flatMap(({ ownerIds }) => ownerIds))];
  const people = await peopleOrNothing(scan, tenantId, ids);
  const silent = groups.filter(({ ownerIds }) => !ownerIds.some((id) => canBeTold(people, id)));
  const jobs = silent.flatMap(({ id: groupId, expiresAt }) =>
    stepsOf(expiresAt, now, policy().expiry.noticeDays).map(({ step, dueAt }) =>
      tellNextJob({ tenantId, groupId, expiresAt, step }, dueAt),
    ),
  );
  if (jobs.length > 0) await store.jobs.enqueue(jobs);
}

/** Whether somebody is one whom a message would reach, as far as the app may know. */
export function canBeTold(people: ReadonlyMap<string, PersonLook> | undefined, id: string): boolean {
  if (!people) return true;
  const person = people.get(id);
  return person !== undefined && !person.isGuest && person.isEnabled !== false;
}

/** Nobody is taken for gone because a question failed. */
async function peopleOrNothing(scan: DirectoryScan, tenantId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, PersonLook>();
  try {
    return await scan.people(tenantId, ids, { managers: false });
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
