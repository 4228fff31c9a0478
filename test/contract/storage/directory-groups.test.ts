import { expect, it } from 'vitest';
import type { DirectoryChange, DirectoryFacts, ReadingPlace } from '../../../src/domain/directory-group.ts';
import type { DirectoryGroupStore } from '../../../src/ports/directory-groups.ts';
import { describeStore } from '../../support/stores.ts';

const tenantId = 'contoso';
const at = new Date('2026-03-01T09:00:00Z');
const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const facts: DirectoryFacts = {
  displayName: 'Design Guild',
  kind: 'microsoft365',
  isDynamic: false,
  isSynced: true,
  hasTeam: true,
  visibility: 'private',
  classification: 'Internal',
  createdAt: new Date('2024-01-01T00:00:00Z'),
  renewedAt: null,
  expiresAt: later(60),
};
const group = (id: string, change: Partial<DirectoryFacts> = {}): DirectoryChange => ({
  id,
  facts: { ...facts, ...change },
});

/** Writes rounds of one page each: the first and every one with `full` read everything. */
async function readAll(groups: DirectoryGroupStore, changes: DirectoryChange[], of = tenantId): Promise<ReadingPlace> {
  let place = (await groups.begin(of, await groups.place(of), { at }))!;
  place = (await groups.putPage(of, place, { changes, token: 'delta.1', at }))!;
  while (place.sweptTo !== undefined) place = (await groups.sweep(of, place, { limit: 2, at, forgetBefore: at }))!;
  return place;
}
const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

