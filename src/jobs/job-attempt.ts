import { AppError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClaimedJob, JobQueue } from '../ports/jobs.ts';
import { maxAttempts, outcomeOf } from './job-outcome.ts';

/**
 * Does one kind of job. It may run twice for one job (the process can die between the work and its record), so it acts
 * without harm a second time. It gives up at `signal`: the lease was lost, or the process is going down.
 */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal) => Promise<void>;

/** Hears ids and codes only; pino's logger fits. */
export interface JobLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

interface Surroundings {
  store: { jobs: JobQueue };
  clock: Clock;
  handlers: Readonly<Record<string, JobHandler>>;
  log: JobLog;
  /** Nothing may be sent to this tenant for a while. */
  pause?: (tenantId: string, seconds: number) => void;
}

/** How long a handler has, once it was aborted, to notice. */
const lastWordsMs = 250;

/** One claimed job in the hands of its handler: keeps the lease, then records what became of it. */
export class JobAttempt {
  /** Never rejects. */
  readonly settled: Promise<void>;
  readonly job: ClaimedJob;
  readonly #around: Surroundings;
  readonly #abort = new AbortController();
  #isStopping = false;

  constructor(job: ClaimedJob, around: Surroundings, leaseSeconds: number) {
    this.job = job;
    this.#around = around;
    this.settled = this.#run(leaseSeconds * 1000);
  }

  /** Waits for the handler, then aborts it and gives the job back, to be taken at once by whoever is alive. */
  async stop(patienceMs: number): Promise<void> {
    if (await this.#settlesWithin(patienceMs)) return;
    this.#isStopping = true;
    this.#abort.abort(new Error('The process is stopping.'));
    if (await this.#settlesWithin(lastWordsMs)) return;
    await this.#giveBack().catch((error: unknown) => this.#unrecorded(error));
  }

  async #run(leaseMs: number): Promise<void> {
    const renewing = setInterval(() => void this.#renew(leaseMs), leaseMs / 3);
    try {
      const error = await this.#work();
      await (error === undefined ? this.#finish() : this.#fail(error));
    } catch (error) {
      this.#unrecorded(error);
    } finally {
      clearInterval(renewing);
    }
  }

  /** @returns what was thrown, or undefined when the work is done */
  async #work(): Promise<unknown> {
    const { kind, attempt } = this.job;
    const { handlers } = this.#around;
    // Claimed so often without an outcome: a job that takes the whole process with it must not do so for ever.
    if (attempt > maxAttempts) return jobError('conflict', 'job.attempts-exhausted');
    const handler = Object.hasOwn(handlers, kind) ? handlers[kind] : undefined;
    // While versions change, another instance may know the kind.
    if (!handler) return jobError('upstream', 'job.no-handler');
    try {
      await handler(this.job, this.#abort.signal);
      return undefined;
    } catch (error) {
      return error ?? new Error('The job was rejected without a reason.');
    }
  }

  async #finish(): Promise<void> {
    if (!(await this.#around.store.jobs.finish(this.job))) this.#warn({}, 'a job was done after its lease had ended');
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#isStopping) return this.#giveBack();
    const { store, clock } = this.#around;
    const { code, waitSeconds, isUncounted } = outcomeOf(error, this.job);
    if (code === 'connector.tenant-paused') this.#around.pause?.(this.job.tenantId, waitSeconds ?? 1);
    const retryAt = waitSeconds === undefined ? undefined : new Date(clock.now().getTime() + waitSeconds * 1000);
    const isOurs = await store.jobs.fail(this.job, {
      code,
      ...(retryAt && { retryAt }),
      ...(isUncounted && { isUncounted }),
    });
    const cause = error instanceof AppError ? {} : { err: error };
    this.#warn({ code, retryAt, isOurs, ...cause }, retryAt ? 'a job will be tried again' : 'a job is dead');
  }

  async #giveBack(): Promise<void> {
    await this.#around.store.jobs.fail(this.job, { code: 'job.stopped', retryAt: this.#around.clock.now() });
  }

  /** By this machine's time: the lease must not end because the application's clock was moved. */
  async #renew(leaseMs: number): Promise<void> {
    try {
      if (await this.#around.store.jobs.renew(this.job, new Date(Date.now() + leaseMs))) return;
      this.#abort.abort(new Error('The lease of the job was lost.'));
    } catch (error) {
      this.#warn({ err: error }, 'the lease of a job could not be renewed');
    }
  }

  async #settlesWithin(milliseconds: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<false>();
    const timer = setTimeout(() => resolve(false), milliseconds);
    try {
      return await Promise.race([this.settled.then(() => true), promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The store did not answer: the lease runs out, and the job is done again. */
  #unrecorded(error: unknown): void {
    this.#around.log.error({ err: error, ...this.#ids() }, 'the outcome of a job could not be recorded');
  }

  #warn(fields: object, message: string): void {
    this.#around.log.warn({ ...this.#ids(), ...fields }, message);
  }

  #ids(): object {
    const { id, kind, attempt } = this.job;
    return { jobId: id, kind, attempt };
  }
}

function jobError(kind: 'conflict' | 'upstream', code: string): AppError {
  return new AppError(kind, { code, advice: 'An administrator finds it among the jobs that are dead.' });
}
