import { randomBytes, randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { classOfKind, jobClasses } from '../domain/job-classes.ts';
import type { ClaimedJob, JobQueue, NewJob } from '../ports/jobs.ts';
import { jobReport } from './job-report.ts';
import { jobTurns } from './job-turns.ts';
import { inTransaction, parseOwn, realNow, type Tables } from './rows.ts';
import type { JobRow } from './schema.ts';

/** What the storage side adds to the port. */
export interface StoredJobQueue extends JobQueue {
  /** Forgets jobs that were done or died before a (real) time, with their keys: 90 days are enough. */
  forgetFinishedBefore(time: Date): Promise<void>;
}

/** Both engines bound the parameters of a statement. */
const mostAtOnce = 1_000;

/**
 * Timed work and outgoing messages. Two times meet here: `due_at` is in the application's clock, which may be moved;
 * leases run in real time (`realNow`), so that moving the clock ends none.
 */
export function jobQueue(tables: Tables): StoredJobQueue {
  const { db, engine, clock } = tables;
  const turns = jobTurns(tables);
  const now = () => realNow(engine);
  const held = ({ id, lease }: Pick<ClaimedJob, 'id' | 'lease'>) =>
    db.updateTable('job').where('id', '=', id).where('lease', '=', lease).where('state', '=', sql.lit('waiting'));

  return {
    ...jobReport(tables),

    async enqueue(jobs) {
      const rows = jobs.map((job) => jobColumns(job, clock.now()));
      const insert = async (connection: Tables['db'], some: JobRow[]) => {
        const statement = connection.insertInto('job').values(some);
        await statement.onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing()).execute();
      };
      if (rows.length === 0) return;
      if (rows.length <= mostAtOnce) return insert(db, rows);
      await inTransaction(tables, async (connection) => {
        for (let start = 0; start < rows.length; start += mostAtOnce)
          await insert(connection, rows.slice(start, start + mostAtOnce));
      });
    },

    claim: async (options) => (await turns.claim(options, randomUUID())).sort(byDueTime).map(claimedJob),

    async renew(job, until) {
      const result = await held(job)
        .set({ lease_until: sql<number>`${now()} + ${until.getTime() - Date.now()}` })
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async finish(job) {
      // The key stays, so that the same job is never made again; what it carried goes.
      const result = await held(job)
        .set({ state: 'done', payload: '{}', lease: null, lease_until: null, code: null, settled_at: now() })
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async fail(job, { code, retryAt, isUncounted = false }) {
      const free = { lease: null, lease_until: null, code };
      const outcome = retryAt
        ? { ...free, due_at: retryAt.getTime(), ...(isUncounted && { attempt: sql<number>`attempt - 1` }) }
        : { ...free, state: 'dead' as const, settled_at: now() };
      const result = await held(job).set(outcome).executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    nextDueAt: (except) => turns.nextDueAt(except),

    async waitingKeys(tenantId, kind) {
      const rows = await db
        .selectFrom('job')
        .select('key')
        .where('tenant_id', '=', tenantId)
        .where('class', '=', jobClasses.indexOf(classOfKind(kind)))
        .where('state', '=', sql.lit('waiting'))
        .where('kind', '=', kind)
        .execute();
      return rows.map(({ key }) => key);
    },

    async dead(tenantId) {
      const rows = await db
        .selectFrom('job')
        .select(['id', 'kind', 'key', 'code'])
        .where('tenant_id', '=', tenantId)
        .where('state', '=', sql.lit('dead'))
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, code: row.code ?? '' }));
    },

    async forgetFinishedBefore(time) {
      await db
        .deleteFrom('job')
        .where('state', '<>', sql.lit('waiting'))
        .where('settled_at', '<', time.getTime())
        .execute();
    },
  };
}

function jobColumns({ kind, key, tenantId, payload, dueAt, class: name }: NewJob, clockNow: Date): JobRow {
  return {
    id: orderedId(),
    tenant_id: tenantId,
    key,
    kind,
    class: jobClasses.indexOf(name ?? classOfKind(kind)),
    payload: JSON.stringify(payload),
    state: 'waiting',
    due_at: (dueAt ?? clockNow).getTime(),
    attempt: 0,
    begun_at: null,
    lease: null,
    lease_until: null,
    code: null,
    settled_at: null,
  };
}

let count = 0;

/** An id that sorts by when it was made, so that of jobs due at the same time the older comes first. */
function orderedId(): string {
  count = (count + 1) % 0x1000000;
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time}-${count.toString(16).padStart(6, '0')}-${randomBytes(8).toString('hex')}`;
}

function byDueTime(one: Selectable<JobRow>, other: Selectable<JobRow>): number {
  return one.due_at - other.due_at || (one.id < other.id ? -1 : 1);
}

function claimedJob(row: Selectable<JobRow>): ClaimedJob {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    tenantId: row.tenant_id,
    payload: parseOwn(row.payload) as ClaimedJob['payload'],
    dueAt: new Date(row.due_at),
    attempt: row.attempt,
    class: jobClasses[row.class] ?? 'normal',
    begunAt: new Date(row.begun_at ?? 0),
    lease: row.lease ?? '',
  };
}
