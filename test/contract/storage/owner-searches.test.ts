import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { DirectoryFacts } from '../../../src/domain/directory-group.ts';
import type { Candidate, OwnerSearch } from '../../../src/domain/owner-search.ts';
import type { Store } from '../../../src/ports/store.ts';
import { describeStore } from '../../support/stores.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const named = (displayName: string) => ({ id: randomUUID(), displayName });
const [ada, grace, alan] = [named('Ada Lovelace'), named('Grace Hopper'), named('Alan Turing')];
const member = (person: typeof ada) => ({ person, kind: 'member' as const });

function search(change: Partial<OwnerSearch> = {}): OwnerSearch {
  return {
    id: randomUUID(),
    tenantId: 'contoso',
    group: named('Design Guild'),
    state: 'asking',
    since: day(1),
    formerIds: [alan.id],
    round: 1,
    revision: 0,
    ...change,
  };
}

async function begun(store: Store, change: Partial<OwnerSearch> = {}): Promise<OwnerSearch> {
  const one = search(change);
  expect(await store.ownerSearches.begin(one)).toBe(true);
  return one;
}

const statesOf = (candidates: readonly Candidate[]) =>
  candidates.map(({ person, state }) => [person.displayName, state]);

describeStore('searches for owners', (engine) => {
  it('come back as they were begun; of a group one is open', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const one = await begun(store);
    expect(await ownerSearches.get('contoso', one.id)).toStrictEqual(one);
    expect(await ownerSearches.get('fabrikam', one.id)).toBeUndefined();
    expect(await ownerSearches.begin(search({ group: one.group }))).toBe(false);
    expect(await ownerSearches.openFor('contoso', one.group.id)).toStrictEqual(one);
    expect(await ownerSearches.openFor('fabrikam', one.group.id)).toBeUndefined();
    await begun(store, { tenantId: 'fabrikam', group: one.group });
    expect(await ownerSearches.move(one, ['asking'], { state: 'settled' })).toBe(true);
    expect(await ownerSearches.openFor('contoso', one.group.id)).toBeUndefined();
    await begun(store, { group: one.group });
  });

  it('move on from where they were believed to be only, and count each change', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const one = await begun(store);
    expect(await ownerSearches.move(one, ['accepted'], { state: 'confirmed' })).toBe(false);
    expect(await ownerSearches.move({ ...one, tenantId: 'fabrikam' }, ['asking'], { state: 'settled' })).toBe(false);
    expect(await ownerSearches.move(one, ['asking', 'exhausted'], { state: 'accepted', round: 2 })).toBe(true);
    expect(await ownerSearches.hold('contoso', one.id)).toMatchObject({ state: 'accepted', round: 2, revision: 2 });
    const end = { state: 'confirmed', owner: ada, confirmedBy: grace } as const;
    expect(await ownerSearches.move(one, ['accepted'], end)).toBe(true);
    expect(await ownerSearches.move(one, ['accepted'], end)).toBe(false);
    expect(await ownerSearches.get('contoso', one.id)).toStrictEqual({ ...one, ...end, round: 2, revision: 3 });
    expect(await ownerSearches.hold('contoso', randomUUID())).toBeUndefined();
  });

  it('are listed while they are open, the oldest first, page by page, and counted', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const late = await begun(store, { since: day(5) });
    const [one, two] = [await begun(store, { since: day(2) }), await begun(store, { since: day(2) })];
    const over = await begun(store);
    await ownerSearches.move(over, ['asking'], { state: 'settled' });
    await ownerSearches.move(late, ['asking'], { state: 'exhausted' });
    await begun(store, { tenantId: 'fabrikam' });
    const [first, second] = [one, two].sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = await ownerSearches.open('contoso', { limit: 1 });
    expect(page.map(({ id }) => id)).toEqual([first!.id]);
    const rest = await ownerSearches.open('contoso', { limit: 5, after: page[0]! });
    expect(rest.map(({ id }) => id)).toEqual([second!.id, late.id]);
    expect(await ownerSearches.countOpen('contoso')).toEqual({ asking: 2, accepted: 0, exhausted: 1 });
    expect(await ownerSearches.countOpen('nobody')).toEqual({ asking: 0, accepted: 0, exhausted: 0 });
  });

  it('keep those who are asked, once each and in order', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const one = await begun(store);
    await ownerSearches.addCandidates(one, [{ person: grace, kind: 'manager' }, member(ada), member(grace)]);
    await ownerSearches.addCandidates(one, [member(ada), member(alan)]);
    await ownerSearches.addCandidates(one, []);
    const all = await ownerSearches.candidates('contoso', one.id);
    expect(all.map(({ person, place, kind }) => [person, place, kind])).toEqual([
      [grace, 0, 'manager'],
      [ada, 1, 'member'],
      [alan, 2, 'member'],
    ]);
    expect(await ownerSearches.candidates('fabrikam', one.id)).toEqual([]);

    const [first] = all;
    const asked = { state: 'asked', answerBy: day(4) } as const;
    expect(await ownerSearches.moveCandidate(first!, ['waiting'], asked)).toBe(true);
    expect(await ownerSearches.moveCandidate(first!, ['waiting'], asked)).toBe(false);
    expect(await ownerSearches.moveCandidate({ ...first!, tenantId: 'fabrikam' }, ['asked'], asked)).toBe(false);
    const accepted = { state: 'accepted', acceptedAt: day(3), person: { ...grace, displayName: 'Grace' } } as const;
    expect(await ownerSearches.moveCandidate(first!, ['asked'], accepted)).toBe(true);
    expect(await ownerSearches.candidate('contoso', one.id, grace.id)).toStrictEqual({
      ...first,
      ...asked,
      ...accepted,
    });
    expect(await ownerSearches.candidate('contoso', one.id, randomUUID())).toBeUndefined();
    expect(await ownerSearches.get('contoso', one.id)).toMatchObject({ revision: 2 });
    expect(statesOf(await ownerSearches.candidates('contoso', one.id))[0]).toEqual(['Grace', 'accepted']);
  });

  it('keep one message for each occasion of a recipient', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const one = await begun(store);
    const copy = { tenantId: 'contoso', searchId: one.id, recipientId: ada.id, occasion: 'ask', conversationId: 'c' };
    expect(await ownerSearches.addCopy({ ...copy, activityId: '1' })).toBe(true);
    expect(await ownerSearches.addCopy({ ...copy, activityId: '2' })).toBe(false);
    expect(await ownerSearches.addCopy({ ...copy, occasion: 'owner', activityId: '3' })).toBe(true);
    const copies = await ownerSearches.copies('contoso', one.id);
    expect(copies).toEqual([
      { ...copy, activityId: '1' },
      { ...copy, occasion: 'owner', activityId: '3' },
    ]);
    expect(await ownerSearches.copies('fabrikam', one.id)).toEqual([]);
  });

  it('let no second change in between while one is held', async () => {
    const { store } = await (await engine.place()).open();
    const { ownerSearches } = store;
    const one = await begun(store);
    await ownerSearches.addCandidates(one, [member(ada), member(grace), member(alan)]);
    const take = () =>
      store.atomically(async (inside) => {
        await inside.ownerSearches.hold('contoso', one.id);
        const next = (await inside.ownerSearches.candidates('contoso', one.id)).find(
          ({ state }) => state === 'waiting',
        );
        return next && inside.ownerSearches.moveCandidate(next, ['waiting'], { state: 'asked' });
      });
    expect(await Promise.all([take(), take(), take(), take()])).toEqual(expect.arrayContaining([true, true, true]));
    expect(statesOf(await ownerSearches.candidates('contoso', one.id)).map(([, state]) => state)).toEqual(
      Array.from({ length: 3 }, () => 'asked'),
    );
  });
});

