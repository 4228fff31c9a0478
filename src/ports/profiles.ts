import type { GroupChanges, GroupProfile, MailSettings } from '../domain/group-profile.ts';
import type { NameProblem } from '../domain/name-problems.ts';

/**
 * How groups present themselves, as one caller reaches them.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Profiles {
  read(groupId: string): Promise<GroupProfile>;
  /** Kept by Exchange; undefined where the caller may not know it, or where a group has no mailbox. */
  mailSettings(groupId: string): Promise<MailSettings | undefined>;
  /** What the organisation's naming policy has against a new name of this group. */
  nameProblems(groupId: string, displayName: string): Promise<NameProblem[]>;
  /** @throws AppError `profile.denied`, `group.cannot-change`, `name.{affix,blockedWord,taken,other}` */
  change(groupId: string, changes: GroupChanges): Promise<void>;
  /** @throws AppError `profile.denied` */
  changeMailSettings(groupId: string, changes: Partial<MailSettings>): Promise<void>;
}
