/**
 * What the app may change by itself, where an administrator has granted it that: nothing, as it comes. Everything else is
 * done with the right of a person.
 */
export interface AppRights {
  /**
   * Makes somebody an owner of a group with the app's own application permission `Group.ReadWrite.All`.
   * @returns `denied` where the app was not granted it; `gone`: there is no such group, or nobody by this id
   * @throws AppError `upstream`, `throttled`
   */
  makeOwner(tenantId: string, groupId: string, userId: string): Promise<'done' | 'denied' | 'gone'>;
}
