import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { alreadyInside, notTaken } from '../../domain/nesting.ts';
import { asOwner } from '../as-owner.ts';
import type { Services } from '../operation.ts';

/**
 * Makes something other than a person a member.
 * @throws AppError `group.not-owner`, `group.not-nestable`, `member.already-present`
 */
export async function putInside(
  group: Group,
  thing: { id: string; displayName: string },
  services: Services,
): Promise<void> {
  try {
    await asOwner(group, services, () => services.directory.addMember(group.id, thing.id));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'member.already-present') throw alreadyInside(group, thing.displayName);
    if (error.code === 'graph.refused') throw notTaken(group, thing.displayName);
    throw error;
  }
}
