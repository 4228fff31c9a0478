import type { PersonRef } from '../domain/people.ts';
import type { PersonLook, DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** Who of the owners of a group can look after it. */
export interface OwnerStanding {
  active: readonly string[];
  /** Who was an owner and is there no more: the account is disabled or gone. The name is missing with the account. */
  left: readonly (Pick<PersonRef, 'id'> & Partial<PersonRef>)[];
}

type Parts = Pick<HandlerParts, 'policy'> & { scan: DirectoryScan };
type Known = ReadonlyMap<string, PersonLook> | undefined;

/**
 * @param people what the app may know of them; where it may not read people, every owner whom Graph names is there
 * @param beforeIds owners whom the last look knew
 */
export function standingAmong(
  people: Known,
  ownerIds: readonly string[],
  beforeIds: readonly string[],
  countsGuests: boolean,
): OwnerStanding {
  if (!people) return { active: ownerIds, left: [] };
  const active = ownerIds.filter((id) => {
    const look = people.get(id);
    return look !== undefined && look.isEnabled !== false && (countsGuests || !look.isGuest);
  });
  const left = [...new Set([...ownerIds, ...beforeIds])].flatMap((id) => {
    const look = people.get(id);
    if (!look) return [{ id }];
    return look.isEnabled === false ? [{ id, displayName: look.displayName }] : [];
  });
  return { active, left };
}

/** The same for one group, asked of the directory. */
export async function standingOf(
  { scan, policy }: Parts,
  tenantId: string,
  ownerIds: readonly string[],
): Promise<OwnerStanding> {
  const people = await scan.people(tenantId, ownerIds, { managers: false });
  return standingAmong(people, ownerIds, [], policy().ownerless.countsGuests);
}
