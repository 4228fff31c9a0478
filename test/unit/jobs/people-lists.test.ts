import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { GroupList, ListState } from '../../../src/domain/people-lists.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import { ada, days, grace, testClock, wordsOn } from '../../support/builders.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan } from '../../support/fake-scan.ts';
import { fakeStore } from '../../support/fake-store.ts';

const tenantId = 'contoso';

async function scene(state: ListState, aliveMs = 0) {
  const [store, messenger, clock] = [fakeStore(), fakeMessenger(), testClock()];
  const handlers = createJobHandlers({ store, messenger, clock, policy: () => defaultPolicy, scan: fakeScan() });
  const list: GroupList = {
    tenantId,
    id: randomUUID(),
    kind: 'add',
    group: { id: randomUUID(), displayName: 'Design Guild' },
    sender: ada,
    state: 'draft',
    size: 2,
    createdAt: clock.now(),
  };
  await store.lists.insert(list, [
    { number: 1, wanted: 'alan@x.example', what: 'added', person: grace },
    { number: 2, wanted: 'gus@x.example', what: 'open' },
  ]);
  await store.lists.move(tenantId, list.id, ['draft'], state, { actor: grace, aliveMs });
  const work = (kind: string, payload: Record<string, unknown> = {}) =>
    handlers[kind]!(
      {
        id: randomUUID(),
        kind,
        key: kind,
        tenantId,
        payload: { listId: list.id, ...payload },
        dueAt: clock.now(),
        attempt: 1,
        lease: 'lease',
        begunAt: clock.now(),
        class: 'urgent',
      },
      AbortSignal.timeout(5_000),
    );
  const stateNow = async () => (await store.lists.get(tenantId, list.id))?.state;
  return { store, messenger, clock, list, work, stateNow };
}

it('tells whoever worked a list off that it came to a halt, once its process is dead', async () => {
  const { store, messenger, work, stateNow } = await scene('running');
  await work('settle-list');
  expect(await stateNow()).toBe('stopped');
  expect(store.queued.map(({ payload }) => payload['what'])).toEqual(['halted']);
  await work('tell-list', { what: 'halted' });
  expect(wordsOn(messenger.sentTo(grace.id)[0]!)).toMatch(/came to a halt[\s\S]*1 of 2 was added[\s\S]*Go on/u);
  await work('settle-list');
  expect(store.queued).toHaveLength(1);
});

it('looks again while a list is being worked off', async () => {
  const { store, messenger, work, stateNow } = await scene('running', 60_000);
  await work('settle-list');
  expect(await stateNow()).toBe('running');
  expect(messenger.sentTo(grace.id)).toEqual([]);
  expect(store.queued.map(({ kind }) => kind)).toEqual(['settle-list']);
});

it('shows an owner a list that still waits, and none that is decided', async () => {
  const { store, messenger, list, work } = await scene('asked');
  await work('ask-list', { recipientId: grace.id });
  expect(wordsOn(messenger.sentTo(grace.id)[0]!)).toMatch(/asks you to add 2 people to Design Guild/u);
  await store.lists.move(tenantId, list.id, ['asked'], 'declined');
  await work('ask-list', { recipientId: ada.id });
  expect(messenger.sentTo(ada.id)).toEqual([]);
});

it('ends a list that nobody answers, and tells its sender', async () => {
  const { store, messenger, clock, work, stateNow } = await scene('asked');
  clock.moveBy(days(14));
  await work('lapse-list');
  expect(await stateNow()).toBe('lapsed');
  expect(store.queued.map(({ payload }) => payload['what'])).toEqual(['lapsed']);
  await work('tell-list', { what: 'lapsed' });
  expect(wordsOn(messenger.sentTo(ada.id)[0]!)).toContain('Nobody answered to your list for Design Guild');
});

it('lets a list that was decided be', async () => {
  const { store, work, stateNow } = await scene('done');
  await work('lapse-list');
  await work('settle-list');
  expect(await stateNow()).toBe('done');
  expect(store.queued).toEqual([]);
});
