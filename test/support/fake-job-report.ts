import type { JobCount, JobQueue } from '../../src/ports/jobs.ts';
import type { Row } from './fake-jobs.ts';

/** What became of jobs that are kept in memory. */
export function jobReport(
  jobs: Row[],
): Pick<JobQueue, 'counts' | 'doneLately' | 'undelivered' | 'countUndelivered' | 'retry'> {
  const of = (tenantId: string, state: Row['state'], exceptKinds: readonly string[] = []) =>
    jobs.filter((row) => row.tenantId === tenantId && row.state === state && !exceptKinds.includes(row.kind));
  const diedAt = ({ settledAt = new Date(0) }: Row) => settledAt;
  return {
    counts(tenantId, { now, since }) {
      const mine = jobs.filter((row) => row.tenantId === tenantId);
      const count = (kind: string, fits: (row: Row) => boolean) =>
        mine.filter((row) => row.kind === kind && fits(row)).length;
      const kinds = [...new Set(mine.map(({ kind }) => kind))].sort();
      return Promise.resolve(
        kinds.map((kind): JobCount => ({
          kind,
          waiting: count(kind, ({ state, dueAt }) => state === 'waiting' && dueAt <= now),
          later: count(kind, ({ state, dueAt }) => state === 'waiting' && dueAt > now),
          done: count(kind, ({ state, dueAt }) => state === 'done' && dueAt > since && dueAt <= now),
          dead: count(kind, ({ state }) => state === 'dead'),
        })),
      );
    },
    doneLately(tenantId, seconds, exceptKinds) {
      const from = Date.now() - seconds * 1000;
      const lately = of(tenantId, 'done', exceptKinds).filter((row) => diedAt(row).getTime() > from);
      const first = Math.min(...lately.map((row) => diedAt(row).getTime()));
      return Promise.resolve({ count: lately.length, seconds: lately.length ? (Date.now() - first) / 1000 : 0 });
    },
    undelivered(tenantId, { limit, before, exceptKinds }) {
      const rows = of(tenantId, 'dead', exceptKinds)
        .map((row) => ({ ...row, diedAt: diedAt(row) }))
        .sort((one, other) => other.diedAt.getTime() - one.diedAt.getTime() || (one.id < other.id ? 1 : -1));
      const start = before ? rows.findIndex(({ id }) => id === before.id) + 1 : 0;
      return Promise.resolve(rows.slice(start, start + limit));
    },
    countUndelivered: (tenantId, exceptKinds) => Promise.resolve(of(tenantId, 'dead', exceptKinds).length),
    retry(tenantId, { now, ids, exceptKinds }) {
      const wanted = of(tenantId, 'dead', exceptKinds).filter(({ id }) => ids?.includes(id) ?? true);
      for (const row of wanted) Object.assign(row, { state: 'waiting', attempt: 0, dueAt: now, lease: '', code: '' });
      return Promise.resolve(wanted.length);
    },
  };
}
