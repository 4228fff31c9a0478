import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { policyIn } from '../../../src/app/policy.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import { notNeeded } from '../../../src/operations/notices/not-needed.ts';
import { remindLater } from '../../../src/operations/notices/remind-later.ts';
import { showNotice } from '../../../src/operations/notices/show-notice.ts';
import { checkExpirationJob } from '../../../src/operations/notices/notice-jobs.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import {
  ada,
  callerFrom,
  days,
  grace,
  group as directoryGroup,
  mallory,
  startOfTest,
  tenantId,
  testClock,
} from '../../support/builders.ts';
import type { Services } from '../../../src/operations/operation.ts';
import { fakeGraph, graphOf } from '../../support/fake-graph.ts';
import { fakeFiles } from '../../support/fake-files.ts';
import { fakePictures } from '../../support/fake-pictures.ts';
import { fakeProgress } from '../../support/fake-progress.ts';
import { fakeMessenger, type FakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan, type FakeScan } from '../../support/fake-scan.ts';
import { fakeStore, type FakeStore } from '../../support/fake-store.ts';

let store: FakeStore;
let messenger: FakeMessenger;
let scan: FakeScan;
let clock: ReturnType<typeof testClock>;
let group: ExpiringGroup;
const quiet = new AbortController().signal;
const inDays = (count: number): Date => new Date(clock.now().getTime() + days(count));

beforeEach(() => {
  clock = testClock(startOfTest);
  store = fakeStore();
  messenger = fakeMessenger();
  group = { id: randomUUID(), displayName: 'Design Guild', expiresAt: inDays(40), ownerIds: [ada.id, grace.id] };
  scan = fakeScan(group);
});

/** Does what is due until nothing is. */
async function work(noticeDays = defaultPolicy.expiry.noticeDays): Promise<void> {
  const handlers = createJobHandlers({
    store,
    messenger,
    clock,
    scan,
    policy: () => ({ ...defaultPolicy, expiry: { ...defaultPolicy.expiry, noticeDays } }),
  });
  for (;;) {
    const [job] = await store.jobs.claim({ now: clock.now(), limit: 1, leaseSeconds: 30 });
    if (!job) return;
    try {
      await handlers[job.kind]!(job, quiet);
      await store.jobs.finish(job);
    } catch (error) {
      const retryAfter = error instanceof AppError ? error.retryAfterSeconds : undefined;
      const retryAt = retryAfter === undefined ? undefined : new Date(clock.now().getTime() + retryAfter * 1000);
      await store.jobs.fail(job, { code: error instanceof AppError ? error.code : 'bug', ...(retryAt && { retryAt }) });
    }
  }
}

async function scanNow(noticeDays = defaultPolicy.expiry.noticeDays): Promise<void> {
  const dueAt = clock.now();
  await store.jobs.enqueue([{ kind: 'scan-expiry', key: `scan:${dueAt.toISOString()}`, tenantId, payload: {}, dueAt }]);
  await work(noticeDays);
}

const told = (userId: string): string[] => messenger.sentTo(userId).map(({ text }) => text);
const expiresIn = (count: number): string => `Design Guild expires in ${count} days`;
function services(person = ada): Services {
  const graph = fakeGraph({
    groups: [directoryGroup(group.displayName, { id: group.id })],
    owners: { [group.id]: [ada, grace] },
  });
  return {
    caller: callerFrom(person),
    store,
    clock,
    policy: defaultPolicy,
    progress: fakeProgress(),
    pictures: fakePictures(),
    readPolicy: policyIn,
    files: fakeFiles(),
    correlationId: randomUUID(),
    ...graphOf(graph, person.id),
    beyond: () => graphOf(fakeGraph(), person.id),
    anew: () => graphOf(graph, person.id),
  };
}
async function firstNotice(userId: string): Promise<string> {
  const about = await store.notices.about({ tenantId, groupId: group.id, expiresAt: group.expiresAt });
  return about.find(({ recipient }) => recipient.kind === 'owner' && recipient.userId === userId)!.id;
}

