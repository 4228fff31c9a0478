import type { Clock } from '../../src/ports/clock.ts';
import type { ClaimedJob, JobQueue } from '../../src/ports/jobs.ts';

type Failure = Parameters<JobQueue['fail']>[1];

/**
 * Does what is due, as the runner would, until nothing is.
 * @param failed what becomes of a job whose work threw; throws what should not have been thrown
 */
export async function workOff(
  { jobs, clock }: { jobs: JobQueue; clock: Clock },
  work: (job: ClaimedJob) => Promise<void>,
  failed: (error: unknown, job: ClaimedJob) => Failure,
): Promise<void> {
  for (;;) {
    const claimed = await jobs.claim({ now: clock.now(), limit: 10, leaseSeconds: 30 });
    if (claimed.length === 0) return;
    for (const job of claimed) {
      try {
        await work(job);
        await jobs.finish(job);
      } catch (error) {
        await jobs.fail(job, failed(error, job));
      }
    }
  }
}
