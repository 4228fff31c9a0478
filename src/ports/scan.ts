/** A Microsoft 365 group under a lifecycle policy. */
export interface ExpiringGroup {
  id: string;
  displayName: string;
  expiresAt: Date;
  /** Object ids of owners who are people. */
  ownerIds: string[];
}

/**
 * What the app reads of a directory for itself, with no person asking: never shown to anybody who could not read it.
 * @throws AppError `upstream`, `throttled`, `denied` (the administrator has not granted the app its roles)
 */
export interface DirectoryScan {
  /** Microsoft 365 groups that expire within a time, page by page, so that memory stays flat however many there are. */
  expiringGroups(query: { tenantId: string; from: Date; until: Date }): AsyncIterable<ExpiringGroup>;
  /** Groups that exist, by id; `expiresAt` is absent for one that does not expire. A deleted group is missing. */
  groupsById(
    tenantId: string,
    groupIds: readonly string[],
  ): Promise<Map<string, { displayName: string; expiresAt?: Date }>>;
}
