import { membershipNotByHand } from '../domain/group-errors.ts';
import { membershipControl, type Group } from '../domain/groups.ts';
import { onlyOwners } from '../domain/member-errors.ts';
import type { Person } from '../domain/people.ts';
import type { Services } from './operation.ts';
import { unlessRefused } from './resolve-group.ts';
import type { PersonSearch } from './resolve-person.ts';
import { groupBeside } from './side-by-side.ts';

/**
 * The group whose owners the caller wants to change. A rule decides on members only, never on owners.
 * @param whom somebody of whom it matters whether they are a member: that is read beside
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 */
export async function groupWithOwners(
  name: string,
  services: Services,
  whom?: () => Promise<PersonSearch>,
): Promise<{ group: Group; owners: Person[]; isMember?: boolean | undefined }> {
  const found = await groupAndOwners(name, services, whom);
  return { ...found, owners: ownersIfOwn(found.group, found.owners, services) };
}

/**
 * The same for whoever may ask for a change of them.
 * @throws AppError `group.cannot-change.*`
 */
export async function groupAndOwners(
  name: string,
  services: Services,
  whom?: () => Promise<PersonSearch>,
): Promise<{ group: Group; owners: Person[]; isMember?: boolean | undefined }> {
  const { group, beside } = await groupBeside(services.directory, name, (id) => ownersBeside(id, services, whom));
  const control = membershipControl(group);
  if (control === 'onPremises' || control === 'exchange')
    throw membershipNotByHand(group, control, 'be made or dropped as an owner of');
  const { owners, isMember } = await beside();
  return { group, owners, isMember };
}

async function ownersBeside(groupId: string, { directory }: Services, whom?: () => Promise<PersonSearch>) {
  const search = await whom?.();
  const [owners, isMember] = await Promise.all([
    directory.ownersOf(groupId),
    search && 'person' in search ? unlessRefused(directory.hasMember(groupId, search.person.id)) : undefined,
  ]);
  return { owners, isMember };
}

/**
 * The owners of a group, when the caller is one of them.
 * @throws AppError `group.not-owner`, naming who can do it instead
 */
export function ownersIfOwn(group: Group, owners: Person[], { caller }: Pick<Services, 'caller'>): Person[] {
  if (!owners.some(({ id }) => id === caller.userId)) throw onlyOwners(group, owners);
  return owners;
}

/** @throws AppError `group.cannot-change.*` where Graph adds and removes nobody */
export function refuseUnlessByHand(group: Group): void {
  const control = membershipControl(group);
  if (control !== 'byHand') throw membershipNotByHand(group, control, 'be added to or removed from');
}
