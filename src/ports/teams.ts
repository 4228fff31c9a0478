import type { Channel, Team } from '../domain/teams.ts';

/**
 * The teams of groups, as one caller reaches them. A team has the id of its group.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Teams {
  /** @throws AppError `team.not-found` when there is none, `team.read-denied` to who may not look into it. */
  team(groupId: string): Promise<Team>;
  /** What the caller may see of them: General first, the others by name. @throws AppError as `team` does. */
  channels(groupId: string): Promise<Channel[]>;
  /**
   * Puts a team on a group, in one attempt.
   * @returns `present` when there was one already
   * @throws AppError `team.not-ready` when Teams does not know the group yet, or not its owners: ask again after ten
   *   seconds; `team.denied`, `team.no-owner`, `team.refused`
   */
  enable(groupId: string): Promise<'enabled' | 'present'>;
}
