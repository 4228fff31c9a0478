import type { Group } from '../../domain/groups.ts';
import { hasNoTeam, whyNoTeam } from '../../domain/team-errors.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * The group whose team is meant.
 * @throws AppError `team.none`, `team.wrong-kind`, `team.hidden-membership`
 */
export async function groupWithTeam(name: string, { directory }: Services): Promise<Group> {
  const group = await resolveGroup(directory, name);
  if (!group.hasTeam) throw whyNoTeam(group) ?? hasNoTeam(group);
  return group;
}
