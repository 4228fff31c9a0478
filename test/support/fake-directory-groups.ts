import type { DirectoryChange, DirectoryGroup, GroupLook, ReadingPlace } from '../../src/domain/directory-group.ts';
import type { DirectoryGroupStore } from '../../src/ports/directory-groups.ts';
import { settled } from './settled.ts';

interface Row extends DirectoryGroup {
  generation: number;
  checkedAt?: Date;
  checkedOwnerIds?: readonly string[];
}

const unheard = {
  displayName: '',
  kind: 'security',
  isDynamic: false,
  isSynced: false,
  hasTeam: false,
  visibility: 'private',
  classification: null,
  createdAt: null,
  renewedAt: null,
  expiresAt: null,
} as const;

/** What the app knows of every group, in memory. */
export function fakeDirectoryGroups(): DirectoryGroupStore {
  const places = new Map<string, ReadingPlace>();
  const rows = new Map<string, Row>();
  const of = (tenantId: string): Row[] =>
    [...rows.values()].filter((row) => row.tenantId === tenantId).sort((a, b) => (a.id < b.id ? -1 : 1));
  const keyOf = (tenantId: string, id: string): string => `${tenantId} ${id}`;
  const move = (tenantId: string, from: ReadingPlace | undefined, to: Omit<ReadingPlace, 'step'>) => {
    if (places.get(tenantId)?.step !== from?.step) return undefined;
    const place = { ...to, step: (from?.step ?? 0) + 1 };
    places.set(tenantId, place);
    return place;
  };
  const put = (tenantId: string, change: DirectoryChange, generation: number, at: Date): void => {
    const key = keyOf(tenantId, change.id);
    const row = rows.get(key);
    if ('gone' in change) {
      if (row) row.gone = { as: change.gone, at: row.gone?.at ?? at };
      return;
    }
    const known: Row = row ?? { tenantId, id: change.id, ...unheard, generation };
    delete known.gone;
    rows.set(key, { ...known, ...change.facts, generation });
  };
  const look = (tenantId: string, one: GroupLook, at: Date): void => {
    const row = rows.get(keyOf(tenantId, one.id));
    if (!row) return;
    if ('gone' in one) row.gone ??= { as: 'missing', at };
    else {
      delete row.gone;
      Object.assign(row, { displayName: one.displayName, expiresAt: one.expiresAt ?? null });
      if (one.ownerIds) row.owners = { ids: [...one.ownerIds], at };
    }
  };
  const paged = <T extends DirectoryGroup>(
    list: T[],
    timeOf: (row: T) => Date,
    { limit, after }: { limit: number; after?: { at: Date; id: string } },
  ): T[] => {
    const place = ({ id }: T, at: Date): string => `${String(at.getTime()).padStart(16, '0')} ${id}`;
    return list
      .sort((a, b) => (place(a, timeOf(a)) < place(b, timeOf(b)) ? -1 : 1))
      .filter((row) => !after || place(row, timeOf(row)) > place({ ...row, id: after.id }, after.at))
      .slice(0, limit)
      .map((row) => structuredClone(row));
  };
  return {
    place: (tenantId) => settled(() => places.get(tenantId)),
    begin: (tenantId, from, { rules, at }) =>
      settled(() =>
        move(tenantId, from, {
          generation: (from?.generation ?? 0) + 1,
          round: 'full',
          startedAt: at,
          ...(from?.fullAt && { fullAt: from.fullAt }),
          ...(rules !== undefined && { rules }),
        }),
      ),
    putPage: (tenantId, from, { changes, token, at }) =>
      settled(() => {
        const begun = from.token?.startsWith('delta.') ? { round: 'changes' as const, startedAt: at } : {};
        const next = { ...from, ...begun, token };
        const isSwept = token.startsWith('delta.') && next.round === 'full';
        const place = move(tenantId, from, isSwept ? { ...next, sweptTo: '' } : next);
        if (place) for (const change of changes) put(tenantId, change, place.generation, at);
        return place;
      }),
    sweep: (tenantId, { sweptTo = '', ...rest }, { limit, at, forgetBefore }) =>
      settled(() => {
        const some = of(tenantId)
          .filter(({ id }) => id > sweptTo)
          .slice(0, limit);
        const last = some.at(-1)?.id;
        const to = last === undefined ? { ...rest, fullAt: at } : { ...rest, sweptTo: last };
        const place = move(tenantId, { ...rest, sweptTo }, to);
        if (!place) return undefined;
        for (const row of some) {
          if (row.gone && row.gone.at < forgetBefore) rows.delete(keyOf(tenantId, row.id));
          else if (row.generation < rest.generation) row.gone ??= { as: 'missing', at };
        }
        return place;
      }),
    get: (tenantId, id) => settled(() => structuredClone(rows.get(keyOf(tenantId, id)))),
    putLooks: (tenantId, looks, at) => settled(() => looks.forEach((one) => look(tenantId, one, at))),
    dueBetween: (tenantId, { from, until, ...page }) =>
      settled(() => {
        const due = of(tenantId).filter(
          (row): row is Row & { expiresAt: Date } =>
            row.gone === undefined && row.expiresAt !== null && row.expiresAt > from && row.expiresAt <= until,
        );
        return paged(due, ({ expiresAt }) => expiresAt, page);
      }),
    ownersUncheckedSince: (tenantId, { since, limit, afterId = '' }) =>
      settled(() =>
        of(tenantId)
          .filter(({ id, kind, gone }) => id > afterId && kind === 'microsoft365' && !gone)
          .filter(({ checkedAt }) => !checkedAt || checkedAt < since)
          .slice(0, limit)
          .map((row) => ({ ...structuredClone(row), checkedOwnerIds: row.checkedOwnerIds ?? [] })),
      ),
    setOwnersChecked: (tenantId, checked, at) =>
      settled(() => {
        for (const row of of(tenantId)) {
          const one = checked.find(({ id }) => id === row.id);
          if (one) Object.assign(row, { checkedAt: at, checkedOwnerIds: [...one.ownerIds] });
        }
      }),
    ownersUnknownSince: (tenantId, { since, limit, afterId = '' }) =>
      settled(() =>
        of(tenantId)
          .filter(({ id, kind, gone }) => id > afterId && kind === 'microsoft365' && !gone)
          .filter(({ owners }) => !owners || owners.at < since)
          .slice(0, limit),
      ),
    microsoft365: (tenantId, { limit, afterId = '' }) =>
      settled(() =>
        of(tenantId)
          .filter(({ id, kind, gone }) => id > afterId && kind === 'microsoft365' && !gone)
          .slice(0, limit)
          .map((row) => structuredClone(row)),
      ),
    ownerless: (tenantId, { limit, afterId = '' }) =>
      settled(() =>
        of(tenantId)
          .filter(({ id, owners, gone }) => id > afterId && owners?.ids.length === 0 && !gone)
          .slice(0, limit),
      ),
    goneSince: (tenantId, { since, ...page }) =>
      settled(() => {
        const gone = of(tenantId).filter(
          (row): row is Row & Required<Pick<Row, 'gone'>> => row.gone !== undefined && row.gone.at >= since,
        );
        return paged(gone, (row) => row.gone.at, page);
      }),
  };
}
