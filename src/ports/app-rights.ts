/**
 * What the app may change by itself, where the policy wants it and an administrator has granted it that: nothing, as it comes.
 * Everything else is done with the right of a person. Graph's refusal says whether it is granted.
 */
export interface AppRights {
  /**
   * Makes somebody an owner of a group, with the application permission `Group.ReadWrite.All`.
   * @returns `denied` where the app was not granted it; `gone`: there is no such group, or nobody by this id
   * @throws AppError `upstream`, `throttled`
   */
  makeOwner(tenantId: string, groupId: string, userId: string): Promise<'done' | 'denied' | 'gone'>;
  /**
   * Takes somebody out whose time in a group is over, with the application permission `GroupMember.ReadWrite.All`.
   * @throws AppError `member.not-present`; `app-right.denied` where the app was not granted it, or this group is closed to it;
   *   `group.cannot-change`, `upstream`, `throttled`
   */
  endMembership(tenantId: string, groupId: string, userId: string): Promise<void>;
}
