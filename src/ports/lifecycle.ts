import type { DeletedGroup } from '../domain/groups.ts';
import type { LifecyclePolicy, PolicyTerms } from '../domain/lifecycle-policy.ts';
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
  /** What the organisation says about how long groups live: one policy, or none. @throws AppError `policy.read-denied` */
  policies(): Promise<LifecyclePolicy[]>;
  /** @throws AppError `policy.read-denied`, `policy.gone` */
  policy(policyId: string): Promise<LifecyclePolicy>;
  /** Those that a group is under. @throws AppError `policy.read-denied` */
  policiesOf(groupId: string): Promise<LifecyclePolicy[]>;
  /** @throws AppError `policy.denied`, `policy.exists` */
  createPolicy(tenantId: string, terms: PolicyTerms): Promise<void>;
  /** @throws AppError `policy.denied`, `policy.gone` */
  changePolicy(policyId: string, changes: Partial<PolicyTerms>): Promise<void>;
  /** No group expires then. @throws AppError `policy.denied`, `policy.gone` */
  deletePolicy(policyId: string): Promise<void>;
  /** @returns false when it was under it already. @throws AppError `policy.denied`, `policy.gone`, `policy.refused` */
  coverGroup(groupId: string, policyId: string): Promise<boolean>;
  /** @returns false when it was not under it. @throws AppError as `coverGroup` */
  uncoverGroup(groupId: string, policyId: string): Promise<boolean>;
}
