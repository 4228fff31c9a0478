import { AppError } from '../../domain/errors.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

/**
 * Ends an ownership that has just begun. In a team the person drops out with it, so whoever was a member is let in again.
 * Whoever is no owner any more stays as they are.
 */
export async function takeOwner(
  groupId: string,
  personId: string,
  { directory }: Pick<Services, 'directory'>,
): Promise<'taken' | 'already'> {
  const [group, isMember] = await Promise.all([
    directory.group(groupId),
    unlessRefused(directory.hasMember(groupId, personId)),
  ]);
  try {
    await directory.removeOwner(groupId, personId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'owner.not-present') return 'already';
    throw error;
  }
  if (group.hasTeam && isMember === true) await letIn(groupId, personId, directory);
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
