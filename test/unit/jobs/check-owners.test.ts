import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { DirectoryFacts } from '../../../src/domain/directory-group.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { checkOwners } from '../../../src/jobs/check-owners.ts';
import { ada, days, tenantId, testClock } from '../../support/builders.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan } from '../../support/fake-scan.ts';
import { fakeStore } from '../../support/fake-store.ts';

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

/** A directory that is known already, of groups with these facts and owners. */
async function directoryOf(groups: readonly { facts?: Partial<DirectoryFacts>; ownerIds?: string[] }[]) {
  const clock = testClock();
  const store = fakeStore();
  const known = groups.map((one) => ({
    id: randomUUID(),
    facts: { ...facts, ...one.facts },
    ownerIds: one.ownerIds ?? [],
  }));
  const scan = fakeScan();
  scan.persons = undefined;
  for (const { id, ownerIds } of known) scan.groups.set(id, { id, displayName: 'A group', ownerIds });
  const from = (await store.directoryGroups.begin(tenantId, undefined, { at: clock.now() }))!;
  await store.directoryGroups.putPage(tenantId, from, { changes: known, token: 'skip.1', at: clock.now() });
  const parts = { store, scan, clock, messenger: fakeMessenger(), policy: () => defaultPolicy };
  const check = (signal = new AbortController().signal) =>
    checkOwners(parts)({ ...store.queued[0]!, tenantId, payload: {} }, signal);
  const searched = async () => (await store.ownerSearches.open(tenantId, { limit: 500 })).map(({ group }) => group.id);
  const looks = () => scan.asked.splice(0).length;
  return { ids: known.map(({ id }) => id), clock, scan, check, searched, looks };
}

it('goes through all groups once a week, and leaves out what is made on premises and what is no Microsoft 365 group', async () => {
  const { ids, clock, check, searched, looks } = await directoryOf([
    ...Array.from({ length: 250 }, () => ({ ownerIds: [ada.id] })),
    {},
    { facts: { isSynced: true } },
    { facts: { kind: 'security' } },
  ]);
  await check();
  expect(looks()).toBe(252);
  expect(await searched()).toEqual([ids[250]]);
  await check();
  // The one that looks for an owner is looked at every day.
  expect(looks()).toBe(1);
  clock.moveBy(days(7));
  await check();
  expect(looks()).toBe(253);
  expect(await searched()).toEqual([ids[250]]);
});

it('goes on with the others when one group cannot be looked at, and comes back to it', async () => {
  const { ids, scan, check, searched } = await directoryOf([{}, {}, {}]);
  scan.broken.add(ids[1]!);
  await expect(check()).rejects.toThrow(AppError);
  expect((await searched()).sort()).toEqual([ids[0]!, ids[2]!].sort());
  scan.broken.clear();
  await check();
  expect((await searched()).sort()).toEqual([...ids].sort());
});

it('stops when it is told to, and goes on where it was', async () => {
  const { check, looks } = await directoryOf(Array.from({ length: 150 }, () => ({ ownerIds: [ada.id] })));
  const stopped = new AbortController();
  stopped.abort(new Error('stop'));
  await expect(check(stopped.signal)).rejects.toThrow('stop');
  expect(looks()).toBe(0);
  await check();
  expect(looks()).toBe(150);
});
