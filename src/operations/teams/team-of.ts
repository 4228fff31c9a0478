import type { Group } from '../../domain/groups.ts';
import { hasNoTeam, whyNoTeam } from '../../domain/team-errors.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

/**
 * The group whose team is meant.
 * @throws AppError `team.none`, `team.wrong-kind`, `team.hidden-membership`
 */
export async function groupWithTeam(name: string, { directory }: Services): Promise<Group> {
  return withTeam(await resolveGroup(directory, name));
}

/**
 * The same with what is to be read of the team, beside it where a card gave its id.
 * @throws AppError as `groupWithTeam`, and what `read` throws
 */
export async function teamBeside<T>(
  name: string,
  { directory }: Services,
  read: (groupId: string) => Promise<T>,
): Promise<{ group: Group; found: T }> {
  const { group, beside } = await groupBeside(directory, name, read);
  return { group: withTeam(group), found: await beside() };
}

function withTeam(group: Group): Group {
  if (!group.hasTeam) throw whyNoTeam(group) ?? hasNoTeam(group);
  return group;
}
