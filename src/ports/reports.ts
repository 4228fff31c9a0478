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
  /** @param restorableSince what was deleted before is gone for ever */
  counts(
    tenantId: string,
    times: { now: Date; since: Date; until: Date; restorableSince: Date },
  ): Promise<ReportCounts>;
}
