import type { ListRow, ListState, PeopleList, RowCounts, RowEnd } from '../domain/people-lists.ts';
import type { PersonRef } from '../domain/people.ts';

/** Lists of people that are worked off, row by row. Long ones outlive a turn, and may outlive the process. */
export interface ListStore {
  insert(list: PeopleList, rows: readonly ListRow[]): Promise<void>;
  get(tenantId: string, id: string): Promise<PeopleList | undefined>;
  /**
   * Moves a list on, if it is in one of these states. One that is `running` counts as `stopped` once nobody has said for
   * a while that it is being worked off.
   * @param change.aliveMs how long it counts as being worked off, in real time
   * @returns false when somebody was faster
   */
  move(
    tenantId: string,
    id: string,
    from: readonly ListState[],
    to: ListState,
    change?: { actor?: PersonRef; group?: NonNullable<PeopleList['group']>; aliveMs?: number },
  ): Promise<boolean>;
  /** Says that it is still being worked off. */
  keepAlive(tenantId: string, id: string, aliveMs: number): Promise<void>;
  /** Rows by number. @param options.after the number of the last row of the page before */
  rows(
    tenantId: string,
    id: string,
    options: { limit: number; what?: readonly RowEnd[]; after?: number },
  ): Promise<ListRow[]>;
  /** Whom the list has met already, with the row that named each first. */
  known(tenantId: string, id: string): Promise<{ personId: string; number: number }[]>;
  counts(tenantId: string, id: string): Promise<RowCounts>;
  /** Writes down what became of rows, by their numbers. */
  settle(tenantId: string, id: string, rows: readonly ListRow[]): Promise<void>;
  /** @param time by this machine's clock */
  forgetBefore(time: Date): Promise<void>;
}
