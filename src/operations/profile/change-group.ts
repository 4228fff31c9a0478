import { AppError } from '../../domain/errors.ts';
import type { GroupChanges } from '../../domain/group-profile.ts';
import { membershipControl, type Group } from '../../domain/groups.ts';
import { nameProblemWords, type NameProblem } from '../../domain/name-problems.ts';
import { asOwner } from '../as-owner.ts';
import type { Services } from '../operation.ts';

/** @throws AppError `group.cannot-change.*` where Graph changes such a group for nobody */
export function refuseUnlessChangeable(group: Group): void {
  const control = membershipControl(group);
  if (control === 'onPremises')
    throw cannotChange(group, control, 'It is kept in your organisation’s own directory. Your IT department can.');
  if (control === 'exchange')
    throw cannotChange(group, control, 'It is run in Exchange: its owners can in Outlook, or an administrator.');
}

function cannotChange(group: Group, why: string, who: string): AppError {
  return new AppError('denied', {
    code: `group.cannot-change.${why}`,
    advice: `“${group.displayName}” cannot be changed from here. ${who}`,
  });
}

/** What the organisation has against a new name, in plain words; undefined where it would do. */
export async function nameRefused(group: Group, name: string, { profiles }: Services): Promise<string | undefined> {
  if (name === group.displayName) return undefined;
  const [problem] = await profiles.nameProblems(group.id, name);
  return problem && nameProblemWords(problem);
}

/**
 * Changes what is different from how the group is now.
 * @returns whether anything was
 * @throws AppError `group.not-owner`; `input` with the field `displayName` when the name does not do any more
 */
export async function changeGroup(group: Group, changes: GroupChanges, services: Services): Promise<boolean> {
  if (Object.keys(changes).length === 0) return false;
  try {
    await asOwner(group, services, () => services.profiles.change(group.id, changes));
    return true;
  } catch (error) {
    const reason = error instanceof AppError ? /^name\.(\w+)$/.exec(error.code)?.[1] : undefined;
    if (reason === undefined) throw error;
    throw new AppError('input', {
      code: 'name.refused',
      advice: nameProblemWords({ field: 'displayName', reason: reason as NameProblem['reason'] }),
      field: 'displayName',
      cause: error,
    });
  }
}
