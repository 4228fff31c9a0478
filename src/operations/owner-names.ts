import { AppError } from '../domain/errors.ts';
import type { Group } from '../domain/groups.ts';
import type { Person } from '../domain/people.ts';
import type { Services } from './operation.ts';

/** What it takes to see who owns a group, by name. */
const scopes = ['GroupMember.Read.All', 'User.ReadBasic.All'];

/**
 * Who owns a group, for a refusal that says whom to ask. A refusal asks for no permission of its own.
 * @returns nobody where the caller has not let names be read, or the directory does not say
 */
export async function ownersByName(group: Pick<Group, 'id'>, { beyond }: Pick<Services, 'beyond'>): Promise<Person[]> {
  try {
    return await beyond(scopes).directory.ownersOf(group.id);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
