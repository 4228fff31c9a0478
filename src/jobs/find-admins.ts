import { AppError } from '../domain/errors.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** More could not be told in a useful time. */
const mostAdmins = 100;

/** Whom the policy names as administrators, found with nobody signed in. */
export interface AdminsFound {
  /** Directory ids of people who are there, enabled and no guests; nobody twice. */
  ids: readonly string[];
  /**
   * Why nobody, or not everybody, could be found. `unnamed`: the policy has no `admins`; `unreadable`: it names people by their
   * sign-in names, and the app may not read people (`User.Read.All`); `missing`: nobody by some of these names is there, or
   * nobody is in the group.
   */
  problem?: 'unnamed' | 'unreadable' | 'missing';
}

/**
 * The administrators of a tenant as people to write to: the app itself looks them up, so it takes `User.Read.All` where they
 * are named by sign-in names, and `Group.Read.All` where they are the members of a group.
 */
export async function adminsOf(
  tenantId: string,
  { policy, scan }: Pick<HandlerParts, 'policy'> & { scan: DirectoryScan },
): Promise<AdminsFound> {
  const { admins } = policy();
  if (!admins) return { ids: [], problem: 'unnamed' };
  if (admins.kind === 'group') {
    const ids = (await scan.activeMembers(tenantId, admins.groupId, mostAdmins)).map(({ id }) => id);
    return ids.length === 0 ? { ids, problem: 'missing' } : { ids };
  }
  const found = await scan.peopleNamed(tenantId, admins.principalNames);
  if (!found) return { ids: [], problem: 'unreadable' };
  const fit = [...found.values()].filter(({ isGuest, isEnabled }) => !isGuest && isEnabled !== false);
  const ids = [...new Set(fit.map(({ id }) => id))];
  return ids.length < admins.principalNames.length ? { ids, problem: 'missing' } : { ids };
}

/**
 * The same for what must not go unnoticed: where the policy names administrators and none can be found, the job fails for
 * good and the log says so.
 * @throws AppError `admins.unreadable`, `admins.missing` (denied)
 */
export async function adminsToTell(
  tenantId: string,
  parts: Parameters<typeof adminsOf>[1],
): Promise<readonly string[]> {
  const { ids, problem } = await adminsOf(tenantId, parts);
  if (ids.length === 0 && problem !== undefined && problem !== 'unnamed')
    throw new AppError('denied', {
      code: `admins.${problem}`,
      advice: 'Muster cannot find the administrators that the policy names.',
    });
  return ids;
}
