import type { JobClass } from '../domain/job-classes.ts';

/** One kind per file in `jobs/`; the payload is what that kind reads. */
export interface NewJob {
  kind: string;
  /** Unique in the tenant for ever (forgotten 90 days after it was done): enqueueing the same key again changes nothing. */
  key: string;
  tenantId: string;
  payload: Record<string, unknown>;
  /** Not before; now when absent. */
  dueAt?: Date;
  /** What its kind is when absent. */
  class?: JobClass;
}

export interface ClaimedJob extends Required<NewJob> {
  id: string;
  /** How often it was claimed, this time included. */
  attempt: number;
  /** When it was claimed for the first time, in real time. */
  begunAt: Date;
  /** Only the holder of the lease may finish or fail the job. */
  lease: string;
}

/** A job that could not be done, and that nobody tries again by itself. */
export interface DeadJob extends Required<NewJob> {
  id: string;
  /** In real time. */
  diedAt: Date;
  /** Why. */
  code: string;
}

/** What became of the jobs of one kind. */
export interface JobCount {
  kind: string;
  /** Due, and not done yet. */
  waiting: number;
  /** Not due yet: planned, or to be tried again. */
  later: number;
  /** Of those that were due in the time that was asked about. */
  done: number;
  dead: number;
}

export interface JobQueue {
  /** Inside `atomically`, so that a request and its messages are written together. */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Takes up to `limit` due jobs for `leaseSeconds`. No two claimers get the same one (`for update skip locked` on
   * PostgreSQL). Classes take turns by their shares and tenants one after the other, so that nobody waits behind a long
   * line of somebody else's; within a tenant and class the oldest goes first.
   * @param options.now the application's clock, against which jobs are due; leases run in real time, so that moving that
   *   clock takes no job from its holder
   * @param options.most of each class; as many as `limit` when absent
   * @param options.exceptTenants whose jobs stay where they are
   */
  claim(options: {
    now: Date;
    limit: number;
    leaseSeconds: number;
    most?: Partial<Record<JobClass, number>>;
    exceptTenants?: readonly string[];
  }): Promise<ClaimedJob[]>;
  /**
   * @param until in this machine's time (`Date.now()`), not the application's clock
   * @returns false when the lease was lost
   */
  renew(job: Pick<ClaimedJob, 'id' | 'lease'>, until: Date): Promise<boolean>;
  finish(job: Pick<ClaimedJob, 'id' | 'lease'>): Promise<boolean>;
  /**
   * Back into the queue at `retryAt`, or dead when absent; `code` says why.
   * @param outcome.isUncounted the attempt was none: the job had to wait for its turn
   */
  fail(
    job: Pick<ClaimedJob, 'id' | 'lease'>,
    outcome: { code: string; retryAt?: Date; isUncounted?: boolean },
  ): Promise<boolean>;
  /** When the next job is due that nobody holds; undefined when none waits. */
  nextDueAt(except?: { tenants?: readonly string[]; classes?: readonly JobClass[] }): Promise<Date | undefined>;
  /** Keys of jobs of one kind that are still to be done, or are being done; not of those that say another class than it has. */
  waitingKeys(tenantId: string, kind: string): Promise<string[]>;
  dead(tenantId: string): Promise<{ id: string; kind: string; key: string; code: string }[]>;
  /** @param options `now` and `since` in the application's clock, in which jobs are due */
  counts(tenantId: string, options: { now: Date; since: Date }): Promise<JobCount[]>;
  /** How many were done in the last seconds of real time, and in how many of them: since the first of these. */
  doneLately(
    tenantId: string,
    seconds: number,
    exceptKinds: readonly string[],
  ): Promise<{ count: number; seconds: number }>;
  /** Dead ones, the last to die first. */
  undelivered(
    tenantId: string,
    options: { limit: number; before?: Pick<DeadJob, 'diedAt' | 'id'>; exceptKinds: readonly string[] },
  ): Promise<DeadJob[]>;
  countUndelivered(tenantId: string, exceptKinds: readonly string[]): Promise<number>;
  /**
   * Gives dead ones back to the queue, due at `now` and as if they had never been tried.
   * @param options.ids all when absent
   * @returns how many were dead
   */
  retry(
    tenantId: string,
    options: { now: Date; ids?: readonly string[]; exceptKinds?: readonly string[] },
  ): Promise<number>;
}
