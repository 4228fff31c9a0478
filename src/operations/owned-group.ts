import { membershipNotByHand } from '../domain/group-errors.ts';
import { membershipControl, type Group } from '../domain/groups.ts';
import { onlyOwners } from '../domain/member-errors.ts';
import type { Person } from '../domain/people.ts';
import type { Services } from './operation.ts';
import { resolveGroup } from './resolve-group.ts';

/**
 * The group whose owners the caller wants to change. A rule decides on members only, never on owners.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 */
export async function groupWithOwners(name: string, services: Services): Promise<{ group: Group; owners: Person[] }> {
  const group = await resolveGroup(services.directory, name);
  const control = membershipControl(group);
  if (control === 'onPremises' || control === 'exchange')
    throw membershipNotByHand(group, control, 'be made or dropped as an owner of');
  return { group, owners: await ownersIfOwn(group, services) };
}

/**
 * The owners of a group that the caller owns.
 * @throws AppError `group.not-owner`, naming who can do it instead
 */
export async function ownersIfOwn(group: Group, { directory, caller }: Services): Promise<Person[]> {
  const owners = await directory.ownersOf(group.id);
  if (!owners.some(({ id }) => id === caller.userId)) throw onlyOwners(group, owners);
  return owners;
}

/** @throws AppError `group.cannot-change.*` where Graph adds and removes nobody */
export function refuseUnlessByHand(group: Group): void {
  const control = membershipControl(group);
  if (control !== 'byHand') throw membershipNotByHand(group, control, 'be added to or removed from');
}
