import type { Group, Standing } from '../domain/groups.ts';
import type { Person } from '../domain/people.ts';

/** A page of a list. `next` is opaque and stands for the rest; it may travel through a card and is checked on return. */
export interface Page<T> {
  items: T[];
  next?: string;
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
  /** @throws AppError `member.already-present`, `member.denied`, `group.cannot-change`. */
  addMember(groupId: string, userId: string): Promise<void>;
  /** @throws AppError `member.not-present`, `member.denied`. */
  removeMember(groupId: string, userId: string): Promise<void>;
  addFavorite(groupId: string): Promise<void>;
  removeFavorite(groupId: string): Promise<void>;
}
