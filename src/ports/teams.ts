import type { TeamSettings } from '../domain/team-settings.ts';
import type { Channel, ChannelPlan, Team, TeamMember, TeamRef } from '../domain/teams.ts';
import type { Page } from './directory.ts';

/**
 * The teams of groups, as one caller reaches them. A team has the id of its group.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Teams {
  /** @throws AppError `team.not-found` when there is none, `team.read-denied` to who may not look into it. */
  team(groupId: string): Promise<Team>;
  /** What the caller may see of them: General first, the others by name. @throws AppError as `team` does. */
  channels(groupId: string): Promise<Channel[]>;
  /** The one that every team has from the beginning. @throws AppError as `team` does. */
  primaryChannel(groupId: string): Promise<Channel>;
  /** @throws AppError `channel.not-found`, and as `team` does */
  channel(groupId: string, channelId: string): Promise<Channel>;
  /** @throws AppError as `team` does */
  settings(groupId: string): Promise<TeamSettings>;
  /** By name as Graph orders them. @throws AppError as `team` does. */
  members(groupId: string, page: { pageSize: number; next?: string }): Promise<Page<TeamMember>>;
  /** One person in a team; undefined when they are not in it. @throws AppError as `team` does. */
  member(groupId: string, userId: string): Promise<TeamMember | undefined>;
  /** Teams that the caller is in. */
  joined(): Promise<TeamRef[]>;
  /** The same, and teams of which a shared channel took the caller in, those of other organisations too. */
  reachable(): Promise<TeamRef[]>;
  /**
   * Puts a team on a group, in one attempt.
   * @returns `present` when there was one already
   * @throws AppError `team.not-ready` when Teams does not know the group yet, or not its owners: ask again after ten
   *   seconds; `team.denied`, `team.no-owner`, `team.refused`
   */
  enable(groupId: string): Promise<'enabled' | 'present'>;
  /** Changes the settings that are named. @throws AppError `team-settings.denied`, `team.not-found`. */
  changeSettings(groupId: string, changes: Partial<TeamSettings>): Promise<void>;
  /**
   * Makes a team one to read only, or one to write in again.
   * @param options.isSiteReadOnly when archiving: members can only read its files too
   * @returns `begun` when Teams took it on and had not finished after some seconds
   * @throws AppError `team-archive.denied`, `team-archive.failed`, `team.no-owner`, `team.not-found`
   */
  setArchived(
    groupId: string,
    options: { isArchived: boolean; isSiteReadOnly?: boolean | undefined },
  ): Promise<'done' | 'begun'>;
  /** @throws AppError `channel.denied`, `channel.name-taken`, `channel.refused`, `channel.in-doubt` */
  createChannel(groupId: string, plan: ChannelPlan): Promise<Channel>;
  /** As a member; who is in already stays as they are. @throws AppError `team-member.denied`, `person.not-found`. */
  addMember(groupId: string, userId: string): Promise<void>;
  /** Somebody who does not own it. @throws AppError `team-member.denied`, `member.not-present`, `owner.in-team`. */
  removeMember(groupId: string, userId: string): Promise<void>;
}
