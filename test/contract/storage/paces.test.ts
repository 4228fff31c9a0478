import { expect, it } from 'vitest';
import { describeStore, engines } from '../../support/stores.ts';

describeStore('paces', (engine) => {
  it('keep what was changed, each lane for itself', async () => {
    const { store } = await (await engine.place()).open();
    const at = await store.paces.change('contoso', ['tenant', 'a'], (lanes, now) => {
      lanes.get('a')?.queued.push(now);
      return now;
    });
    expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    const read = await store.paces.change('contoso', ['tenant', 'a', 'b'], (lanes) => structuredClone(lanes));
    expect(read.get('a')?.queued).toEqual([at]);
    expect(read.get('b')?.queued).toEqual([]);
    expect(await store.paces.change('fabrikam', ['a'], (lanes) => lanes.get('a')?.queued)).toEqual([]);
  });

  it('lose no change of many at once', async () => {
    const { store } = await (await engine.place()).open();
    const add = () => store.paces.change('contoso', ['tenant'], (lanes) => lanes.get('tenant')?.queued.push(1));
    const counts = await Promise.all(Array.from({ length: 40 }, add));
    expect(Math.max(...counts.map((count) => count ?? 0))).toBe(40);
  });
});

const postgres = engines.find(({ name }) => name === 'postgres');
it.runIf(postgres)('instances on one PostgreSQL share their paces, and forget old ones', async () => {
  const place = await postgres!.place();
  const [one, other] = [await place.open(), await place.open()];
  const add = ({ store }: typeof one) =>
    store.paces.change('contoso', ['tenant'], (lanes) => lanes.get('tenant')?.queued.push(1));
  await Promise.all(Array.from({ length: 10 }, () => [add(one), add(other)]).flat());
  expect(await add(other)).toBe(21);
  await one.store.paces.forgetBefore(new Date(Date.now() + 60_000));
  expect(await add(other)).toBe(1);
});
