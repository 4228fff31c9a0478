import type { AppError } from '../domain/errors.ts';
import type { GroupPlan } from '../domain/group-plan.ts';
import type { NameProblem } from '../domain/name-problems.ts';
import type { Group, Standing } from '../domain/groups.ts';
import type { Member, Person } from '../domain/people.ts';

/** A page of a list. `next` is opaque and stands for the rest; it may travel through a card and is checked on return. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** What became of one of several people who were to be added, or taken out. */
export interface ChangedMember {
  userId: string;
  /** Why it was not done with this one; also `member.already-present`. Absent: a member now, or none any more. */
  refusal?: AppError;
}

/**
 * The tenant's directory, read and changed as one caller: each call carries that caller's on-behalf-of token.
 * Every method may throw `AppError`: `signIn` (SignInRequired), `denied`, `notFound`, `conflict`, `throttled`, `upstream`.
 */
export interface Directory {
  /** @throws AppError `group.not-found` also when the id is not a GUID; it is never put into a URL then. */
  group(groupId: string): Promise<Group>;
  /** Groups whose display name is exactly this, ignoring case; up to 10. */
  groupsNamed(displayName: string): Promise<Group[]>;
  /** Groups that match the words, best first as Graph sorts them. Empty words: all groups by name. */
  searchGroups(words: string, options: { pageSize: number; next?: string }): Promise<Page<Group>>;
  /** Groups in which the caller is a member or an owner, by name, with how the caller stands to each. */
  myGroups(options: { pageSize: number; next?: string }): Promise<Page<{ group: Group; standing: Standing }>>;
  /** User owners, up to 100. Empty for ownerless groups and for those made in Exchange or on premises. */
  ownersOf(groupId: string): Promise<Person[]>;
  /** How the caller stands to a group; for hidden membership only what the caller may know about itself. */
  standingIn(groupId: string): Promise<Standing>;
  /** The number of direct members; undefined where the caller may not know it. */
  memberCount(groupId: string): Promise<number | undefined>;
  /** Whether the caller has marked the group as a favourite. Only Microsoft 365 groups can be. */
  isFavorite(groupId: string): Promise<boolean>;
  /** @throws AppError `person.not-found` also when the id is not a GUID. */
  person(userId: string): Promise<Person>;
  /** People whose sign-in name, mail address or display name is exactly this, ignoring case; up to 10. */
  peopleNamed(name: string): Promise<Person[]>;
  /** People whose display name has words that begin with these, or whose address begins with the one word; up to `limit`. */
  searchPeople(words: string, options: { limit: number }): Promise<Person[]>;
  /**
   * Direct members by name. Empty where the membership is hidden from the caller.
   * @param options.accounts whether to tell whose account is switched off too, which takes `User.Read.All`
   */
  membersOf(groupId: string, options: { pageSize: number; next?: string; accounts?: boolean }): Promise<Page<Member>>;
  /** Whether somebody is a direct member, as far as the caller may know; some seconds behind recent changes. */
  hasMember(groupId: string, userId: string): Promise<boolean>;
  /** Whether the group's mail comes to the caller's inbox; undefined where it is not to be known. */
  isSubscribed(groupId: string): Promise<boolean | undefined>;
  /** @throws AppError `member.already-present`, `member.denied`, `group.cannot-change`. */
  addMember(groupId: string, userId: string): Promise<void>;
  /** @throws AppError `member.not-present`, `member.denied`. */
  removeMember(groupId: string, userId: string): Promise<void>;
  /**
   * Adds several people in as few calls as possible. What speaks against one does not keep out the others.
   * @returns one item for each different id, in their order
   * @throws SignInRequired when the caller has to sign in first; some may have been added then
   */
  addMembers(groupId: string, userIds: readonly string[]): Promise<ChangedMember[]>;
  /** The same for taking people out; `member.not-present` for whoever was not in it. */
  removeMembers(groupId: string, userIds: readonly string[]): Promise<ChangedMember[]>;
  /** @throws AppError `owner.already-present`, `owner.denied`, `group.full`, `group.cannot-change`. */
  addOwner(groupId: string, userId: string): Promise<void>;
  /** In a group with a team the person drops out of it. @throws AppError `owner.not-present`, `owner.last`, `owner.denied`. */
  removeOwner(groupId: string, userId: string): Promise<void>;
  /** Whether the group's mail comes to the caller's inbox from now on. @throws AppError `subscription.denied`. */
  setSubscribed(groupId: string, isSubscribed: boolean): Promise<void>;
  /**
   * Moves the expiration by the lifetime that the policy gives.
   * @returns the group as it is then; undefined where it could not be read
   * @throws AppError `renew.denied`.
   */
  renew(groupId: string): Promise<Group | undefined>;
  /** What the organisation's naming policy and taken addresses have against the names of a new group. */
  checkName(names: { displayName: string; mailNickname: string }): Promise<NameProblem[]>;
  /**
   * Makes a Microsoft 365 group whose owners are its first members. The same unique name (a GUID) never makes a second.
   * @throws AppError `group.create-denied`, `group.quota`, `person.not-found`, `name.{affix,blockedWord,taken,other}`,
   *   `group.not-ready` when it is there but not known everywhere: ask again
   */
  createGroup(uniqueName: string, wish: { plan: GroupPlan; ownerIds: readonly string[] }): Promise<Group>;
  addFavorite(groupId: string): Promise<void>;
  removeFavorite(groupId: string): Promise<void>;
}
