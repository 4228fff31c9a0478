import type { DirectoryChange, DirectoryGroup, GroupLook, ReadingPlace } from '../domain/directory-group.ts';

/** Where a page of groups in the order of a time ended: several can have the same one. */
export interface GroupPosition {
  at: Date;
  id: string;
}

/** What the app knows of every group of a directory, and how far it has read. Lists are pages: nothing here holds all groups. */
export interface DirectoryGroupStore {
  /** How far reading is; undefined before the first time. */
  place(tenantId: string): Promise<ReadingPlace | undefined>;
  /**
   * Begins a full round.
   * @param from where reading stood, as `place` said
   * @returns undefined when somebody else has moved it meanwhile
   */
  begin(
    tenantId: string,
    from: ReadingPlace | undefined,
    round: { rules?: string; at: Date },
  ): Promise<ReadingPlace | undefined>;
  /**
   * Writes a page and where it ended, together. A group that comes back after it was gone is there again.
   * @param page.token `skip.…` when the round goes on, `delta.…` when this was its last page
   * @returns the new place; undefined, and nothing is written, when somebody else has moved it meanwhile
   */
  putPage(
    tenantId: string,
    from: ReadingPlace,
    page: { changes: readonly DirectoryChange[]; token: string; at: Date },
  ): Promise<ReadingPlace | undefined>;
  /**
   * After the last page of a full round: marks the next `limit` groups, by id, as missing where the round did not see them.
   * Those that have been gone since before `forgetBefore` are forgotten.
   */
  sweep(
    tenantId: string,
    from: ReadingPlace,
    options: { limit: number; at: Date; forgetBefore: Date },
  ): Promise<ReadingPlace | undefined>;
  get(tenantId: string, id: string): Promise<DirectoryGroup | undefined>;
  /** Keeps what was found about single groups. Of groups that are not known nothing is kept. */
  putLooks(tenantId: string, looks: readonly GroupLook[], at: Date): Promise<void>;
  /** Groups that expire after `from` and not after `until`, the first to end first. */
  dueBetween(
    tenantId: string,
    query: { from: Date; until: Date; limit: number; after?: GroupPosition },
  ): Promise<(DirectoryGroup & { expiresAt: Date })[]>;
  /** Microsoft 365 groups whose owners nobody has looked at since a time, by id: where to look for groups without owners. */
  ownersUnknownSince(
    tenantId: string,
    query: { since: Date; limit: number; afterId?: string },
  ): Promise<DirectoryGroup[]>;
  /** Microsoft 365 groups that are there, by id. */
  microsoft365(tenantId: string, query: { limit: number; afterId?: string }): Promise<DirectoryGroup[]>;
  /** Groups that had no owner when somebody looked last, by id. */
  ownerless(tenantId: string, query: { limit: number; afterId?: string }): Promise<DirectoryGroup[]>;
  /** Groups of which the app has learnt since a time that they are gone, the first to go first. */
  goneSince(
    tenantId: string,
    query: { since: Date; limit: number; after?: GroupPosition },
  ): Promise<(DirectoryGroup & Required<Pick<DirectoryGroup, 'gone'>>)[]>;
}
