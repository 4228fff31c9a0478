import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { maxAttempts } from '../../../src/jobs/job-outcome.ts';
import { startJobRunner } from '../../../src/jobs/runner.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { until } from '../../support/until.ts';
import { failure, job, setUp, start } from './set-up-runner.ts';

describe('the job runner', () => {
  it('does due jobs once each, not more at once than it may, and is idle when all are done', async () => {
    const done: string[] = [];
    let atOnce = 0;
    let most = 0;
    const { store, runner } = await setUp(async ({ key }) => {
      most = Math.max(most, (atOnce += 1));
      await sleep(5);
      atOnce -= 1;
      done.push(key);
    });
    await store.jobs.enqueue(Array.from({ length: 20 }, (_, index) => job(`k${index}`)));
    await runner.idle();
    expect(new Set(done).size).toBe(20);
    expect(done).toHaveLength(20);
    expect(most).toBe(4);
    await runner.idle();
    expect(await store.jobs.dead('contoso')).toEqual([]);
  });

  it('looks at once when it is woken, and within about a second when it is not', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const { store, runner } = await setUp(({ key }) => {
      if (key === 'untold') resolve(Date.now());
      return Promise.resolve();
    });
    await runner.idle();
    await store.jobs.enqueue([job('told')]);
    const before = Date.now();
    await runner.idle();
    expect(Date.now() - before).toBeLessThan(300);
    await store.jobs.enqueue([job('untold')]);
    expect((await promise) - before).toBeLessThan(2000);
  });

  it('leaves a job until its time in the clock, which may be moved ahead', async () => {
    const done: string[] = [];
    const { store, runner, move } = await setUp(({ key }) => Promise.resolve(void done.push(key)));
    await store.jobs.enqueue([job('tomorrow', { dueAt: new Date(start.getTime() + 86_400_000) })]);
    await runner.idle();
    expect(done).toEqual([]);
    move(86_400);
    await runner.idle();
    expect(done).toEqual(['tomorrow']);
  });

  it.each([0, 365])(
    'keeps the lease of a running job, however long it works, when the clock moves %i days',
    async (days) => {
      let runs = 0;
      const { store, runner, move } = await setUp(
        async () => {
          runs += 1;
          for (let step = 0; step < 7; step += 1) {
            move(days * 86_400);
            await sleep(100);
          }
        },
        { leaseSeconds: 0.3 },
      );
      await store.jobs.enqueue([job('long')]);
      await runner.idle();
      expect(runs).toBe(1);
      expect(await store.jobs.nextDueAt()).toBeUndefined();
    },
  );

  it('aborts a job whose lease was lost, and records nothing for it', async () => {
    let aborted: unknown;
    const { store, runner, said, clock } = await setUp(
      async (_, signal) => {
        // Too late for its lease: somebody else has taken the job meanwhile.
        const until = Date.now() + 250;
        while (Date.now() < until);
        const [taken] = await store.jobs.claim({ now: clock.time, limit: 1, leaseSeconds: 30 });
        expect(taken?.attempt).toBe(2);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted = signal.reason;
      },
      { leaseSeconds: 0.2 },
    );
    await store.jobs.enqueue([job('lost')]);
    await runner.idle();
    expect(aborted).toMatchObject({ message: 'The lease of the job was lost.' });
    expect(said).toMatchObject([{ kind: 'work', attempt: 1 }]);
  });

  it.each(['denied', 'notFound', 'input', 'conflict'] as const)(
    'makes a job dead at once when it was %s',
    async (kind) => {
      const { store, runner } = await setUp(() => Promise.reject(failure(kind)));
      await store.jobs.enqueue([job('a')]);
      await runner.idle();
      expect(await store.jobs.dead('contoso')).toMatchObject([{ key: 'a', kind: 'work', code: `test.${kind}` }]);
    },
  );

  it('tries again after the time that was asked for', async () => {
    let runs = 0;
    const { store, runner, move, due } = await setUp(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(failure('throttled', 100)) : Promise.resolve();
    });
    await store.jobs.enqueue([job('a')]);
    await runner.idle();
    expect(await due()).toBeGreaterThanOrEqual(100);
    expect(await due()).toBeLessThanOrEqual(110);
    move(99);
    await runner.idle();
    expect(runs).toBe(1);
    move(12);
    await runner.idle();
    expect(runs).toBe(2);
    expect(await due()).toBeUndefined();
  });

  it('tries what failed unexpectedly up to ten times, then it is dead', async () => {
    let runs = 0;
    const { store, runner, move, said } = await setUp(() => {
      runs += 1;
      return Promise.reject(new Error('boom'));
    });
    await store.jobs.enqueue([job('a')]);
    for (let round = 0; round < 15; round += 1) {
      await runner.idle();
      move(7200);
    }
    expect(runs).toBe(maxAttempts);
    expect(await store.jobs.dead('contoso')).toMatchObject([{ key: 'a', code: 'job.unexpected' }]);
    expect(said.at(-1)).toMatchObject({ code: 'job.unexpected', err: expect.any(Error) as Error });
  });

  it('does not start a job that took the process with it ten times', async () => {
    let runs = 0;
    const { store, runner } = await setUp(() => Promise.resolve(void (runs += 1)));
    await runner.stop();
    await store.jobs.enqueue([job('poison')]);
    const options = { now: start, limit: 1, leaseSeconds: 0 };
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) expect(await store.jobs.claim(options)).toHaveLength(1);
    const clock = { now: () => start };
    const log = { warn: () => undefined, error: () => undefined };
    const next = startJobRunner({
      store,
      clock,
      handlers: { work: () => Promise.resolve(void (runs += 1)) },
      concurrency: 1,
      log,
    });
    await next.idle();
    await next.stop();
    expect(runs).toBe(0);
    expect(await store.jobs.dead('contoso')).toMatchObject([{ code: 'job.attempts-exhausted' }]);
  });

  it('leaves a kind that it does not know for later', async () => {
    const { store, runner, due } = await setUp(() => Promise.resolve());
    await store.jobs.enqueue([job('a', { kind: 'later-version' }), job('b', { kind: 'toString' })]);
    await runner.idle();
    expect(await due()).toBeGreaterThan(0);
    await runner.stop();
    const later = { now: new Date(start.getTime() + 3_600_000), limit: 9, leaseSeconds: 1 };
    expect((await store.jobs.claim(later)).map(({ key }) => key)).toEqual(expect.arrayContaining(['a', 'b']));
    expect(await store.jobs.dead('contoso')).toEqual([]);
  });

  it('looks again when it is woken while it looks', async () => {
    const { store, runner: other } = await setUp(() => Promise.resolve());
    await other.stop();
    const { promise: done, resolve } = Promise.withResolvers<number>();
    let wokenAt = 0;
    const nextDueAt: typeof store.jobs.nextDueAt = async () => {
      if (wokenAt > 0) return store.jobs.nextDueAt();
      wokenAt = Date.now();
      await store.jobs.enqueue([job('a')]);
      runner.wake();
      return undefined;
    };
    const runner = startJobRunner({
      store: { jobs: { ...store.jobs, nextDueAt } },
      clock: { now: () => start },
      handlers: {
        work: () => {
          resolve(Date.now());
          return Promise.resolve();
        },
      },
      concurrency: 1,
      log: { warn: () => undefined, error: () => undefined },
    });
    expect((await done) - wokenAt).toBeLessThan(500);
    await runner.stop();
  });

  it('waits for running jobs when it stops, and claims no more', async () => {
    const done: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const { store, runner } = await setUp(
      async ({ key }) => {
        begin(undefined);
        await sleep(50);
        done.push(key);
      },
      { concurrency: 1, stopSeconds: 5 },
    );
    await store.jobs.enqueue([job('a'), job('b')]);
    runner.wake();
    await begun;
    await runner.stop();
    expect(done).toEqual(['a']);
    const [next] = await store.jobs.claim({ now: start, limit: 9, leaseSeconds: 1 });
    expect(next).toMatchObject({ key: 'b', attempt: 1 });
  });

  it.each([
    [
      'notices the abort',
      (signal: AbortSignal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    ],
    ['does not', () => sleep(60_000, undefined, { ref: false })],
  ])('gives a job back at once when its handler does not end in time and %s', async (_, work) => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const { store, runner } = await setUp(async (_job, signal) => {
      begin(undefined);
      await work(signal);
    });
    await store.jobs.enqueue([job('a')]);
    runner.wake();
    await begun;
    const before = Date.now();
    await runner.stop();
    expect(Date.now() - before).toBeLessThan(1500);
    expect(await store.jobs.claim({ now: start, limit: 1, leaseSeconds: 1 })).toMatchObject([{ key: 'a', attempt: 2 }]);
  });

  it('goes on when the store fails for a while', async () => {
    const { store } = await setUp(() => Promise.resolve());
    let broken = 2;
    const claim: typeof store.jobs.claim = (options) =>
      (broken -= 1) >= 0 ? Promise.reject(new Error('no connection')) : store.jobs.claim(options);
    const errors: object[] = [];
    const log = { warn: () => undefined, error: (fields: object) => void errors.push(fields) };
    const runner = startJobRunner({
      store: { jobs: { ...store.jobs, claim } },
      clock: { now: () => start },
      handlers: {},
      concurrency: 1,
      log,
    });
    const idle = runner.idle();
    runner.wake();
    await idle;
    await runner.stop();
    expect(errors.length).toBeGreaterThan(0);
  });

  it('keeps workers free for what is urgent, however many others wait and however long they take', async () => {
    const begun: string[] = [];
    const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
    const { store, runner } = await setUp(async ({ key, class: name }) => {
      begun.push(key);
      if (name === 'bulk') await held;
    });
    await store.jobs.enqueue(Array.from({ length: 10 }, (_, index) => job(`bulk${index}`, { class: 'bulk' })));
    runner.wake();
    await until('the others work', () => begun.length === 3);
    await store.jobs.enqueue([job('urgent', { class: 'urgent' })]);
    runner.wake();
    await until('it is begun', () => begun.includes('urgent'));
    expect(begun).toHaveLength(4);
    letGo(undefined);
    await runner.idle();
    expect(begun).toHaveLength(11);
  });

  it('leaves a tenant alone that has to be silent, counts that as no attempt, and serves the others', async () => {
    const tried: string[] = [];
    const { store, runner, said } = await setUp(({ tenantId, key }) => {
      tried.push(`${tenantId} ${key}`);
      if (tenantId !== 'contoso') return Promise.resolve();
      const code = 'connector.tenant-paused';
      return Promise.reject(new AppError('throttled', { code, advice: '', retryAfterSeconds: 600 }));
    });
    await store.jobs.enqueue(Array.from({ length: 50 }, (_, index) => job(`k${index}`)));
    await store.jobs.enqueue(Array.from({ length: 20 }, (_, index) => job(`k${index}`, { tenantId: 'fabrikam' })));
    runner.wake();
    await until('the other tenant is served', () => tried.filter((one) => one.startsWith('fabrikam')).length === 20);
    expect(tried.filter((one) => one.startsWith('contoso')).length).toBeLessThanOrEqual(4);
    await until('it is noted', () => said.length > 0);
    expect(await store.jobs.dead('contoso')).toEqual([]);
  });
});
