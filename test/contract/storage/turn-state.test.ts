import type { Storage } from 'botbuilder';
import { expect, it } from 'vitest';
import { describeStore } from '../../support/stores.ts';

describeStore('state of the Bot Framework SDK', (engine) => {
  it('is read with an eTag, and not at all where there is none', async () => {
    const opened = await (await engine.place()).open();
    const storage: Storage = opened.turnState;
    expect(await storage.read([])).toEqual({});
    await storage.write({ a: { count: 1, nested: { list: [1, null] } }, __proto__key: { x: 1 } });
    const { a, b } = (await storage.read(['a', 'b'])) as Record<string, { eTag: string }>;
    expect(a).toEqual({ count: 1, nested: { list: [1, null] }, eTag: expect.any(String) as string });
    expect(b).toBeUndefined();
    await storage.delete(['a', 'never']);
    expect(await storage.read(['a'])).toEqual({});
  });

  it('is written over without an eTag, with * and with the present one, which then changes', async () => {
    const { turnState: storage } = await (await engine.place()).open();
    const read = async () => (await storage.read(['a']))['a'] as { count: number; eTag: string };
    await storage.write({ a: { count: 1 } });
    await storage.write({ a: { count: 2 } });
    await storage.write({ a: { count: 3, eTag: '*' } });
    const third = await read();
    await storage.write({ a: { count: 4, eTag: third.eTag } });
    const fourth = await read();
    expect(fourth.count).toBe(4);
    expect(fourth.eTag).not.toBe(third.eTag);
  });

  it('refuses an eTag that is out of date, with everything that was to be written beside it', async () => {
    const { turnState: storage } = await (await engine.place()).open();
    await storage.write({ b: { count: 1 } });
    const { b } = (await storage.read(['b'])) as Record<string, { eTag: string }>;
    await storage.write({ b: { count: 2 } });
    await expect(storage.write({ a: { count: 1 }, b: { ...b } })).rejects.toThrow('eTag conflict');
    expect(await storage.read(['a', 'b'])).toMatchObject({ b: { count: 2 } });
    expect(await storage.read(['a'])).toEqual({});
  });

  it('lets one of 20 writers with the same eTag win', async () => {
    const { turnState: storage } = await (await engine.place()).open();
    await storage.write({ a: { winner: -1 } });
    const { a } = (await storage.read(['a'])) as Record<string, { eTag: string }>;
    const races = await Promise.allSettled(
      Array.from({ length: 20 }, (_, winner) => storage.write({ a: { winner, eTag: a!.eTag } })),
    );
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
