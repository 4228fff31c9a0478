import type { PaceLane } from '../domain/pacing.ts';

/**
 * What was sent where lately, by all instances together: one process keeps it in memory, several in the database. It may be
 * forgotten; then Teams refuses what is too much. Not for use inside `atomically`.
 */
export interface PaceStore {
  /**
   * Changes lanes of one tenant, while nobody else does.
   * @param work is handed the lanes, each as it stands, and real time in epoch milliseconds as all instances see it
   */
  change<T>(
    tenantId: string,
    lanes: readonly string[],
    work: (lanes: ReadonlyMap<string, PaceLane>, now: number) => T,
  ): Promise<T>;
  /** For how long Teams wants nothing more for a tenant, in seconds; 0 when it takes messages. */
  silentSeconds(tenantId: string): Promise<number>;
  forgetBefore(time: Date): Promise<void>;
}
