import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';

/**
 * Ends an ownership that has just begun. In a team the person drops out with it, so whoever was a member is let in again.
 * Whoever is no owner any more stays as they are.
 * @param person.isMember whether they are one now, as far as it is known
 */
export async function takeOwner(
  group: Pick<Group, 'id' | 'hasTeam'>,
  person: { id: string; isMember: boolean | undefined },
  directory: Services['directory'],
): Promise<'taken' | 'already'> {
  try {
    await directory.removeOwner(group.id, person.id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'owner.not-present') return 'already';
    throw error;
  }
  if (group.hasTeam && person.isMember === true) await letIn(group.id, person.id, directory);
  return 'taken';
}

/** @returns whether the person was not in it before */
export async function letIn(groupId: string, personId: string, directory: Services['directory']): Promise<boolean> {
  try {
    await directory.addMember(groupId, personId);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'member.already-present') return false;
    throw error;
  }
}