describeStore('what the app knows of groups', (engine) => {
  const open = async () => (await (await engine.place()).open()).store;

  it('comes back as it was told, each tenant by itself', async () => {
    const { directoryGroups: groups } = await open();
    await readAll(groups, [group('a'), group('b', { expiresAt: null, classification: null })]);
    await readAll(groups, [group('a', { displayName: 'Elsewhere' })], 'fabrikam');
    expect(await groups.get(tenantId, 'a')).toStrictEqual({ tenantId, id: 'a', ...facts });
    expect(await groups.get('fabrikam', 'a')).toMatchObject({ displayName: 'Elsewhere' });
    expect(await groups.get('fabrikam', 'b')).toBeUndefined();
    const all = { from: new Date(0), until: later(9_999), limit: 10 };
    expect(idsOf(await groups.dueBetween(tenantId, all))).toEqual(['a']);
    expect(await groups.place('nobody')).toBeUndefined();
  });

  it('is written together with where the page ended, or not at all', async () => {
    const store = await open();
    const first = (await store.directoryGroups.begin(tenantId, undefined, { at, rules: 'r' }))!;
    const dying = store.atomically(async (inside) => {
      await inside.directoryGroups.putPage(tenantId, first, { changes: [group('a')], token: 'skip.1', at });
      throw new Error('the process dies here');
    });
    await expect(dying).rejects.toThrow('dies');
    expect(await store.directoryGroups.place(tenantId)).toStrictEqual(first);
    expect(await store.directoryGroups.get(tenantId, 'a')).toBeUndefined();
    const page = { changes: [group('a')], token: 'skip.1', at };
    const next = await store.directoryGroups.putPage(tenantId, first, page);
    expect(next).toStrictEqual({ generation: 1, round: 'full', startedAt: at, rules: 'r', token: 'skip.1', step: 2 });
    expect(await store.directoryGroups.place(tenantId)).toStrictEqual(next);
  });

  it('lets one of several readers move the place, and writes nothing of the others', async () => {
    const { directoryGroups: groups } = await open();
    const begun = await Promise.all(Array.from({ length: 4 }, () => groups.begin(tenantId, undefined, { at })));
    const [place] = begun.filter((one) => one !== undefined);
    expect(begun.filter((one) => one !== undefined)).toHaveLength(1);
    const pages = ['a', 'b', 'c'].map((id) =>
      groups.putPage(tenantId, place!, { changes: [group(id)], token: `skip.${id}`, at }),
    );
    const moved = (await Promise.all(pages)).flatMap((one) => one ?? []);
    expect(moved).toHaveLength(1);
    const all = await groups.dueBetween(tenantId, { from: new Date(0), until: later(99), limit: 9 });
    expect(idsOf(all)).toEqual([moved[0]!.token!.slice('skip.'.length)]);
    expect(await groups.begin(tenantId, place, { at })).toBeUndefined();
    expect(await groups.sweep(tenantId, place!, { limit: 9, at, forgetBefore: at })).toBeUndefined();
  });

  it('keeps what a change does not name, and the last word where a page has two', async () => {
    const { directoryGroups: groups } = await open();
    const place = await readAll(groups, [group('a')]);
    const changes: DirectoryChange[] = [
      { id: 'a', facts: { displayName: 'First' } },
      { id: 'a', facts: { displayName: 'Second' } },
      { id: 'new', facts: { displayName: 'Of which little is known' } },
      { id: 'b', gone: 'deleted' },
    ];
    const next = await groups.putPage(tenantId, place, { changes, token: 'delta.2', at: later(5) });
    expect(next).toMatchObject({ round: 'changes', startedAt: later(5), fullAt: at, token: 'delta.2' });
    expect(next).not.toHaveProperty('sweptTo');
    expect(await groups.get(tenantId, 'a')).toStrictEqual({ tenantId, id: 'a', ...facts, displayName: 'Second' });
    expect(await groups.get(tenantId, 'new')).toMatchObject({ kind: 'security', expiresAt: null });
    expect(await groups.get(tenantId, 'b')).toBeUndefined();
  });

  it('marks what a full round did not see, in pieces that can be gone on with, and brings back what it sees again', async () => {
    const { directoryGroups: groups } = await open();
    await readAll(
      groups,
      ['a', 'b', 'c', 'd', 'e'].map((id) => group(id)),
    );
    await readAll(groups, [group('x')], 'fabrikam');
    let place = (await groups.begin(tenantId, await groups.place(tenantId), { at: later(1) }))!;
    expect(place).toMatchObject({ generation: 2, round: 'full', fullAt: at });
    place = (await groups.putPage(tenantId, place, { changes: [group('b')], token: 'skip.1', at }))!;
    place = (await groups.putPage(tenantId, place, { changes: [group('e')], token: 'delta.2', at }))!;
    expect(place.sweptTo).toBe('');
    place = (await groups.sweep(tenantId, place, { limit: 2, at: later(2), forgetBefore: at }))!;
    expect(place.sweptTo).toBe('b');
    expect(idsOf(await groups.goneSince(tenantId, { since: at, limit: 9 }))).toEqual(['a']);
    while (place.sweptTo !== undefined)
      place = (await groups.sweep(tenantId, place, { limit: 2, at: later(2), forgetBefore: at }))!;
    expect(place.fullAt).toEqual(later(2));
    const gone = await groups.goneSince(tenantId, { since: at, limit: 9 });
    expect(gone.map(({ id, gone: how }) => [id, how.as, how.at])).toEqual(
      ['a', 'c', 'd'].map((id) => [id, 'missing', later(2)]),
    );
    await groups.putPage(tenantId, place, { changes: [group('c')], token: 'delta.3', at });
    expect(await groups.get(tenantId, 'c')).not.toHaveProperty('gone');
    expect(await groups.get('fabrikam', 'x')).not.toHaveProperty('gone');
  });

  it('forgets in time what is gone', async () => {
    const { directoryGroups: groups } = await open();
    const place = await readAll(groups, [group('a'), group('b')]);
    await groups.putPage(tenantId, place, { changes: [{ id: 'a', gone: 'deleted' }], token: 'delta.2', at });
    let now = (await groups.begin(tenantId, await groups.place(tenantId), { at }))!;
    now = (await groups.putPage(tenantId, now, { changes: [group('b')], token: 'delta.3', at }))!;
    while (now.sweptTo !== undefined)
      now = (await groups.sweep(tenantId, now, { limit: 9, at, forgetBefore: later(1) }))!;
    expect(await groups.get(tenantId, 'a')).toBeUndefined();
    expect(await groups.get(tenantId, 'b')).toBeDefined();
  });

  it('knows since when a group is gone, also when it is gone for good later', async () => {
    const { directoryGroups: groups } = await open();
    let place = await readAll(groups, [group('a'), group('b'), group('c')]);
    const put = async (changes: DirectoryChange[], minute: number): Promise<void> => {
      place = (await groups.putPage(tenantId, place, { changes, token: `delta.${minute}`, at: later(minute) }))!;
    };
    await put([{ id: 'a', gone: 'deleted' }], 1);
    await put([{ id: 'b', gone: 'deleted' }], 2);
    await put([{ id: 'a', gone: 'purged' }], 3);
    const gone = await groups.goneSince(tenantId, { since: later(1), limit: 1 });
    expect(gone).toMatchObject([{ id: 'a', gone: { as: 'purged', at: later(1) } }]);
    const after = { at: gone[0]!.gone.at, id: 'a' };
    expect(idsOf(await groups.goneSince(tenantId, { since: later(1), limit: 9, after }))).toEqual(['b']);
    expect(idsOf(await groups.goneSince(tenantId, { since: later(2), limit: 9 }))).toEqual(['b']);
  });

  it('finds what ends within a time, in order, a page at a time', async () => {
    const { directoryGroups: groups } = await open();
    await readAll(groups, [
      group('d', { expiresAt: later(30) }),
      group('b', { expiresAt: later(30) }),
      group('a', { expiresAt: later(40) }),
      group('early', { expiresAt: later(10) }),
      group('late', { expiresAt: later(41) }),
      group('never', { expiresAt: null }),
    ]);
    const query = { from: later(10), until: later(40), limit: 1 };
    const seen: string[] = [];
    let after: { at: Date; id: string } | undefined;
    for (;;) {
      const [next] = await groups.dueBetween(tenantId, { ...query, ...(after && { after }) });
      if (!next) break;
      seen.push(next.id);
      after = { at: next.expiresAt, id: next.id };
    }
    expect(seen).toEqual(['b', 'd', 'a']);
  });

  it('keeps what a look at single groups found, and whose owners are to be looked at', async () => {
    const { directoryGroups: groups } = await open();
    await readAll(groups, [group('a'), group('b'), group('c'), group('s', { kind: 'security' })]);
    await groups.putLooks(
      tenantId,
      [
        { id: 'a', displayName: 'Renamed', expiresAt: later(90), ownerIds: ['ada', 'grace'] },
        { id: 'b', displayName: 'Nobody’s', ownerIds: [] },
        { id: 'c', gone: true },
        { id: 'unknown', displayName: 'Unknown', ownerIds: [] },
      ],
      at,
    );
    expect(await groups.get(tenantId, 'a')).toMatchObject({
      displayName: 'Renamed',
      expiresAt: later(90),
      owners: { ids: ['ada', 'grace'], at },
    });
    expect(await groups.get(tenantId, 'b')).toMatchObject({ expiresAt: null });
    expect(await groups.get(tenantId, 'c')).toMatchObject({ gone: { as: 'missing', at } });
    expect(await groups.get(tenantId, 'unknown')).toBeUndefined();
    expect(idsOf(await groups.ownerless(tenantId, { limit: 9 }))).toEqual(['b']);
    expect(await groups.ownerless(tenantId, { limit: 9, afterId: 'b' })).toEqual([]);
    await groups.putLooks(tenantId, [{ id: 'c', displayName: 'Is there' }], at);
    expect(idsOf(await groups.ownersUnknownSince(tenantId, { since: at, limit: 9 }))).toEqual(['c']);
    expect(idsOf(await groups.ownersUnknownSince(tenantId, { since: later(1), limit: 2 }))).toEqual(['a', 'b']);
    expect(idsOf(await groups.ownersUnknownSince(tenantId, { since: later(1), limit: 2, afterId: 'b' }))).toEqual([
      'c',
    ]);
    expect(idsOf(await groups.microsoft365(tenantId, { limit: 2 }))).toEqual(['a', 'b']);
    expect(idsOf(await groups.microsoft365(tenantId, { limit: 2, afterId: 'b' }))).toEqual(['c']);
    expect(await groups.microsoft365('another', { limit: 2 })).toEqual([]);
    await readAll(groups, [group('a')]);
    expect((await groups.get(tenantId, 'a'))?.owners).toEqual({ ids: ['ada', 'grace'], at });
  });

  it('looks ends and gone ones up by an index', async () => {
    if (engine.name !== 'sqlite') return;
    const place = await engine.place();
    await place.open();
    const due = `select * from directory_group where tenant_id = 't' and gone_at is null and expires_at > 1
      and expires_at <= 2 order by expires_at, id limit 5`;
    const plan = (await place.tamper(`explain query plan ${due}`)).map(({ detail }) => String(detail)).join();
    expect(plan).toContain('directory_group_expiry');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
