import type { AdminsProblem } from '../domain/policy.ts';

/** What a report counts. */
export interface ReportCounts {
  /** Groups that expire until then. */
  expiring: number;
  /** Deleted groups that can still be brought back. */
  restorable: number;
  /** Requests that nobody decided in time, since then. */
  lapsed: number;
  /** Requests that were agreed to and could not be carried out; they can be tried again. */
  failed: number;
  /** People who own groups and could not be told that these expire, since then. */
  unreached: number;
}

/** Counts over what is kept, for those who look after all of it. */
export interface ReportStore {
  /** Keeps how looking for the administrators went last. @param problem undefined when all were found */
  setAdminsProblem(tenantId: string, problem: AdminsProblem | undefined, at: Date): Promise<void>;
  /** What was in the way when somebody looked last, and when that was; undefined when nothing was. */
  adminsProblem(tenantId: string): Promise<{ problem: AdminsProblem; at: Date } | undefined>;
  /** @param restorableSince what was deleted before is gone for ever */
  counts(
    tenantId: string,
    times: { now: Date; since: Date; until: Date; restorableSince: Date },
  ): Promise<ReportCounts>;
}
