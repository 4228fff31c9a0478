/**
 * The teams of groups, as one caller reaches them. A team has the id of its group.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Teams {
  /** Succeeds where there is a team. @throws AppError `team.not-ready` when the group is too new, `team.denied`, `team.no-owner`. */
  enable(groupId: string): Promise<void>;
}
