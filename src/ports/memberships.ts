import type { Group } from '../domain/groups.ts';
import type { DirectoryThing, Holder, Insider, NearPerson, PersonProfile, Subject } from '../domain/memberships.ts';
import type { Person } from '../domain/people.ts';
import type { Page } from './directory.ts';

/**
 * Who is where, nested groups followed, and who is who, as one caller may know it.
 * Every method may throw `AppError` as those of `Directory` do. Hidden memberships stay hidden.
 */
export interface Memberships {
  /** People who are in a group, those of the groups in it too, by name, each once. `count` is of all of them. */
  everybodyIn(
    groupId: string,
    options: { pageSize: number; next?: string },
  ): Promise<Page<Insider> & { count?: number }>;
  /** Groups that are in a group, at any depth; up to 999. */
  groupsInside(groupId: string): Promise<Group[]>;
  /** Groups in which a group is, directly or through others, by name. */
  groupsAround(groupId: string): Promise<Holder[]>;
  /** Groups and administrator roles that hold the caller, directly or through others, by name. */
  mine(): Promise<Holder[]>;
  /**
   * Ids of all groups that hold somebody or something, at any depth; with `roles` those of administrator roles too.
   * @param options.securityOnly only groups through which access is given; of people only
   */
  idsAround(subject: Subject, options?: { roles?: boolean; securityOnly?: boolean }): Promise<string[]>;
  /** What ids stand for, by name; those that are not there any more are left out. Any number. */
  things(ids: readonly string[]): Promise<DirectoryThing[]>;
  /** Devices, or apps, of exactly this name, ignoring case, or of this id; up to 20. */
  thingsNamed(kind: 'device' | 'app', wanted: { name: string } | { id: string }): Promise<DirectoryThing[]>;
  /** People whose sign-in name or mail address is one of these, ignoring case. Any number. */
  peopleAt(addresses: readonly string[]): Promise<Person[]>;
  /** Which of these groups hold somebody or something, at any depth. Any number. */
  whichHold(subject: Subject, groupIds: readonly string[]): Promise<string[]>;
  /** Which of these hold somebody or something: ids of groups or of role templates. Any number. */
  whichGiveRole(subject: Subject, roleTemplateIds: readonly string[]): Promise<string[]>;
  /** People with whom the caller works most, the nearest first. Groups among them are left out. */
  near(options: { pageSize: number; next?: string }): Promise<Page<NearPerson>>;
  /** The caller. */
  me(): Promise<PersonProfile>;
  /** @throws AppError `person.not-found`, `person.denied` */
  profile(userId: string): Promise<PersonProfile>;
  /** What the caller owns: groups, apps and devices, by name. */
  owned(): Promise<DirectoryThing[]>;
}
