import { membershipControl, type Group } from '../domain/groups.ts';
import type { Services } from './operation.ts';
import { unlessRefused } from './resolve-group.ts';

const mostListed = 100;

/**
 * Groups that a form offers: those whose members can be changed by hand and in which the caller has the part it takes.
 * @returns none when they are too many to list, or the directory does not say: the name has to be typed then
 */
export async function groupsToChoose(part: 'owner' | 'any', { directory }: Services): Promise<Group[]> {
  const page = await unlessRefused(directory.myGroups({ pageSize: mostListed }));
  if (!page || page.next !== undefined) return [];
  return page.items.flatMap(({ group, standing }) =>
    membershipControl(group) === 'byHand' && (part === 'any' || standing.isOwner) ? group : [],
  );
}
