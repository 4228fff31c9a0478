import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { AppError, type ErrorKind } from '../../../src/domain/errors.ts';
import { startJobRunner, type JobHandler, type JobRunnerOptions } from '../../../src/jobs/runner.ts';
import type { NewJob } from '../../../src/ports/jobs.ts';
import { openStore } from '../../../src/storage/open-store.ts';

/** Where the clock of these tests stands: before the machine's. */
export const start = new Date('2026-03-01T09:00:00Z');
/** @returns a job for the handler `work` */
export const job = (key: string, change: Partial<NewJob> = {}): NewJob => ({
  kind: 'work',
  key,
  tenantId: 'contoso',
  payload: {},
  ...change,
});
/** @returns an error of a kind, with the code `test.<kind>` */
export const failure = (kind: ErrorKind, retryAfterSeconds?: number) =>
  new AppError(kind, {
    code: `test.${kind}`,
    advice: '',
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });

/** A runner over a real store, with a clock that stands still until it is moved. */
export async function setUp(work: JobHandler, options: Partial<JobRunnerOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'muster-runner-'));
  const clock = { time: start, now: () => clock.time };
  const { store, close } = await openStore({ file: join(directory, 'muster.db') }, { clock });
  const said: object[] = [];
  const log = { warn: (fields: object) => void said.push(fields), error: (fields: object) => void said.push(fields) };
  const runner = startJobRunner({
    store,
    clock,
    handlers: { work },
    concurrency: 4,
    log,
    stopSeconds: 0.1,
    ...options,
  });
  onTestFinished(async () => {
    await runner.stop();
    await close();
    rmSync(directory, { recursive: true, force: true });
  });
  const move = (seconds: number) => {
    clock.time = new Date(clock.time.getTime() + seconds * 1000);
    runner.wake();
  };
  const due = async () => {
    const next = await store.jobs.nextDueAt();
    return next && (next.getTime() - clock.time.getTime()) / 1000;
  };
  return { store, runner, said, move, due, clock };
}
