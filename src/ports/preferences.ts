import type { QuietHours } from '../domain/quiet-hours.ts';

/** When somebody wants no messages that they did not ask for; `none`: they may come at any time. */
export type OwnQuietHours = QuietHours | 'none';

/** What people have set for themselves. */
export interface PreferenceStore {
  /** @returns undefined where the policy's quiet hours hold */
  quietHours(tenantId: string, userId: string): Promise<OwnQuietHours | undefined>;
  /** @param quiet absent: the policy's hold again */
  setQuietHours(tenantId: string, userId: string, quiet: OwnQuietHours | undefined): Promise<void>;
}
