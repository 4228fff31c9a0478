/**
 * The one thing that the app may change with its own right, where the policy wants it and an administrator has granted the
 * role `GroupMember.ReadWrite.All`: taking somebody out whose time in a group is over. Graph says whether it is granted.
 */
export interface MembershipEnder {
  /**
   * @throws AppError `member.not-present`; `ender.denied` where the role is missing or this group is closed to it;
   *   `group.cannot-change`, `upstream`, `throttled`
   */
  end(tenantId: string, groupId: string, personId: string): Promise<void>;
}
