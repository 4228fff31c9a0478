import type { GroupChanges, GroupProfile, MailSettings } from '../domain/group-profile.ts';
import type { NameProblem } from '../domain/name-problems.ts';
import type { Picture } from '../domain/pictures.ts';

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
  /** The sizes of a group's picture, as the side in pixels, the smallest first; none where it has no picture. */
  photoSides(groupId: string): Promise<number[]>;
  groupHasPhoto(groupId: string): Promise<boolean>;
  personHasPhoto(userId: string): Promise<boolean>;
  /** @param side one of 48, 64, 96, 120, 240 and so on; the next smaller one comes where it is not there */
  groupPhoto(groupId: string, side: number): Promise<Picture | undefined>;
  personPhoto(userId: string, side: number): Promise<Picture | undefined>;
  /** @throws AppError `photo.denied`, `picture.too-large`, `picture.too-small` */
  setGroupPhoto(groupId: string, picture: Picture): Promise<void>;
  /**
   * @param userId the caller: what is put on record before names whom it is about
   * @throws AppError `photo.own-denied`, `photo.no-mailbox`, `picture.too-large`, `picture.too-small`
   */
  setOwnPhoto(userId: string, picture: Picture): Promise<void>;
}