describe('the scan', () => {
  it('keeps to the days that policy names', async () => {
    group.expiresAt = inDays(10);
    await scanNow([9, 2]);
    expect(told(ada.id)).toEqual([]);
    clock.moveBy(days(1));
    await work([9, 2]);
    expect(told(ada.id)).toEqual([expiresIn(9)]);
  });

  it('tells every owner at each threshold, at its minute, and nobody twice', async () => {
    await scanNow();
    expect(told(ada.id)).toEqual([]);
    clock.moveBy(days(9));
    await work();
    await scanNow();
    clock.moveBy(days(1) - 60_000);
    await work();
    expect(told(ada.id)).toEqual([]);
    clock.moveBy(60_000);
    await work();
    expect([told(ada.id), told(grace.id)]).toEqual([[expiresIn(30)], [expiresIn(30)]]);
    for (let day = 0; day < 29; day += 1) {
      await scanNow();
      clock.moveBy(days(1));
      await work();
    }
    expect(told(ada.id)).toHaveLength(3);
    expect(told(grace.id)).toHaveLength(3);
  });

  it('says only the nearest when time has jumped over several', async () => {
    await scanNow();
    clock.moveBy(days(39) + 60_000);
    await scanNow();
    expect(told(ada.id)).toEqual(['Design Guild expires in 24 hours']);
  });

  it('makes the scan of the next day, also when it fails', async () => {
    scan.page = () => {
      throw new AppError('upstream', { code: 'graph.unavailable', advice: '' });
    };
    await scanNow();
    expect(store.queued.filter(({ kind, state }) => kind === 'scan-expiry' && state === 'waiting')).toHaveLength(1);
  });

  it('says nothing about a group that has expired', async () => {
    clock.moveBy(days(41));
    await scanNow();
    expect(told(ada.id)).toEqual([]);
  });

  it('posts once in the team where the bot is', async () => {
    const conversation = { tenantId, kind: 'channel', groupId: group.id, serviceUrl: 'https://x', botId: 'b' } as const;
    for (const conversationId of ['19:a', '19:b']) await store.conversations.save({ ...conversation, conversationId });
    clock.moveBy(days(20));
    await scanNow();
    expect([...told('19:a'), ...told('19:b')]).toEqual([expiresIn(20)]);
  });
});

