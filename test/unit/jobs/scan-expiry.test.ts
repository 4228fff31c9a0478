import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import { ada, days, grace, startOfTest, tenantId, testClock } from '../../support/builders.ts';
import { fakeMessenger, type FakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan, type FakeScan } from '../../support/fake-scan.ts';
import { fakeStore, type FakeStore } from '../../support/fake-store.ts';

let store: FakeStore;
let messenger: FakeMessenger;
let scan: FakeScan;
let clock: ReturnType<typeof testClock>;
let noticeDays: readonly number[];
const quiet = new AbortController().signal;
const inDays = (count: number): Date => new Date(clock.now().getTime() + days(count));

beforeEach(() => {
  clock = testClock(startOfTest);
  store = fakeStore();
  messenger = fakeMessenger();
  scan = fakeScan();
  scan.rules = 'r';
  noticeDays = [30, 15, 1];
});

function add(displayName: string, expiresAt: Date, ownerIds: string[] = [ada.id]): ExpiringGroup {
  const group = { id: randomUUID(), displayName, expiresAt, ownerIds };
  scan.groups.set(group.id, group);
  return group;
}

const policy = (): Policy => ({ ...defaultPolicy, expiry: { ...defaultPolicy.expiry, noticeDays } });

/** One scan, and what follows from it. @returns the code with which the scan failed */
async function scanNow(): Promise<string | undefined> {
  const handlers = createJobHandlers({ store, messenger, clock, scan, policy });
  const job = {
    id: 'j',
    kind: 'scan-expiry',
    key: 'k',
    tenantId,
    payload: {},
    dueAt: clock.now(),
    attempt: 1,
    begunAt: new Date(),
    class: 'normal' as const,
    lease: 'l',
  };
  const code = await handlers['scan-expiry']!(job, quiet).then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  for (;;) {
    const [next] = await store.jobs.claim({ now: clock.now(), limit: 1, leaseSeconds: 30 });
    if (!next) return code;
    if (next.kind !== 'scan-expiry' && next.kind !== 'check-owners') await handlers[next.kind]!(next, quiet);
    await store.jobs.finish(next);
  }
}
const told = (userId = ada.id): string[] => messenger.sentTo(userId).map(({ text }) => text);
/** Ids of the groups that the messages tell of, each as often as it is told. */
const groupsTold = (userId = ada.id): string[] =>
  messenger.sentTo(userId).flatMap(({ card }) => {
    const found = JSON.stringify(card).matchAll(/"group":"([0-9a-f-]{36})"/gu);
    return [...new Set([...found].map(([, id]) => id!))];
  });
const looks = (): string[] => scan.asked.splice(0).filter((one) => one.startsWith('look '));

