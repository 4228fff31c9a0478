import { AppError } from '../domain/errors.ts';
import type { Admins, AdminsProblem } from '../domain/policy.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** More could not be told in a useful time. */
const mostAdmins = 100;

/** Whom the policy names as administrators, found with nobody signed in. */
export interface AdminsFound {
  /** Directory ids of people who are there, enabled and no guests; nobody twice. */
  ids: readonly string[];
  /** Why nobody, or not everybody, could be found. `unnamed`: the policy has no `admins`. */
  problem?: AdminsProblem | 'unnamed';
}

type Parts = Pick<HandlerParts, 'policy' | 'store' | 'clock'> & { scan: DirectoryScan };

/**
 * The administrators of a tenant as people to write to: the app itself looks them up, so it takes `User.Read.All` where they
 * are named by sign-in names, and `Group.Read.All` where they are the members of a group. How it went is kept, so that
 * `policy` in chat can say it.
 */
export async function adminsOf(tenantId: string, { policy, scan, store, clock }: Parts): Promise<AdminsFound> {
  const { admins } = policy();
  if (!admins) return { ids: [], problem: 'unnamed' };
  const found = await idsOf(admins, tenantId, scan);
  await store.reports.setAdminsProblem(tenantId, found.problem, clock.now());
  return found;
}

/** The same for others whom the policy names. */
export async function idsOf(
  admins: Admins,
  tenantId: string,
  scan: DirectoryScan,
): Promise<{ ids: string[]; problem?: AdminsProblem }> {
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
export async function adminsToTell(tenantId: string, parts: Parts): Promise<readonly string[]> {
  const { ids, problem } = await adminsOf(tenantId, parts);
  if (ids.length === 0 && problem !== undefined && problem !== 'unnamed')
    throw new AppError('denied', {
      code: `admins.${problem}`,
      advice: 'Muster cannot find the administrators that the policy names.',
    });
  return ids;
}
