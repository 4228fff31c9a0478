import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import { emptyLane, tenantLane, type PaceLane } from '../domain/pacing.ts';
import type { PaceStore } from '../ports/paces.ts';
import { inTransaction, parseOwn, realNow, type Tables } from './rows.ts';

const rememberedLanes = 50_000;
/** Sorts before every other lane; its row lock is taken first. */
const gate = '';

/** Paces of one process, for SQLite: whoever opened the file is the only one. */
export function memoryPaces(): PaceStore {
  const kept = new LRUCache<string, PaceLane>({ max: rememberedLanes });
  return {
    change(tenantId, names, work) {
      const lanes = new Map(names.map((name) => [name, kept.get(`${tenantId} ${name}`) ?? emptyLane()]));
      const result = work(lanes, Date.now());
      for (const [name, lane] of lanes) kept.set(`${tenantId} ${name}`, lane);
      return Promise.resolve(result);
    },
    silentSeconds(tenantId) {
      return Promise.resolve(secondsOf(kept.get(`${tenantId} ${tenantLane}`)?.silentUntil, Date.now()));
    },
    forgetBefore: () => Promise.resolve(),
  };
}

/**
 * Paces that several instances share. One row for each tenant is the gate: it is held for the milliseconds in which
 * moments are given out, never while a message is sent, and each instance asks for many messages at once. So tenants do
 * not wait for each other, and the instances of one tenant hardly.
 */
export function sharedPaces(tables: Tables): PaceStore {
  return {
    change: (tenantId, names, work) =>
      inTransaction(tables, async (db) => {
        const changedAt = realNow('postgres');
        await sql`insert into pace (tenant_id, lane, sent, changed_at) values (${tenantId}, ${gate}, '', ${changedAt})
          on conflict (tenant_id, lane) do update set changed_at = excluded.changed_at`.execute(db);
        const { rows } = await sql<{ lane: string | null; sent: string | null; now: number }>`
          select pace.lane, pace.sent, clock.now from (select ${changedAt} as now) as clock
          left join pace on pace.tenant_id = ${tenantId} and pace.lane = any(${[...names]})`.execute(db);
        const sent = new Map(rows.map((row) => [row.lane, row.sent]));
        const lanes = new Map(names.map((name) => [name, laneFrom(sent.get(name))]));
        const result = work(lanes, rows[0]?.now ?? Date.now());
        const values = [...lanes].map(
          ([name, lane]) => sql`(${tenantId}, ${name}, ${JSON.stringify(lane)}, ${changedAt})`,
        );
        await sql`insert into pace (tenant_id, lane, sent, changed_at) values ${sql.join(values)}
          on conflict (tenant_id, lane) do update set sent = excluded.sent, changed_at = excluded.changed_at`.execute(
          db,
        );
        return result;
      }),
    async silentSeconds(tenantId) {
      const { rows } = await sql<{ sent: string; now: number }>`
        select sent, ${realNow('postgres')} as now from pace
        where tenant_id = ${tenantId} and lane = ${tenantLane}`.execute(tables.db);
      const [row] = rows;
      return row ? secondsOf(laneFrom(row.sent).silentUntil, row.now) : 0;
    },
    async forgetBefore(time) {
      await tables.db.deleteFrom('pace').where('changed_at', '<', time.getTime()).execute();
    },
  };
}

function laneFrom(sent: string | null | undefined): PaceLane {
  return sent ? (parseOwn(sent) as PaceLane) : emptyLane();
}

function secondsOf(until: number | undefined, now: number): number {
  return Math.max(0, ((until ?? 0) - now) / 1000);
}
