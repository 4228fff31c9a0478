import { classOfKind } from '../../src/domain/job-classes.ts';
import type { ClaimedJob, JobQueue, NewJob } from '../../src/ports/jobs.ts';
import { jobReport } from './fake-job-report.ts';
import { settled } from './settled.ts';

export interface Row extends ClaimedJob {
  state: 'waiting' | 'done' | 'dead';
  leaseUntil: number;
  code: string;
  settledAt?: Date;
}

/** Jobs in memory, in the order in which they are due. */
export function fakeJobs(state: { jobs: Row[] }): JobQueue {
  const held = ({ id, lease }: Pick<ClaimedJob, 'id' | 'lease'>) =>
    state.jobs.find((row) => row.id === id && row.lease === lease && row.state === 'waiting');
  const isFree = (row: Row, now: Date) =>
    row.state === 'waiting' && row.dueAt <= now && (row.lease === '' || row.leaseUntil <= now.getTime());
  return {
    enqueue: (jobs) =>
      settled(() => {
        for (const job of jobs) if (!state.jobs.some(({ key }) => key === job.key)) state.jobs.push(rowFrom(job));
      }),
    claim: ({ now, limit, leaseSeconds }) =>
      settled(() =>
        state.jobs
          .filter((row) => isFree(row, now))
          .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
          .slice(0, limit)
          .map((row) => {
            const attempt = row.attempt + 1;
            const lease = `${row.id}-${attempt}`;
            Object.assign(row, { attempt, lease, leaseUntil: now.getTime() + leaseSeconds * 1000 });
            return structuredClone(row);
          }),
      ),
    renew: (job, until) =>
      settled(() => {
        const row = held(job);
        if (row) row.leaseUntil = until.getTime();
        return row !== undefined;
      }),
    finish: (job) =>
      settled(() => {
        const row = held(job);
        if (row) Object.assign(row, { state: 'done', settledAt: new Date() });
        return row !== undefined;
      }),
    fail: (job, { code, retryAt, isUncounted = false }) =>
      settled(() => {
        const row = held(job);
        if (row)
          Object.assign(
            row,
            { code, lease: '' },
            retryAt ? { dueAt: retryAt } : { state: 'dead', settledAt: new Date() },
          );
        if (row && isUncounted) row.attempt -= 1;
        return row !== undefined;
      }),
    nextDueAt: () =>
      settled(
        () =>
          state.jobs
            .filter((row) => row.state === 'waiting' && row.lease === '')
            .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0]?.dueAt,
      ),
    waitingKeys: (tenantId, kind) =>
      settled(() =>
        state.jobs
          .filter((row) => row.tenantId === tenantId && row.kind === kind && row.state === 'waiting')
          .map(({ key }) => key),
      ),
    dead: (tenantId) => settled(() => state.jobs.filter((row) => row.tenantId === tenantId && row.state === 'dead')),
    ...jobReport(state.jobs),
  };

  function rowFrom(job: NewJob): Row {
    const id = `job-${state.jobs.length + 1}`;
    return {
      dueAt: new Date(0),
      class: classOfKind(job.kind),
      begunAt: new Date(),
      ...structuredClone(job),
      id,
      attempt: 0,
      lease: '',
      leaseUntil: 0,
      state: 'waiting',
      code: '',
    };
  }
}
