import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ListRow, PeopleList } from '../../../src/domain/people-lists.ts';
import { describeStore } from '../../support/stores.ts';

const ada = { id: randomUUID(), displayName: 'Ada' };
const tenantId = 'contoso';

function list(change: Partial<PeopleList> = {}): PeopleList {
  return {
    tenantId,
    id: randomUUID(),
    kind: 'add',
    group: { id: randomUUID(), displayName: 'Design Guild' },
    sender: ada,
    state: 'draft',
    size: 3,
    createdAt: new Date('2026-03-01T09:00:00Z'),
    ...change,
  };
}

function rows(count: number): ListRow[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    wanted: `p${String(index)}@x.example`,
    what: 'open',
  }));
}

describeStore('lists of people', (engine) => {
  it('come back as they were sent, a page at a time, and of another tenant not at all', async () => {
    const place = await engine.place();
    const first = await place.open();
    const sent = list({ size: 1_201 });
    const all: ListRow[] = [...rows(1_200), { number: 1_201, wanted: 'Grace', role: 'owner', what: 'open' }];
    await first.store.lists.insert(sent, all);
    await first.close();

    const { lists } = (await place.open()).store;
    expect(await lists.get(tenantId, sent.id)).toStrictEqual(sent);
    expect(await lists.rows(tenantId, sent.id, { limit: 2, after: 1_199 })).toStrictEqual(all.slice(1_199));
    expect(await lists.counts(tenantId, sent.id)).toEqual({ open: 1_201 });
    expect(await lists.get('fabrikam', sent.id)).toBeUndefined();
    expect(await lists.rows('fabrikam', sent.id, { limit: 5 })).toEqual([]);
    expect(await lists.counts('fabrikam', sent.id)).toEqual({});
    expect(await lists.move('fabrikam', sent.id, ['draft'], 'done')).toBe(false);
  });

  it('keep what became of each row, and whom they have met', async () => {
    const { lists } = (await (await engine.place()).open()).store;
    const sent = list();
    const [one, two, three] = rows(3) as [ListRow, ListRow, ListRow];
    await lists.insert(sent, [one, two, three]);
    const settled: ListRow[] = [
      { ...one, what: 'added', person: ada },
      { ...two, what: 'repeated', person: ada, sameAs: 1 },
    ];
    await lists.settle(tenantId, sent.id, settled);
    expect(await lists.rows(tenantId, sent.id, { limit: 5 })).toStrictEqual([...settled, three]);
    expect(await lists.rows(tenantId, sent.id, { limit: 5, what: ['open', 'repeated'] })).toStrictEqual([
      settled[1],
      three,
    ]);
    expect(await lists.known(tenantId, sent.id)).toEqual([{ personId: ada.id, number: 1 }]);
    expect(await lists.counts(tenantId, sent.id)).toEqual({ added: 1, repeated: 1, open: 1 });
  });

  it('are worked off by one at a time, and by another when nobody has said so for a while', async () => {
    const { lists } = (await (await engine.place()).open()).store;
    const sent = list();
    await lists.insert(sent, rows(3));
    const begin = (aliveMs: number) =>
      lists.move(tenantId, sent.id, ['draft', 'stopped'], 'running', { actor: ada, aliveMs });
    expect(await Promise.all([begin(60_000), begin(60_000)])).toEqual([true, false]);
    expect(await lists.get(tenantId, sent.id)).toMatchObject({ state: 'running', actor: ada });
    expect(await lists.move(tenantId, sent.id, ['draft'], 'declined')).toBe(false);

    await lists.keepAlive(tenantId, sent.id, -1);
    expect(await lists.move(tenantId, sent.id, ['draft'], 'declined')).toBe(false);
    expect(await begin(60_000)).toBe(true);
    expect(await lists.move(tenantId, sent.id, ['running'], 'done')).toBe(true);
    expect(await lists.get(tenantId, sent.id)).toMatchObject({ state: 'done', actor: ada });
    await lists.keepAlive(tenantId, sent.id, 1);
    expect(await begin(1)).toBe(false);
  });

  it('are forgotten with their rows', async () => {
    const { lists } = (await (await engine.place()).open()).store;
    const sent = list();
    await lists.insert(sent, rows(3));
    await lists.forgetBefore(new Date(Date.now() - 60_000));
    expect(await lists.get(tenantId, sent.id)).toBeDefined();
    await lists.forgetBefore(new Date(Date.now() + 60_000));
    expect(await lists.get(tenantId, sent.id)).toBeUndefined();
    expect(await lists.counts(tenantId, sent.id)).toEqual({});
  });
});
