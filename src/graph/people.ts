import { z } from 'zod';
import type { Person } from '../domain/people.ts';

/** For `$select` wherever people come back. */
export const personFields = 'id,displayName,userPrincipalName,userType';

const personShape = z.object({
  '@odata.type': z.string().optional(),
  id: z.guid(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
});

export const directoryObjects = z.object({ value: z.array(personShape) });

/**
 * The users among directory objects. Owners can be service principals too. Somebody whose attributes the caller may not
 * read comes back with an id alone and is kept: a card must not say that there is nobody.
 */
export function usersOf(objects: readonly z.infer<typeof personShape>[]): Person[] {
  return objects
    .filter((object) => (object['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user')
    .map(({ id, displayName, userPrincipalName, userType }) => ({
      id,
      displayName: displayName ?? userPrincipalName ?? 'Name not visible',
      principalName: userPrincipalName ?? '',
      isGuest: userType === 'Guest' || (userPrincipalName?.includes('#EXT#') ?? false),
    }));
}