const facts: DirectoryFacts = {
  displayName: 'A group',
  kind: 'microsoft365',
  isDynamic: false,
  isSynced: false,
  hasTeam: false,
  visibility: 'private',
  classification: null,
  createdAt: null,
  renewedAt: null,
  expiresAt: null,
};

describeStore('what a report counts', (engine) => {
  it('is what is there, and of the tenant', async () => {
    const { store } = await (await engine.place()).open();
    const from = (await store.directoryGroups.begin('contoso', undefined, { at: day(1) }))!;
    const changes = [
      { id: 'a', facts: { ...facts, expiresAt: day(12) } },
      { id: 'b', facts: { ...facts, expiresAt: day(200) } },
      { id: 'c', facts },
      { id: 'd', facts },
    ];
    const place = (await store.directoryGroups.putPage('contoso', from, { changes, token: 'skip.1', at: day(1) }))!;
    const gone = [
      { id: 'c', gone: 'deleted' as const },
      { id: 'd', gone: 'purged' as const },
    ];
    await store.directoryGroups.putPage('contoso', place, { changes: gone, token: 'skip.2', at: day(9) });
    const times = { now: day(10), since: day(3), until: day(40), restorableSince: day(-20) };
    const none = { expiring: 0, restorable: 0, lapsed: 0, failed: 0, unreached: 0 };
    expect(await store.reports.counts('contoso', times)).toEqual({ ...none, expiring: 1, restorable: 1 });
    expect(await store.reports.counts('contoso', { ...times, restorableSince: day(9) })).toMatchObject({
      restorable: 0,
    });
    expect(await store.reports.counts('fabrikam', times)).toEqual(none);
  });

  it('knows how looking for the administrators went last', async () => {
    const { store } = await (await engine.place()).open();
    expect(await store.reports.adminsProblem('contoso')).toBeUndefined();
    await store.reports.setAdminsProblem('contoso', 'unreadable', day(3));
    await store.reports.setAdminsProblem('contoso', 'missing', day(4));
    expect(await store.reports.adminsProblem('contoso')).toEqual({ problem: 'missing', at: day(4) });
    expect(await store.reports.adminsProblem('fabrikam')).toBeUndefined();
    await store.reports.setAdminsProblem('contoso', undefined, day(5));
    expect(await store.reports.adminsProblem('contoso')).toBeUndefined();
  });

  it('goes through the owners of each group once in a while', async () => {
    const { store } = await (await engine.place()).open();
    const { directoryGroups } = store;
    const from = (await directoryGroups.begin('contoso', undefined, { at: day(1) }))!;
    const changes = ['a', 'b', 'c'].map((id) => ({ id, facts }));
    const security = { id: 's', facts: { ...facts, kind: 'security' as const } };
    await directoryGroups.putPage('contoso', from, { changes: [...changes, security], token: 'skip.1', at: day(1) });
    const unchecked = async (since: Date, afterId?: string) =>
      (await directoryGroups.ownersUncheckedSince('contoso', { since, limit: 2, ...(afterId && { afterId }) })).map(
        ({ id }) => id,
      );
    expect(await unchecked(day(1))).toEqual(['a', 'b']);
    expect(await unchecked(day(1), 'b')).toEqual(['c']);
    await directoryGroups.setOwnersChecked(
      'contoso',
      [
        { id: 'a', ownerIds: ['x', 'y'] },
        { id: 'c', ownerIds: [] },
      ],
      day(5),
    );
    await directoryGroups.setOwnersChecked('contoso', [], day(5));
    await directoryGroups.setOwnersChecked('fabrikam', [{ id: 'b', ownerIds: [] }], day(5));
    expect(await unchecked(day(5))).toEqual(['b']);
    expect(await unchecked(day(6))).toEqual(['a', 'b']);
    const [first, second] = await directoryGroups.ownersUncheckedSince('contoso', { since: day(6), limit: 2 });
    expect([first?.checkedOwnerIds, second?.checkedOwnerIds]).toEqual([['x', 'y'], []]);
  });
});
