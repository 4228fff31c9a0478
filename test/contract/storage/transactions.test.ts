import { expect, it } from 'vitest';
import { describeStore } from '../../support/stores.ts';

const reference = (conversationId: string) => ({
  tenantId: 'contoso',
  conversationId,
  kind: 'groupChat' as const,
  serviceUrl: 'https://smba.example/',
  botId: '28:bot',
});

describeStore('atomically', (engine) => {
  it('keeps all or nothing', async () => {
    const { store } = await (await engine.place()).open();
    const kept = store.atomically(async ({ conversations, jobs }) => {
      await conversations.save(reference('a'));
      await jobs.enqueue([{ kind: 'notify', key: 'a', tenantId: 'contoso', payload: {} }]);
      return 'kept';
    });
    expect(await kept).toBe('kept');
    const undone = store.atomically(async ({ conversations, jobs }) => {
      await conversations.save(reference('b'));
      await jobs.enqueue([{ kind: 'notify', key: 'b', tenantId: 'contoso', payload: {} }]);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await store.conversations.get('contoso', 'a')).toBeDefined();
    expect(await store.conversations.get('contoso', 'b')).toBeUndefined();
    const claimed = await store.jobs.claim({ now: new Date(Date.now() + 1000), limit: 9, leaseSeconds: 9 });
    expect(claimed.map(({ key }) => key)).toEqual(['a']);
  });

  it('refuses the outer store inside, instead of waiting for itself', async () => {
    const { store, turnState, check } = await (await engine.place()).open();
    await store.atomically(async (inner) => {
      await inner.conversations.save(reference('a'));
      const message = 'The outer store was used inside atomically()';
      await expect(store.conversations.get('contoso', 'a')).rejects.toThrow(message);
      await expect(store.atomically(() => Promise.resolve())).rejects.toThrow(message);
      await expect(turnState.read(['a'])).rejects.toThrow(message);
      await expect(check()).rejects.toThrow(message);
      expect(await inner.conversations.get('contoso', 'a')).toBeDefined();
    });
    expect(await store.conversations.get('contoso', 'a')).toBeDefined();
  });

  it('lets what was begun inside use the outer store once it has ended', async () => {
    const { store } = await (await engine.place()).open();
    const { promise: end, resolve: ended } = Promise.withResolvers<undefined>();
    let afterwards: Promise<unknown> | undefined;
    await store.atomically(async ({ conversations }) => {
      afterwards = end.then(() => store.conversations.get('contoso', 'a'));
      await conversations.save(reference('a'));
    });
    ended(undefined);
    expect(await afterwards).toEqual(reference('a'));
  });

  it('joins when it is nested, and a nested failure undoes the whole even when it is caught', async () => {
    const { store } = await (await engine.place()).open();
    await store.atomically(async (outer) => {
      await outer.conversations.save(reference('a'));
      await outer.atomically((inner) => inner.conversations.save(reference('b')));
    });
    expect(await store.conversations.get('contoso', 'b')).toBeDefined();
    const undone = store.atomically(async (outer) => {
      await outer.conversations.save(reference('c'));
      await outer.atomically(() => Promise.reject(new Error('inner'))).catch(() => undefined);
    });
    await expect(undone).rejects.toThrow('inner');
    expect(await store.conversations.get('contoso', 'c')).toBeUndefined();
  });

  it('puts others in a line, and none waits for ever', async () => {
    const { store } = await (await engine.place()).open();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2
          ? store.conversations.save(reference(`c${index}`))
          : store.atomically(async ({ conversations }) => {
              await conversations.save(reference(`c${index}`));
              await conversations.save(reference(`d${index}`));
            }),
      ),
    );
    expect(await store.conversations.get('contoso', 'd28')).toBeDefined();
  });

  it.runIf(engine.name === 'postgres')('tries again when two transactions wait for each other', async () => {
    const { store } = await (await engine.place()).open();
    await store.conversations.save(reference('a'));
    await store.conversations.save(reference('b'));
    let tries = 0;
    const crossing = (first: string, second: string) =>
      store.atomically(async ({ conversations }) => {
        tries += 1;
        await conversations.save({ ...reference(first), botId: first });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await conversations.save({ ...reference(second), botId: first });
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(tries).toBe(3);
  });

  it('is refused after close, and close may be called twice', async () => {
    const { store, close } = await (await engine.place()).open();
    await Promise.all([close(), close()]);
    await expect(store.conversations.get('contoso', 'a')).rejects.toThrow();
  });
});
