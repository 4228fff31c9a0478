import { z } from 'zod';
import type { Member, Person } from '../domain/people.ts';
import { parsed } from './group-shape.ts';

/** For `$select` wherever people come back. */
export const personFields = 'id,displayName,userPrincipalName,userType,mail';

const personShape = z.object({
  '@odata.type': z.string().optional(),
  id: z.guid(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
  mail: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});

type RawObject = z.infer<typeof personShape>;

export const directoryObjects = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(personShape) });

/**
 * The users among directory objects. Owners can be service principals too. Somebody whose attributes the caller may not
 * read comes back with an id alone and is kept: a card must not say that there is nobody.
 */
export function usersOf(objects: readonly RawObject[]): Person[] {
  return objects.filter((object) => typeOf(object) === 'person').map(personFrom);
}

/** Everything that is in a group, each with what it is. */
export function membersFrom(objects: readonly RawObject[]): Member[] {
  return objects.map((object) => ({
    ...personFrom(object),
    type: typeOf(object),
    ...(typeof object.accountEnabled === 'boolean' && { isEnabled: object.accountEnabled }),
  }));
}

/** One user, from an answer about it alone. */
export function parsePerson(body: unknown): Person {
  return personFrom(parsed(personShape, body));
}

function typeOf(object: RawObject): Member['type'] {
  switch (object['@odata.type'] ?? '#microsoft.graph.user') {
    case '#microsoft.graph.user':
      return 'person';
    case '#microsoft.graph.group':
      return 'group';
    default:
      return 'other';
  }
}

function personFrom({ id, displayName, userPrincipalName, userType, mail }: RawObject): Person {
  return {
    id,
    displayName: displayName ?? userPrincipalName ?? 'Name not visible',
    principalName: userPrincipalName ?? '',
    isGuest: userType === 'Guest' || (userPrincipalName?.includes('#EXT#') ?? false),
    ...(mail ? { mail } : {}),
  };
}