describe('what is due', () => {
  it('is told of each group once, however many there are and however often it is scanned', async () => {
    for (let index = 0; index < 120; index += 1) add(`Group ${index}`, inDays(20));
    add('Later', inDays(200));
    for (let count = 0; count < 3; count += 1) expect(await scanNow()).toBeUndefined();
    // Eight in a message, and each group in one of them.
    expect(told()).toHaveLength(15);
    expect(groupsTold().sort()).toEqual(
      [...scan.groups.values()]
        .filter(({ displayName }) => displayName !== 'Later')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('asks for the owners of groups only with which something is due', async () => {
    add('Later', inDays(60));
    const soon = add('Soon', inDays(20));
    await scanNow();
    expect(looks()).toEqual([`look ${soon.id}`]);
  });

  it('is neither repeated nor lost when Graph has forgotten what it told', async () => {
    const old = add('Old', inDays(20));
    await scanNow();
    add('Made meanwhile', inDays(10), [ada.id, grace.id]);
    scan.groups.set(old.id, { ...old, displayName: 'Old, renamed' });
    scan.forget();
    await scanNow();
    expect([told(), told(grace.id)]).toEqual([
      ['Old expires in 20 days', 'Made meanwhile expires in 10 days'],
      ['Made meanwhile expires in 10 days'],
    ]);
  });

  it('is not said of a group that was renewed without a word in the delta', async () => {
    const group = add('Renewed', inDays(40));
    scan.silent.add(group.id);
    await scanNow();
    group.expiresAt = inDays(200);
    clock.moveBy(days(15));
    expect(await scanNow()).toBeUndefined();
    expect(told()).toEqual([]);
    expect(await store.directoryGroups.get(tenantId, group.id)).toMatchObject({ expiresAt: group.expiresAt });
  });

  it('is not said of a group that is deleted, nor of one that no policy covers any more', async () => {
    const [deleted, exempt] = [add('Deleted', inDays(40)), add('Exempt', inDays(40))];
    scan.silent.add(exempt.id);
    await scanNow();
    scan.groups.delete(deleted.id);
    scan.groups.set(exempt.id, { id: exempt.id, displayName: 'Exempt', ownerIds: [ada.id] });
    clock.moveBy(days(15));
    await scanNow();
    expect(told()).toEqual([]);
  });

  it('is computed anew when policy names other days, or time jumps, without reading the directory anew', async () => {
    add('Guild', inDays(40));
    await scanNow();
    expect(told()).toEqual([]);
    noticeDays = [45, 10];
    await scanNow();
    clock.moveBy(days(31));
    await scanNow();
    clock.moveBy(-days(31));
    await scanNow();
    expect(told()).toEqual(['Guild expires in 40 days', 'Guild expires in 9 days']);
    const wholes = scan.asked.filter((one) => one === 'page ');
    // The first, and one because a month went by.
    expect(wholes.length).toBeLessThanOrEqual(3);
    noticeDays = [30];
    scan.asked.length = 0;
    await scanNow();
    expect(scan.asked.filter((one) => one === 'page ')).toEqual([]);
  });

  it('is told of the others when one group cannot be looked at, and of that one as soon as it can', async () => {
    const groups = ['A', 'B', 'C'].map((name) => add(name, inDays(20)));
    scan.broken.add(groups[1]!.id);
    expect(await scanNow()).toBe('graph.unavailable');
    expect(groupsTold().sort()).toEqual([groups[0]!.id, groups[2]!.id].sort());
    scan.broken.clear();
    expect(await scanNow()).toBeUndefined();
    expect(told()).toEqual(['2 of your groups expire', 'B expires in 20 days']);
  });

  it('is told of what is known also when nothing new can be read', async () => {
    add('Known', inDays(40));
    await scanNow();
    clock.moveBy(days(3));
    const page = scan.page.bind(scan);
    scan.page = () => Promise.reject(new AppError('upstream', { code: 'graph.unavailable', advice: '' }));
    clock.moveBy(days(8));
    expect(await scanNow()).toBe('graph.unavailable');
    expect(told()).toEqual(['Known expires in 29 days']);
    scan.page = page;
    expect(await scanNow()).toBeUndefined();
  });

  it('is closed on the cards when a group is renewed, also where the delta is silent', async () => {
    const group = add('Guild', inDays(20));
    await scanNow();
    scan.silent.add(group.id);
    await scanNow();
    group.expiresAt = inDays(200);
    await scanNow();
    expect(told()).toEqual(['Guild is renewed']);
    expect(await store.notices.openAfter(tenantId, { limit: 9 })).toEqual([]);
  });

  it('reaches a channel to which the bot comes after the owners were told, without asking for them again', async () => {
    const group = add('Guild', inDays(20));
    await scanNow();
    const place = { tenantId, conversationId: '19:a', kind: 'channel', groupId: group.id } as const;
    await store.conversations.save({ ...place, serviceUrl: 'https://x', botId: 'b' });
    clock.moveBy(days(1));
    looks();
    await scanNow();
    expect(told('19:a')).toEqual(['Guild expires in 19 days']);
    expect(told()).toHaveLength(1);
    // Once, for whether the date still holds.
    expect(looks()).toHaveLength(1);
  });

  it('is told at each step to those who own the group then', async () => {
    const group = add('Guild', inDays(19));
    await scanNow();
    scan.groups.set(group.id, { ...group, ownerIds: [grace.id] });
    clock.moveBy(days(4));
    await scanNow();
    expect([told(), told(grace.id)]).toEqual([['Guild expires in 19 days'], ['Guild expires in 15 days']]);
  });

  it('reaches an owner who came later within a week', async () => {
    const group = add('Guild', inDays(29));
    await scanNow();
    scan.groups.set(group.id, { ...group, ownerIds: [ada.id, grace.id] });
    clock.moveBy(days(7));
    await scanNow();
    expect([told().length, told(grace.id)]).toEqual([1, ['Guild expires in 22 days']]);
  });
});
