import { sql, type RawBuilder, type Selectable } from 'kysely';
import { jobClasses } from '../domain/job-classes.ts';
import type { JobQueue } from '../ports/jobs.ts';
import { FairTurns, type JobLane } from './fair-turns.ts';
import { realNow, type Tables } from './rows.ts';
import type { JobRow } from './schema.ts';

type ClaimOptions = Parameters<JobQueue['claim']>[0];

/** A lane with the time of its first free job, in the application's clock. */
interface WaitingLane extends JobLane {
  dueAt: number;
}

/**
 * Finds out whose turn it is and takes it. What that costs depends on how many tenants there are, not on how many jobs
 * wait: of each lane the index gives its first rows.
 */
export function jobTurns({ db, engine }: Tables) {
  const turns = new FairTurns();
  const now = () => realNow(engine);
  const isFree = () => sql`state = 'waiting' and (lease is null or lease_until <= ${now()})`;

  /** @param ready counts what is due at `now`, up to `most` */
  async function waiting(ready?: { now: number; most: number }): Promise<WaitingLane[]> {
    const { rows } = await sql<{ tenant_id: string; class: number; due_at: number | null; ready: number }>`
      with recursive tenant(id) as (
        select min(tenant_id) from job where state = 'waiting'
        union all
        select (select min(tenant_id) from job where state = 'waiting' and tenant_id > tenant.id)
        from tenant where tenant.id is not null)
      select tenant.id as tenant_id, rank.class,
        (select due_at from job where tenant_id = tenant.id and class = rank.class and ${isFree()}
          order by due_at, id limit 1) as due_at,
        (select count(*) from (select 1 as one from job
          where tenant_id = tenant.id and class = rank.class and ${isFree()} and due_at <= ${ready?.now ?? 0}
          order by due_at, id limit ${ready?.most ?? 0}) as first_ones) as ready
      from tenant cross join (select 0 as class union all select 1 union all select 2) as rank
      where tenant.id is not null`.execute(db);
    return rows.flatMap((row) => {
      const name = jobClasses[row.class];
      return name && row.due_at !== null
        ? [{ tenantId: row.tenant_id, class: name, ready: row.ready, dueAt: row.due_at }]
        : [];
    });
  }

  function firstOf(lane: JobLane, count: number, clockNow: Date): RawBuilder<unknown> {
    const lock = engine === 'postgres' ? sql`for update skip locked` : sql``;
    return sql`select id from (select id from job where tenant_id = ${lane.tenantId}
      and class = ${jobClasses.indexOf(lane.class)} and ${isFree()} and due_at <= ${clockNow.getTime()}
      order by due_at, id limit ${count} ${lock}) as turn`;
  }

  return {
    /** @returns the rows that were claimed, as they are now */
    async claim({ now: clockNow, limit, leaseSeconds, most, exceptTenants = [] }: ClaimOptions, lease: string) {
      if (limit < 1) return [];
      const lanes = await waiting({ now: clockNow.getTime(), most: limit });
      const able = lanes.filter(({ tenantId }) => !exceptTenants.includes(tenantId));
      const shares = [...turns.share(able, limit, most)];
      if (shares.length === 0) return [];
      const chosen = shares.map(([lane, count]) => firstOf(lane, count, clockNow));
      const { rows } = await sql<Selectable<JobRow>>`
        with turn as materialized (${sql.join(chosen, sql` union all `)})
        update job set lease = ${lease}, lease_until = ${now()} + ${Math.round(leaseSeconds * 1000)},
          attempt = attempt + 1, begun_at = coalesce(begun_at, ${now()})
        where id in (select id from turn) returning *`.execute(db);
      return rows;
    },

    async nextDueAt({ tenants = [], classes = [] }: Parameters<JobQueue['nextDueAt']>[0] = {}) {
      const lanes = await waiting();
      const able = lanes.filter((lane) => !tenants.includes(lane.tenantId) && !classes.includes(lane.class));
      return able.length === 0 ? undefined : new Date(Math.min(...able.map(({ dueAt }) => dueAt)));
    },
  };
}
