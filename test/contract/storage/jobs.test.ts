import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { JobQueue, NewJob } from '../../../src/ports/jobs.ts';
import { describeStore, engines, type EngineUnderTest } from '../../support/stores.ts';

const now = new Date('2026-03-01T09:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const job = (key: string, change: Partial<NewJob> = {}): NewJob => ({
  kind: 'notify',
  key,
  tenantId: 'contoso',
  payload: { key },
  ...change,
});
const claim = { now, limit: 10, leaseSeconds: 30 };

async function open(engine: EngineUnderTest) {
  const place = await engine.place();
  const opened = await place.open({ clock: { now: () => now } });
  return { ...opened, jobs: opened.store.jobs, place };
}
const keys = async (jobs: JobQueue, options = claim) => (await jobs.claim(options)).map(({ key }) => key);

describeStore('jobs', (engine) => {
  it('are claimed when they are due, by due time and then in the order they came', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('late', { dueAt: later(60) }), job('b'), job('a'), job('early', { dueAt: later(-60) })]);
    const [first, ...rest] = await jobs.claim({ ...claim, limit: 3 });
    expect(first).toMatchObject({ ...job('early', { dueAt: later(-60) }), attempt: 1 });
    expect(rest.map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['b', now],
      ['a', now],
    ]);
    expect(await jobs.nextDueAt()).toEqual(later(60));
    expect(await keys(jobs)).toEqual([]);
    expect(await keys(jobs, { ...claim, now: later(60) })).toEqual(['late']);
    expect(await jobs.nextDueAt()).toBeUndefined();
  });

  it('are made once per key and tenant for ever, until the key is forgotten', async () => {
    const { jobs, forgetFinishedBefore } = await open(engine);
    await jobs.enqueue([job('a'), job('a', { kind: 'other' }), job('a', { tenantId: 'fabrikam' })]);
    await jobs.enqueue([]);
    const claimed = await jobs.claim(claim);
    expect(claimed.map(({ kind, tenantId }) => [kind, tenantId])).toEqual([
      ['notify', 'contoso'],
      ['notify', 'fabrikam'],
    ]);
    for (const each of claimed) expect(await jobs.finish(each)).toBe(true);
    await forgetFinishedBefore(new Date(Date.now() - 60_000));
    await jobs.enqueue([job('a')]);
    expect(await keys(jobs)).toEqual([]);

    await forgetFinishedBefore(new Date(Date.now() + 60_000));
    await jobs.enqueue([job('a')]);
    expect(await keys(jobs)).toEqual(['a']);
  });

  it('are finished only by the holder of the lease', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('a')]);
    const [stale] = await jobs.claim({ ...claim, leaseSeconds: 0.05 });
    expect(await keys(jobs)).toEqual([]);
    await sleep(80);
    expect(await jobs.nextDueAt()).toEqual(now);
    const [held] = await jobs.claim(claim);
    expect(held).toMatchObject({ key: 'a', attempt: 2 });
    expect(await jobs.finish(stale!)).toBe(false);
    expect(await jobs.fail(stale!, { code: 'late' })).toBe(false);
    expect(await jobs.renew(stale!, new Date(Date.now() + 1000))).toBe(false);
    expect(await jobs.finish(held!)).toBe(true);
    expect(await jobs.finish(held!)).toBe(false);
  });

  it('stay with their holder when the lease is renewed, and when the clock is moved far ahead', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('a')]);
    const [held] = await jobs.claim({ ...claim, leaseSeconds: 0.2 });
    expect(await jobs.renew(held!, new Date(Date.now() + 5_000))).toBe(true);
    await sleep(250);
    expect(await keys(jobs, { ...claim, now: later(90 * 24 * 3600) })).toEqual([]);
    expect(await jobs.finish(held!)).toBe(true);
  });

  it('come back at the time of the retry, or are dead with the code', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('again'), job('never')]);
    const [again, never] = await jobs.claim(claim);
    expect(await jobs.fail(again!, { code: 'graph.throttled', retryAt: later(30) })).toBe(true);
    expect(await jobs.fail(never!, { code: 'message.unreachable' })).toBe(true);
    expect(await jobs.nextDueAt()).toEqual(later(30));
    expect(await keys(jobs)).toEqual([]);
    expect(await jobs.claim({ ...claim, now: later(30) })).toMatchObject([{ key: 'again', attempt: 2 }]);
    const { id, kind, key } = never!;
    expect(await jobs.dead('contoso')).toEqual([{ id, kind, key, code: 'message.unreachable' }]);
    expect(await jobs.dead('fabrikam')).toEqual([]);
  });

  it('of one kind are known by their keys until they are done', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue(['one', 'two', 'later'].map((key) => job(key, { kind: 'tell-deletion' })));
    await jobs.enqueue([job('other'), job('elsewhere', { kind: 'tell-deletion', tenantId: 'fabrikam' })]);
    const [taken] = await jobs.claim({ ...claim, limit: 1 });
    expect((await jobs.waitingKeys('contoso', 'tell-deletion')).sort()).toEqual(['later', 'one', 'two']);
    await jobs.finish(taken!);
    expect((await jobs.waitingKeys('contoso', 'tell-deletion')).sort()).toEqual(
      ['later', 'one', 'two'].filter((key) => key !== taken!.key),
    );
  });

  it('that are urgent go before a long line of bulk, which goes on nevertheless', async () => {
    const { jobs } = await open(engine);
    const line = Array.from({ length: 200 }, (_, index) => job(`notice${index}`, { kind: 'deliver-notice' }));
    await jobs.enqueue(line);
    await jobs.enqueue([job('approval', { kind: 'deliver-request-card', dueAt: later(30) })]);
    const atLater = { ...claim, now: later(30), limit: 4 };
    expect(await keys(jobs, atLater)).toEqual(['notice0', 'notice1', 'notice2', 'approval']);
    const approvals = Array.from({ length: 50 }, (_, index) => job(`a${index}`, { class: 'urgent' }));
    await jobs.enqueue([...approvals, job('x'), job('y'), job('z')]);
    const taken = await jobs.claim({ ...claim, limit: 25 });
    const count = (name: string) => taken.filter((one) => one.class === name).length;
    expect(count('urgent')).toBeGreaterThan(15);
    expect(count('normal')).toBe(3);
    expect(count('bulk')).toBeGreaterThan(0);
  });

  it('of several tenants take turns, whoever came first and however many there are', async () => {
    const { jobs } = await open(engine);
    const of = (tenantId: string, count: number) =>
      Array.from({ length: count }, (_, index) => job(`${tenantId}${index}`, { tenantId }));
    await jobs.enqueue(of('contoso', 60));
    expect(await keys(jobs, { ...claim, limit: 6 })).toHaveLength(6);
    await jobs.enqueue([...of('fabrikam', 60), ...of('tailspin', 1)]);
    const taken: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) taken.push(...(await keys(jobs, { ...claim, limit: 1 })));
    expect(taken.filter((key) => key.startsWith('contoso'))).toHaveLength(3);
    expect(taken.filter((key) => key.startsWith('fabrikam'))).toHaveLength(3);
    expect(taken).toContain('tailspin0');
  });

  it('are not taken from a tenant or beyond the room of a class that is left out', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('a'), job('b', { tenantId: 'fabrikam', dueAt: later(-5) }), job('c', { class: 'bulk' })]);
    const left = { ...claim, exceptTenants: ['fabrikam'], most: { bulk: 0 } };
    expect(await keys(jobs, left)).toEqual(['a']);
    expect(await jobs.nextDueAt({ tenants: ['fabrikam'], classes: ['bulk'] })).toBeUndefined();
    expect(await jobs.nextDueAt({ tenants: ['contoso'] })).toEqual(later(-5));
    expect(await keys(jobs)).toEqual(['b', 'c']);
  });

  it('do not count an attempt that was none, and keep when they were begun', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('a')]);
    const [first] = await jobs.claim(claim);
    expect(Math.abs(first!.begunAt.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await jobs.fail(first!, { code: 'connector.throttled', retryAt: now, isUncounted: true })).toBe(true);
    const [again] = await jobs.claim(claim);
    expect(again).toMatchObject({ attempt: 1, begunAt: first!.begunAt });
  });

  it('are counted by kind: waiting, for later, done lately and dead', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([job('done'), job('dead'), job('older', { dueAt: later(-100_000) })]);
    const [older, done, dead] = await jobs.claim(claim);
    expect(await jobs.finish(done!)).toBe(true);
    expect(await jobs.finish(older!)).toBe(true);
    expect(await jobs.fail(dead!, { code: 'x' })).toBe(true);
    await jobs.enqueue([job('waiting'), job('planned', { dueAt: later(60) }), job('w', { kind: 'other' })]);
    await jobs.enqueue([job('elsewhere', { tenantId: 'fabrikam' })]);
    expect(await jobs.counts('contoso', { now, since: later(-86_400) })).toEqual([
      { kind: 'notify', waiting: 1, later: 1, done: 1, dead: 1 },
      { kind: 'other', waiting: 1, later: 0, done: 0, dead: 0 },
    ]);
    const lately = await jobs.doneLately('contoso', 60, []);
    expect(lately.count).toBe(2);
    expect(lately.seconds).toBeLessThan(60);
    expect((await jobs.doneLately('contoso', 60, ['notify'])).count).toBe(0);
  });

  it('that are dead are shown page by page, and tried again once', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue([...Array.from({ length: 5 }, (_, index) => job(`k${index}`)), job('s', { kind: 'silent' })]);
    await jobs.enqueue([job('theirs', { tenantId: 'fabrikam' })]);
    for (const each of await jobs.claim(claim))
      expect(await jobs.fail(each, { code: 'message.unreachable' })).toBe(true);
    const exceptKinds = ['silent'];
    const first = await jobs.undelivered('contoso', { limit: 3, exceptKinds });
    const rest = await jobs.undelivered('contoso', { limit: 3, exceptKinds, before: first.at(-1)! });
    expect(new Set([...first, ...rest].map(({ key }) => key))).toEqual(new Set(['k0', 'k1', 'k2', 'k3', 'k4']));
    expect(first[0]).toMatchObject({ code: 'message.unreachable', dueAt: now, payload: { key: first[0]!.key } });
    expect(await jobs.countUndelivered('contoso', exceptKinds)).toBe(5);

    const [one] = first;
    expect(await jobs.retry('fabrikam', { now, ids: [one!.id] })).toBe(0);
    const tries = [one!.id, one!.id].map((id) => jobs.retry('contoso', { now, ids: [id] }));
    expect((await Promise.all(tries)).sort()).toEqual([0, 1]);
    const [again] = await jobs.claim(claim);
    expect(again).toMatchObject({ key: one!.key, attempt: 1 });
    expect(await jobs.retry('contoso', { now, exceptKinds })).toBe(4);
    expect(await jobs.retry('contoso', { now, exceptKinds })).toBe(0);
    expect(await jobs.countUndelivered('contoso', [])).toBe(1);
  });

  it('go to one of 50 claimers each', async () => {
    const { jobs } = await open(engine);
    await jobs.enqueue(Array.from({ length: 20 }, (_, index) => job(`k${index}`)));
    const claims = await Promise.all(Array.from({ length: 50 }, () => keys(jobs, { ...claim, limit: 1 })));
    expect(new Set(claims.flat()).size).toBe(claims.flat().length);
    const rest = await keys(jobs, { ...claim, limit: 50 });
    expect(new Set([...claims.flat(), ...rest]).size).toBe(20);
  });
});

const postgres = engines.find(({ name }) => name === 'postgres');
it.runIf(postgres)('two instances on one PostgreSQL claim disjoint jobs', async () => {
  const place = await postgres!.place();
  const stores = await Promise.all([place.open(), place.open(), place.open(), place.open()]);
  const queues = stores.map(({ store }) => store.jobs);
  const total = 300;
  await queues[0]!.enqueue(Array.from({ length: total }, (_, index) => job(`k${index}`, { dueAt: now })));
  const taken = await Promise.all(
    queues.map(async (jobs) => {
      const mine: string[] = [];
      for (let claimed = await jobs.claim(claim); claimed.length > 0; claimed = await jobs.claim(claim)) {
        mine.push(...claimed.map(({ key }) => key));
        for (const each of claimed) expect(await jobs.finish(each)).toBe(true);
      }
      return mine;
    }),
  );
  expect(taken.flat()).toHaveLength(total);
  expect(new Set(taken.flat()).size).toBe(total);
  expect(taken.filter((mine) => mine.length > 0).length).toBeGreaterThan(1);
});
