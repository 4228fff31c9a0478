import type { Group } from '../domain/groups.ts';
import type { MembershipRule } from '../domain/membership-rule.ts';
import type { Person } from '../domain/people.ts';

/** A group of another kind than people ask for with a request. */
export interface NewKindOfGroup {
  kind: 'security' | 'microsoft365';
  displayName: string;
  mailNickname: string;
  /** May be empty. */
  description: string;
  /** Members are worked out from it; absent: they are added by hand. */
  rule?: MembershipRule;
}

/** Who a rule would hold, as far as it can be said before. */
export interface RulePreview {
  /** Undefined in directories too large to look through. */
  count?: number;
  /** Some of them. */
  people: Person[];
}

/**
 * Groups of other kinds, and teams that begin with their channels, as one caller may make them.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Creations {
  /**
   * Makes a group, which the caller owns then. The same unique name (a GUID) never makes a second.
   * @throws AppError `group.create-denied`, `dynamic.denied`, `group.quota`, `name.{affix,blockedWord,taken,other}`,
   *   `rule.refused`, `group.not-ready` when it is there but not known everywhere: ask again
   */
  make(uniqueName: string, wish: NewKindOfGroup): Promise<Group>;
  /** An estimate: Entra works the rule out by itself, and some time later. */
  preview(rule: MembershipRule): Promise<RulePreview>;
  /**
   * Begins to put a team with these channels on a group; it is ready some time after.
   * @throws AppError `team.denied`, `team.already-present`, `team.not-ready`, `team.no-owner`
   */
  setUpTeam(groupId: string, channels: readonly string[]): Promise<void>;
}