describe('a notice', () => {
  it('to somebody who cannot be reached is dead and stops nobody else', async () => {
    messenger.unreachable.add(ada.id);
    clock.moveBy(days(20));
    await scanNow();
    expect(told(grace.id)).toEqual([expiresIn(20)]);
    expect((await store.notices.get(tenantId, await firstNotice(ada.id)))?.notice.state).toBe('dead');
    messenger.unreachable.clear();
    await scanNow();
    expect(told(ada.id)).toEqual([]);
  });

  it('that was given up goes out once when it is tried again, and not at all when it is no longer true', async () => {
    messenger.unreachable.add(ada.id).add(grace.id);
    clock.moveBy(days(10));
    await scanNow();
    messenger.unreachable.clear();
    const [first, second] = await store.jobs.undelivered(tenantId, { limit: 5, exceptKinds: [] });
    await store.jobs.retry(tenantId, { now: clock.now(), ids: [first!.id] });
    await work();
    await store.jobs.retry(tenantId, { now: clock.now(), ids: [first!.id] });
    await work();
    expect([...told(ada.id), ...told(grace.id)]).toEqual([expiresIn(30)]);
    group.expiresAt = inDays(200);
    clock.moveBy(days(1));
    await store.jobs.retry(tenantId, { now: clock.now(), ids: [second!.id] });
    await work();
    expect([...told(ada.id), ...told(grace.id)]).toHaveLength(1);
  });

  it('is dropped when the group was renewed between plan and time', async () => {
    clock.moveBy(days(9));
    await scanNow();
    scan.groups.set(group.id, { ...group, expiresAt: inDays(180) });
    clock.moveBy(days(1));
    await work();
    expect(told(ada.id)).toEqual([]);
    expect(await store.notices.open(tenantId)).toEqual([]);
  });

  it('shows the new date everywhere once anybody has renewed', async () => {
    clock.moveBy(days(20));
    await scanNow();
    scan.groups.set(group.id, { ...group, expiresAt: inDays(180) });
    await store.jobs.enqueue([checkExpirationJob(tenantId, group.id, clock.now())]);
    clock.moveBy(2_000);
    await work();
    expect([told(ada.id), told(grace.id)]).toEqual([['Design Guild is renewed'], ['Design Guild is renewed']]);
  });

  it('shows it too when it was renewed elsewhere and the next scan sees it, or when the group is gone', async () => {
    clock.moveBy(days(20));
    await scanNow();
    scan.groups.delete(group.id);
    clock.moveBy(days(1));
    await scanNow();
    expect(told(ada.id)).toEqual(['Design Guild is deleted']);
  });

  it('that may have arrived is sent again only after it had time to say so', async () => {
    messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    clock.moveBy(days(20));
    await scanNow();
    const id = await firstNotice(ada.id);
    expect((await store.notices.get(tenantId, id))?.notice.state).toBe('sending');
    messenger.failureFor.clear();
    const again = { kind: 'deliver-notice', tenantId, payload: { noticeId: id }, dueAt: clock.now() };
    await store.jobs.enqueue([{ ...again, key: 'again' }]);
    await work();
    expect(told(ada.id)).toEqual([]);
    clock.moveBy(11 * 60_000);
    await work();
    expect(told(ada.id)).toEqual([expiresIn(20)]);
  });

  it('that says so itself is not sent again', async () => {
    messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    clock.moveBy(days(20));
    await scanNow();
    const id = await firstNotice(ada.id);
    messenger.failureFor.clear();
    await store.jobs.enqueue([
      { kind: 'deliver-notice', key: 'again', tenantId, payload: { noticeId: id }, dueAt: clock.now() },
    ]);
    expect(await store.notices.record(tenantId, id, { conversationId: 'chat', activityId: '7' })).toBe('recorded');
    clock.moveBy(11 * 60_000);
    await work();
    expect(told(ada.id)).toEqual([]);
  });
});

describe('an owner', () => {
  beforeEach(async () => {
    clock.moveBy(days(20));
    await scanNow();
  });

  it('who does not need the group hears no more; the others read who said so', async () => {
    const noticeId = await firstNotice(ada.id);
    const outcome = await notNeeded.execute({ noticeId }, services());
    expect(JSON.stringify(outcome.card)).toContain('You said just now');
    await work();
    expect(JSON.stringify(messenger.sentTo(grace.id)[0]?.card)).toMatch(/Ada Lovelace\P{L}* said just now/u);
    expect(store.events.at(-1)).toMatchObject({ operation: 'notice.not-needed', outcome: 'done', groupId: group.id });
    clock.moveBy(days(6));
    await scanNow();
    expect([told(ada.id).length, told(grace.id).length]).toEqual([1, 2]);
  });

  it('is reminded in three days, once, however often the button is pressed', async () => {
    const noticeId = await firstNotice(ada.id);
    const outcome = await remindLater.execute({ noticeId }, services());
    await remindLater.execute({ noticeId }, services());
    expect(JSON.stringify(outcome.card)).toContain('You hear again in 3 days');
    clock.moveBy(days(3));
    await work();
    expect([told(ada.id).length, told(grace.id).length]).toEqual([2, 1]);
  });

  it('cannot use the notice of another, and learns nothing of it', async () => {
    const noticeId = await firstNotice(ada.id);
    for (const operation of [notNeeded, remindLater, showNotice])
      await expect(operation.execute({ noticeId }, services(mallory))).rejects.toMatchObject({
        code: 'notice.not-found',
      });
    await expect(showNotice.execute({ noticeId: randomUUID() }, services())).rejects.toMatchObject({
      code: 'notice.not-found',
    });
  });
});
