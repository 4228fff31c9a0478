import { randomBytes, randomUUID } from 'node:crypto';
import { sql, type ExpressionBuilder, type Selectable } from 'kysely';
import type { ClaimedJob, JobQueue, NewJob } from '../ports/store.ts';
import { parseOwn, realNow, type Tables } from './rows.ts';
import type { Database, JobRow } from './schema.ts';

/** What the storage side adds to the port. */
export interface StoredJobQueue extends JobQueue {
  /** Forgets jobs that were done or died before a (real) time, with their keys: 90 days are enough. */
  forgetFinishedBefore(time: Date): Promise<void>;
}

/**
 * Timed work and outgoing messages. Two times meet here: `due_at` is in the application's clock, which may be moved;
 * leases run in real time (`realNow`), so that moving the clock ends none.
 */
export function jobQueue({ db, engine, clock }: Tables): StoredJobQueue {
  const now = () => realNow(engine);
  const isFree = (job: ExpressionBuilder<Database, 'job'>) =>
    job.and([job('state', '=', 'waiting'), job.or([job('lease', 'is', null), job('lease_until', '<=', now())])]);
  const held = ({ id, lease }: Pick<ClaimedJob, 'id' | 'lease'>) =>
    db.updateTable('job').where('id', '=', id).where('lease', '=', lease).where('state', '=', 'waiting');

  return {
    async enqueue(jobs) {
      if (jobs.length === 0) return;
      await db
        .insertInto('job')
        .values(jobs.map((job) => jobColumns(job, clock.now())))
        .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing())
        .execute();
    },

    async claim({ now: clockNow, limit, leaseSeconds }) {
      if (limit < 1) return [];
      const due = db
        .selectFrom('job')
        .select('id')
        .where(isFree)
        .where('due_at', '<=', clockNow.getTime())
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked());
      const rows = await db
        .with('due', () => due)
        .updateTable('job')
        .set({
          lease: randomUUID(),
          lease_until: sql<number>`${now()} + ${Math.round(leaseSeconds * 1000)}`,
          attempt: sql<number>`attempt + 1`,
        })
        .where('id', 'in', (from) => from.selectFrom('due').select('id'))
        .returningAll()
        .execute();
      return rows.sort(byDueTime).map(claimedJob);
    },

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

    async fail(job, { code, retryAt }) {
      const free = { lease: null, lease_until: null, code };
      const outcome = retryAt
        ? { ...free, due_at: retryAt.getTime() }
        : { ...free, state: 'dead' as const, settled_at: now() };
      const result = await held(job).set(outcome).executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async nextDueAt() {
      const next = await db
        .selectFrom('job')
        .select('due_at')
        .where(isFree)
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return next && new Date(next.due_at);
    },

    async dead(tenantId) {
      const rows = await db
        .selectFrom('job')
        .select(['id', 'kind', 'key', 'code'])
        .where('tenant_id', '=', tenantId)
        .where('state', '=', 'dead')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, code: row.code ?? '' }));
    },

    async forgetFinishedBefore(time) {
      await db.deleteFrom('job').where('state', '<>', 'waiting').where('settled_at', '<', time.getTime()).execute();
    },
  };
}

function jobColumns({ kind, key, tenantId, payload, dueAt }: NewJob, clockNow: Date): JobRow {
  return {
    id: orderedId(),
    tenant_id: tenantId,
    key,
    kind,
    payload: JSON.stringify(payload),
    state: 'waiting',
    due_at: (dueAt ?? clockNow).getTime(),
    attempt: 0,
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
    lease: row.lease ?? '',
  };
}
