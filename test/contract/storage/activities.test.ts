import { expect, it } from 'vitest';
import { describeStore } from '../../support/stores.ts';

const now = new Date('2026-03-01T09:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const options = { now, leaseSeconds: 15 };

describeStore('answers to activities', (engine) => {
  it('lets one of 50 deliveries of an activity begin', async () => {
    const { store } = await (await engine.place()).open();
    const begun = await Promise.all(Array.from({ length: 50 }, () => store.activities.begin('a', options)));
    expect(begun.filter(({ state }) => state === 'new')).toHaveLength(1);
    expect(begun.filter(({ state }) => state === 'busy')).toHaveLength(49);
  });

  it('gives the recorded answer to a delivery that comes again, also after a restart', async () => {
    const place = await engine.place();
    const first = await place.open();
    await first.store.activities.begin('a', options);
    await first.store.activities.finish('a', { status: 200, body: { text: 'Done' } }, now);
    await first.store.activities.begin('b', options);
    await first.store.activities.finish('b', { status: 200 }, now);
    await first.store.activities.begin('c', options);
    await first.close();

    const { store } = await place.open();
    const ask = { now: later(5), leaseSeconds: 15 };
    expect(await store.activities.begin('a', ask)).toEqual({
      state: 'done',
      answer: { status: 200, body: { text: 'Done' } },
    });
    expect(await store.activities.begin('b', ask)).toEqual({ state: 'done', answer: { status: 200 } });
    expect(await store.activities.begin('d', ask)).toEqual({ state: 'new' });
  });

  it('lets nobody wait for a process that is surely gone', async () => {
    const place = await engine.place();
    const first = await place.open();
    await first.store.activities.begin('a', options);
    await first.store.jobs.enqueue([{ kind: 'k', key: 'j', tenantId: 't', payload: {} }]);
    const soon = new Date(Date.now() + 1000);
    expect(await first.store.jobs.claim({ now: soon, limit: 1, leaseSeconds: 60 })).toHaveLength(1);
    await first.close();

    // A file has one holder; a server may have others, and theirs is a lease that must be waited out.
    const isFreed = engine.name === 'sqlite';
    const { store } = await place.open();
    expect(await store.activities.begin('a', { now: later(5), leaseSeconds: 15 })).toEqual({
      state: isFreed ? 'new' : 'busy',
    });
    expect(await store.jobs.claim({ now: soon, limit: 1, leaseSeconds: 60 })).toHaveLength(isFreed ? 1 : 0);
  });

  it('lets the next delivery begin when the handler ran out of time, and keeps the first answer', async () => {
    const { store } = await (await engine.place()).open();
    await store.activities.begin('a', options);
    expect(await store.activities.begin('a', { now: later(14.9), leaseSeconds: 15 })).toEqual({ state: 'busy' });
    const races = await Promise.all(
      Array.from({ length: 20 }, () => store.activities.begin('a', { now: later(15), leaseSeconds: 15 })),
    );
    expect(races.filter(({ state }) => state === 'new')).toHaveLength(1);

    await store.activities.finish('a', { status: 200, body: 'first' }, later(16));
    await store.activities.finish('a', { status: 200, body: 'second' }, later(17));
    expect(await store.activities.begin('a', { now: later(18), leaseSeconds: 15 })).toEqual({
      state: 'done',
      answer: { status: 200, body: 'first' },
    });
  });

  it('are held for longer, or given free, while there is no answer', async () => {
    const { store } = await (await engine.place()).open();
    await store.activities.begin('a', options);
    await store.activities.hold('a', later(30));
    expect(await store.activities.begin('a', { now: later(29), leaseSeconds: 15 })).toEqual({ state: 'busy' });
    await store.activities.hold('a', later(0));
    expect(await store.activities.begin('a', { now: later(1), leaseSeconds: 15 })).toEqual({ state: 'new' });
    await store.activities.finish('a', { status: 200 }, later(2));
    await store.activities.hold('a', later(0));
    expect(await store.activities.begin('a', { now: later(3), leaseSeconds: 15 })).toMatchObject({ state: 'done' });
    await store.activities.hold('unknown', later(30));
    expect(await store.activities.begin('unknown', options)).toEqual({ state: 'new' });
  });

  it('forgets what is older than a redelivery', async () => {
    const { store } = await (await engine.place()).open();
    await store.activities.begin('old', options);
    await store.activities.finish('old', { status: 200 }, now);
    await store.activities.begin('young', { now: later(60), leaseSeconds: 15 });
    await store.activities.forgetBefore(later(30));
    expect(await store.activities.begin('old', options)).toEqual({ state: 'new' });
    expect(await store.activities.begin('young', options)).toEqual({ state: 'busy' });
  });
});
