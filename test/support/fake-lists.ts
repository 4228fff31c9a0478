import type { ListRow, PeopleList, RowCounts } from '../../src/domain/people-lists.ts';
import type { ListStore } from '../../src/ports/lists.ts';
import { settled } from './settled.ts';

/** A list as it is kept in memory, with until when it counts as being worked off. */
export type KeptList = PeopleList & { rows: ListRow[]; aliveUntil: number };

/** Lists of people, in memory. */
export function fakeLists(state: { lists: KeptList[] }): ListStore {
  const find = (tenantId: string, id: string) => state.lists.find((one) => one.tenantId === tenantId && one.id === id);
  const rowsOf = (tenantId: string, id: string) =>
    (find(tenantId, id)?.rows ?? []).toSorted((one, other) => one.number - other.number);
  return {
    insert: (list, rows) =>
      settled(
        () => void state.lists.push({ ...structuredClone(list), rows: [...structuredClone(rows)], aliveUntil: 0 }),
      ),
    get: (tenantId, id) =>
      settled(() => {
        const found = find(tenantId, id);
        return found && withoutRows(structuredClone(found));
      }),
    move: (tenantId, id, from, to, { actor, group, aliveMs = 0 } = {}) =>
      settled(() => {
        const list = find(tenantId, id);
        if (!list) return false;
        const isDead = list.state === 'running' && list.aliveUntil <= Date.now();
        if (!from.includes(list.state) && !(isDead && from.includes('stopped'))) return false;
        Object.assign(list, {
          state: to,
          aliveUntil: Date.now() + aliveMs,
          ...(actor && { actor }),
          ...(group && { group }),
        });
        return true;
      }),
    keepAlive: (tenantId, id, aliveMs) =>
      settled(() => {
        const list = find(tenantId, id);
        if (list?.state === 'running') list.aliveUntil = Date.now() + aliveMs;
      }),
    rows: (tenantId, id, { limit, what, after = 0 }) =>
      settled(() =>
        structuredClone(
          rowsOf(tenantId, id)
            .filter((row) => row.number > after && (what?.includes(row.what) ?? true))
            .slice(0, limit),
        ),
      ),
    known: (tenantId, id) =>
      settled(() =>
        rowsOf(tenantId, id).flatMap(({ person, sameAs, number }) =>
          person && sameAs === undefined ? { personId: person.id, number } : [],
        ),
      ),
    counts: (tenantId, id) =>
      settled(() => {
        const counts: RowCounts = {};
        for (const { what } of rowsOf(tenantId, id)) counts[what] = (counts[what] ?? 0) + 1;
        return counts;
      }),
    settle: (tenantId, id, rows) =>
      settled(() => {
        const list = find(tenantId, id);
        for (const row of structuredClone(rows)) {
          const at = list?.rows.findIndex(({ number }) => number === row.number) ?? -1;
          if (list && at >= 0) list.rows[at] = row;
        }
      }),
    forgetBefore: () => Promise.resolve(),
  };
}

function withoutRows(kept: KeptList): PeopleList {
  const entries = Object.entries(kept).filter(([name]) => name !== 'rows' && name !== 'aliveUntil');
  return Object.fromEntries(entries) as unknown as PeopleList;
}
