import { jobClasses, type JobClass } from '../domain/job-classes.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClaimedJob, JobQueue } from '../ports/jobs.ts';
import { JobAttempt, type JobHandler, type JobLog } from './job-attempt.ts';

export type { JobHandler, JobLog };

export interface JobRunnerOptions {
  store: { jobs: JobQueue };
  /** The time in which jobs are due. */
  clock: Clock;
  /** By job kind. A kind without a handler is left for an instance that knows it, and is dead after the last attempt. */
  handlers: Readonly<Record<string, JobHandler>>;
  /** How many handlers run at once in this process. */
  concurrency: number;
  log: JobLog;
  /** How long a job stays ours if this process dies; renewed while the handler works. */
  leaseSeconds?: number;
  /** How long `stop` waits for handlers. */
  stopSeconds?: number;
}

export interface JobRunner {
  /** Look at once: something was enqueued, or the clock was moved. */
  wake(): void;
  /** Resolves when no job is due and none runs here. */
  idle(): Promise<void>;
  /** Claims nothing more, waits for running handlers, then aborts them and gives their jobs back. */
  stop(): Promise<void>;
}

/** The longest sleep: another instance may have enqueued something, and tells nobody. */
const longestSleepMs = 1_000;
/** The shortest: a due job that another instance is just claiming must not make this loop spin. */
const shortestSleepMs = 20;

/**
 * Runs due jobs until it is stopped. It may be told of a job, and looks once a second by itself.
 * Due times are in the application's clock; leases and sleeps in this machine's, so moving the clock ends no lease.
 */
export function startJobRunner(options: JobRunnerOptions): JobRunner {
  const runner = new Runner(options);
  const loop = runner.run();
  return {
    wake: () => runner.wake(),
    idle: () => runner.idle(),
    async stop() {
      runner.close();
      await loop;
      await runner.settleRunning();
    },
  };
}

class Runner {
  readonly #options: JobRunnerOptions;
  readonly #jobs: JobQueue;
  readonly #leaseSeconds: number;
  readonly #running = new Set<JobAttempt>();
  /** Tenants to which nothing may be sent until then, by this machine's time. */
  readonly #paused = new Map<string, number>();
  #idleWaiters: (() => void)[] = [];
  #isClosed = false;
  #isWoken = false;
  #endSleep: () => void = () => undefined;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#jobs = options.store.jobs;
    this.#leaseSeconds = options.leaseSeconds ?? 30;
  }

  async run(): Promise<void> {
    while (!this.#isClosed) {
      this.#isWoken = false;
      const waiters = this.#idleWaiters;
      const sleepMs = await this.#look(waiters);
      await this.#sleep(sleepMs);
    }
    this.#idleWaiters.splice(0).forEach((resolve) => resolve());
  }

  wake(): void {
    this.#isWoken = true;
    this.#endSleep();
  }

  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  idle(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    // A new list: a look that has begun already may have missed what this caller just enqueued.
    this.#idleWaiters = [...this.#idleWaiters, () => resolve(undefined)];
    this.wake();
    return promise;
  }

  /** @returns how long to sleep, in milliseconds */
  async #look(waiters: (() => void)[]): Promise<number> {
    const limit = this.#options.concurrency - this.#running.size;
    if (limit < 1) return longestSleepMs;
    try {
      const now = this.#options.clock.now();
      const [most, exceptTenants] = [this.#room(limit), this.#pausedTenants()];
      const leaseSeconds = this.#leaseSeconds;
      const claimed = await this.#jobs.claim({ now, limit, leaseSeconds, most, exceptTenants });
      for (const job of claimed) this.#start(job);
      if (claimed.length === limit) return longestSleepMs;
      if (this.#running.size === 0 && exceptTenants.length === 0) this.#tellIdle(waiters);
      const room = this.#room(limit);
      const full = jobClasses.filter((name) => room[name] < 1);
      const next = await this.#jobs.nextDueAt({ tenants: exceptTenants, classes: full });
      return next ? next.getTime() - this.#options.clock.now().getTime() : longestSleepMs;
    } catch (error) {
      this.#options.log.error({ err: error }, 'jobs could not be claimed');
      return longestSleepMs;
    }
  }

  /** What many wait for at once never takes every worker, however slowly Teams answers. */
  #room(limit: number): Record<JobClass, number> {
    const { concurrency } = this.#options;
    const most = {
      urgent: limit,
      normal: concurrency - Math.floor(concurrency / 8),
      bulk: Math.ceil(concurrency * 0.75),
    };
    for (const { job } of this.#running) most[job.class] -= job.class === 'urgent' ? 0 : 1;
    return { urgent: limit, normal: Math.max(0, most.normal), bulk: Math.max(0, most.bulk) };
  }

  #pausedTenants(): string[] {
    for (const [tenantId, until] of this.#paused) if (until <= performance.now()) this.#paused.delete(tenantId);
    return [...this.#paused.keys()];
  }

  #start(job: ClaimedJob): void {
    const pause = (tenantId: string, seconds: number) =>
      void this.#paused.set(tenantId, performance.now() + seconds * 1000);
    const attempt = new JobAttempt(job, { ...this.#options, pause }, this.#leaseSeconds);
    this.#running.add(attempt);
    void attempt.settled.then(() => {
      this.#running.delete(attempt);
      this.wake();
    });
  }

  #tellIdle(waiters: (() => void)[]): void {
    this.#idleWaiters = this.#idleWaiters.filter((waiter) => !waiters.includes(waiter));
    waiters.forEach((resolve) => resolve());
  }

  #sleep(milliseconds: number): Promise<void> {
    if (this.#isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(milliseconds, shortestSleepMs), longestSleepMs));
      this.#endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async settleRunning(): Promise<void> {
    const stopMs = (this.#options.stopSeconds ?? 5) * 1000;
    await Promise.all([...this.#running].map((attempt) => attempt.stop(stopMs)));
  }
}
