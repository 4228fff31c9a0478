import type { DeletedGroup } from '../domain/groups.ts';
import type { Page } from './directory.ts';

/**
 * The end of groups, and the way back, as one caller reaches them.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Lifecycle {
  /** Every group that can still be brought back, by name. */
  deletedGroups(options: { pageSize: number; next?: string }): Promise<Page<DeletedGroup>>;
  /** Those that the caller owned; up to 1,000, in one answer. */
  deletedByOwner(): Promise<DeletedGroup[]>;
  /** @throws AppError `deleted.not-found` when there is none of this id, or no more. */
  deletedGroup(groupId: string): Promise<DeletedGroup>;
  /** @throws AppError `delete.denied`, `group.cannot-change` */
  delete(groupId: string): Promise<void>;
  /** @throws AppError `restore.denied`, `deleted.not-found`, `restore.taken` when its name was given away */
  restore(groupId: string): Promise<void>;
  /** For ever. @throws AppError `purge.denied`, `deleted.not-found` */
  purge(groupId: string): Promise<void>;
}
