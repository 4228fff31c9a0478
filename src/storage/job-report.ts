import { sql } from 'kysely';
import { jobClasses } from '../domain/job-classes.ts';
import type { DeadJob, JobCount, JobQueue } from '../ports/jobs.ts';
import { parseOwn, realNow, type Tables } from './rows.ts';

/** What became of jobs, for people who look after them. */
export function jobReport({
  db,
  engine,
}: Tables): Pick<JobQueue, 'counts' | 'doneLately' | 'undelivered' | 'countUndelivered' | 'retry'> {
  const deadOf = (tenantId: string, exceptKinds: readonly string[]) =>
    db
      .selectFrom('job')
      .where('tenant_id', '=', tenantId)
      .where('state', '=', sql.lit('dead'))
      .$if(exceptKinds.length > 0, (query) => query.where('kind', 'not in', exceptKinds));

  return {
    async counts(tenantId, { now, since }) {
      const [nowMs, sinceMs] = [now.getTime(), since.getTime()];
      const { rows } = await sql<{ kind: string; count: number; what: Exclude<keyof JobCount, 'kind'> }>`
        select kind, case when due_at <= ${nowMs} then 'waiting' else 'later' end as what, count(*) as count
          from job where tenant_id = ${tenantId} and state = 'waiting' group by 1, 2
        union all
        select kind, 'done', count(*) from job
          where tenant_id = ${tenantId} and state = 'done' and due_at > ${sinceMs} and due_at <= ${nowMs} group by 1
        union all
        select kind, 'dead', count(*) from job where tenant_id = ${tenantId} and state = 'dead' group by 1`.execute(db);
      const counts = new Map<string, JobCount>();
      for (const { kind, what, count } of rows) {
        const known = counts.get(kind) ?? { kind, waiting: 0, later: 0, done: 0, dead: 0 };
        counts.set(kind, { ...known, [what]: count });
      }
      return [...counts.values()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
    },

    async doneLately(tenantId, seconds, exceptKinds) {
      const now = realNow(engine);
      const { rows } = await sql<{ count: number; for_ms: number | null }>`
        select count(*) as count, ${now} - min(settled_at) as for_ms from job
        where tenant_id = ${tenantId} and state <> 'waiting' and state = 'done' and settled_at > ${now} - ${seconds * 1000}
          and kind not in (${sql.join(['', ...exceptKinds])})`.execute(db);
      const [row] = rows;
      return { count: row?.count ?? 0, seconds: (row?.for_ms ?? 0) / 1000 };
    },

    async undelivered(tenantId, { limit, before, exceptKinds }) {
      const rows = await deadOf(tenantId, exceptKinds)
        .selectAll()
        .$if(before !== undefined, (query) =>
          query.where((row) =>
            row.or([
              row('settled_at', '<', before?.diedAt.getTime() ?? 0),
              row.and([row('settled_at', '=', before?.diedAt.getTime() ?? 0), row('id', '<', before?.id ?? '')]),
            ]),
          ),
        )
        .orderBy('settled_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row): DeadJob => ({
        id: row.id,
        kind: row.kind,
        key: row.key,
        tenantId: row.tenant_id,
        class: jobClasses[row.class] ?? 'normal',
        payload: parseOwn(row.payload) as DeadJob['payload'],
        dueAt: new Date(row.due_at),
        diedAt: new Date(row.settled_at ?? 0),
        code: row.code ?? '',
      }));
    },

    async countUndelivered(tenantId, exceptKinds) {
      const { count } = await deadOf(tenantId, exceptKinds)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    async retry(tenantId, { now, ids, exceptKinds = [] }) {
      if (ids?.length === 0) return 0;
      const fresh = { attempt: 0, begun_at: null, lease: null, lease_until: null, code: null, settled_at: null };
      const { numUpdatedRows } = await db
        .updateTable('job')
        .set({ ...fresh, state: 'waiting', due_at: now.getTime() })
        .where('tenant_id', '=', tenantId)
        .where('state', '=', sql.lit('dead'))
        .$if(ids !== undefined, (query) => query.where('id', 'in', [...(ids ?? [])]))
        .$if(exceptKinds.length > 0, (query) => query.where('kind', 'not in', exceptKinds))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}
