import type { DirectoryChange, GroupLook, ReadingPlace } from '../domain/directory-group.ts';
import type { AppError } from '../domain/errors.ts';

/** A Microsoft 365 group under a lifecycle policy. */
export interface ExpiringGroup {
  id: string;
  displayName: string;
  expiresAt: Date;
  /** Object ids of owners who are people. */
  ownerIds: string[];
}

/** What came of looking at groups one by one: what goes wrong with one of them takes nothing from the others. */
export interface Looks {
  found: GroupLook[];
  /** Why of some groups nothing is known. */
  failures: AppError[];
}

/** What the app may know of somebody. */
export interface PersonLook {
  id: string;
  displayName: string;
  isGuest: boolean;
  /** Absent where the app may not know. */
  isEnabled?: boolean;
  /** Only where managers are asked for. */
  managerId?: string;
}

/**
 * What the app reads of a directory for itself, with no person asking: never shown to anybody who could not read it.
 * @throws AppError `upstream`, `throttled`, `denied` (the administrator has not granted the app its roles)
 */
export interface DirectoryScan {
  /**
   * One page of all groups, or of what changed about them since.
   * @param place where the page before ended; `round` says whether all groups are read
   * @throws AppError `delta.expired` (conflict) when everything has to be read anew
   */
  page(
    tenantId: string,
    place: Pick<ReadingPlace, 'round' | 'token'>,
  ): Promise<{ changes: DirectoryChange[]; token: string }>;
  /**
   * Which rules about the life of groups hold, as a text that changes when they do.
   * @returns undefined when the app may not know: reading them takes a role more than reading groups
   */
  lifecycleRules(tenantId: string): Promise<string | undefined>;
  /** How groups stand now, with their owners if these are wanted; twenty questions travel together. */
  look(tenantId: string, groupIds: readonly string[], wanted: { owners: boolean }): Promise<Looks>;
  /**
   * Whether somebody is a member for sure.
   * @returns undefined where that is not to be known: the members are hidden from the app, or too many to look through
   */
  hasMember(tenantId: string, groupId: string, personId: string): Promise<boolean | undefined>;
  /** Groups that exist, by id; `expiresAt` is absent for one that does not expire. A deleted group is missing. */
  groupsById(
    tenantId: string,
    groupIds: readonly string[],
  ): Promise<Map<string, { displayName: string; expiresAt?: Date }>>;
  /** Of these groups, those that are deleted and can be brought back. */
  deletedGroups(
    tenantId: string,
    groupIds: readonly string[],
  ): Promise<Map<string, { displayName: string; deletedAt: Date }>>;
  /**
   * People by id, with their managers where wanted; who is not there any more is missing.
   * @returns undefined when the app may not read people (`User.Read.All`)
   */
  people(
    tenantId: string,
    ids: readonly string[],
    wanted: { managers: boolean },
  ): Promise<Map<string, PersonLook> | undefined>;
  /**
   * People by sign-in name, by these names; who is not there is missing.
   * @returns undefined when the app may not read people (`User.Read.All`)
   */
  peopleNamed(tenantId: string, principalNames: readonly string[]): Promise<Map<string, PersonLook> | undefined>;
  /**
   * Members who are people, no guests and (as far as the app may know) enabled: those who wrote lately in the group's
   * conversations first. Nobody where the group is gone or does not show its members.
   */
  activeMembers(tenantId: string, groupId: string, limit: number): Promise<PersonLook[]>;
}
