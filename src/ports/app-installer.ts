/** Installs the Teams app for people, with the app's own right, so that Muster can write to them. */
export interface AppInstaller {
  /**
   * @returns `present` when it was there already: then they have blocked it; `refused` where the app may not, or not for
   *   this person
   * @throws AppError `throttled`, `upstream`
   */
  install(tenantId: string, userId: string): Promise<'installed' | 'present' | 'refused'>;
}
