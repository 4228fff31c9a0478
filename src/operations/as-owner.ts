import { AppError } from '../domain/errors.ts';
import type { Group } from '../domain/groups.ts';
import { onlyOwners } from '../domain/member-errors.ts';
import type { Services } from './operation.ts';
import { ownersByName } from './owner-names.ts';
import { unlessRefused } from './resolve-group.ts';

/**
 * Does what owners and administrators may. Graph alone knows whether the caller is one; where it refuses, the person
 * reads who can do it instead.
 * @throws AppError `group.not-owner`, and what `work` throws otherwise
 */
export async function asOwner<T>(group: Group, services: Services, work: () => Promise<T>): Promise<T> {
  const { directory, caller } = services;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.endsWith('.denied')) throw error;
    const [owners = [], named] = await Promise.all([
      unlessRefused(directory.ownersOf(group.id)),
      ownersByName(group, services),
    ]);
    // An owner whom Graph refuses is refused for another reason than not being one.
    if (owners.some(({ id }) => id === caller.userId)) throw error;
    throw onlyOwners(group, named);
  }
}
