import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/operation.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  group,
  joinRequest,
  person,
  startOfTest,
  tenantId,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const join = operationNamed('group.join')!;
const guild = group('Design Guild');
const open = group('Open Kitchen', { visibility: 'public' });
const [mary, hedy] = [person('Mary Shaw'), person('Hedy Lamarr')];

function office() {
  return world({
    directory: {
      groups: [guild, open],
      owners: { [guild.id]: [grace, alan], [open.id]: [grace] },
      members: { [guild.id]: [grace] },
    },
  });
}

async function asked(changes: Record<string, unknown> = {}) {
  const office_ = office();
  const outcome = await office_.ask(join, ada, { group: guild.id, confirmed: 'yes', reason: ' I draw. ', ...changes });
  const request = (await office_.store.requests.pendingFor(tenantId, ada.id, guild.id))!;
  return { ...office_, outcome, request };
}

describe('a public group', () => {
  it('is joined at once, as oneself', async () => {
    const { ask, directory, store } = office();
    expect(wordsOn(await ask(join, ada, { group: 'Open Kitchen' }))).toContain('You have joined Open Kitchen');
    expect(directory.isMember(open.id, ada)).toBe(true);
    expect(store.events).toMatchObject([
      { operation: 'group.join', outcome: 'done', groupId: open.id, actorId: ada.id },
    ]);
  });

  it('becomes a matter for its owners when Graph refuses', async () => {
    const { ask, directory } = office();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    expect(wordsOn(await ask(join, ada, { group: open.id }))).toContain('Ask to join Open Kitchen');
  });

  it('says so when somebody is in it already, with nothing asked beforehand', async () => {
    const { ask, directory } = office();
    directory.refuse('addMember', refusal('conflict', 'member.already-present'));
    expect(wordsOn(await ask(join, ada, { group: open.id }))).toContain('You are in Open Kitchen already');
  });

  it.each([refusal('denied', 'group.cannot-change'), refusal('throttled', 'graph.throttled'), new TypeError('bug')])(
    'passes on %s',
    async (error) => {
      const { ask, directory } = office();
      directory.refuse('addMember', error);
      await expect(ask(join, ada, { group: open.id })).rejects.toBe(error);
    },
  );
});

describe('a private group', () => {
  it('asks for a reason before anything is written down', async () => {
    const { ask, store } = office();
    const form = await ask(join, ada, { group: 'Design Guild' });
    expect(wordsOn(form)).toContain('Grace Hopper and Alan Turing will be asked');
    expect(store.queued).toEqual([]);
    const send = actionsOn(form).find(({ title }) => title === 'Send request')!;
    expect(send.data).toEqual({ group: guild.id, confirmed: 'yes' });
  });

  it('writes the request down with everything that follows', async () => {
    const { request, store, outcome } = await asked();
    expect(request).toMatchObject({
      status: 'pending',
      reason: 'I draw.',
      requester: { id: ada.id },
      stages: [{ approvers: [{ id: grace.id }, { id: alan.id }] }],
      lapsesAt: new Date(startOfTest.getTime() + days(7)),
    });
    expect(store.queued.map(({ key }) => key.replace(request.id, ''))).toEqual([
      `request::card:${grace.id}`,
      `request::card:${alan.id}`,
      `request::card:${ada.id}`,
      'request::lapse',
    ]);
    expect(outcome.shows).toEqual({ requestId: request.id, role: 'requester', stage: 0, stamp: 'pending@0/0.0.0' });
    expect(store.events).toMatchObject([
      { outcome: 'requested', groupId: guild.id, requestId: request.id, subject: { kind: 'person', id: ada.id } },
    ]);
    expect(store.events).toHaveLength(1);
  });

  it('is asked once, however often the button is pressed', async () => {
    const { ask, store, outcome } = await asked();
    const again = await ask(join, ada, { group: guild.id, confirmed: 'yes' });
    expect(wordsOn(again)).toContain('You have asked for this already.');
    expect(again.shows).toEqual(outcome.shows);
    expect(store.queued).toHaveLength(4);
  });

  it('shows what was asked already instead of a new form', async () => {
    const { ask, request } = await asked();
    expect((await ask(join, ada, { group: 'Design Guild' })).shows?.requestId).toBe(request.id);
  });

  it('is never put before the person who asks', async () => {
    const { ask, directory } = office();
    directory.setOwners(guild.id, [ada]);
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    await expect(ask(join, ada, { group: guild.id, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.no-owners',
    });
  });

  it('is asked once when two devices press at the same time', async () => {
    const { ask, store } = office();
    const both = await Promise.all([1, 2].map(() => ask(join, ada, { group: guild.id, confirmed: 'yes' })));
    expect(new Set(both.map(({ shows }) => shows?.requestId)).size).toBe(1);
    expect(store.queued).toHaveLength(4);
    expect(store.events).toHaveLength(1);
  });

  it('writes nothing down when a part cannot be', async () => {
    const { ask, store } = office();
    const whole = { ...store };
    store.atomically = (work) =>
      whole.atomically((inside) =>
        work({ ...inside, jobs: { ...inside.jobs, enqueue: () => Promise.reject(new Error('disk full')) } }),
      );
    await expect(ask(join, ada, { group: guild.id, confirmed: 'yes' })).rejects.toThrow('disk full');
    expect(await store.requests.pendingFor(tenantId, ada.id, guild.id)).toBeUndefined();
  });

  it('may be asked for by a guest', async () => {
    const guest = person('Gus Guest', { isGuest: true });
    const { shows } = await office().ask(join, guest, { group: guild.id, confirmed: 'yes' });
    expect(shows?.role).toBe('requester');
  });

  it('lets its owner in at once', async () => {
    const { ask, directory } = office();
    expect(wordsOn(await ask(join, alan, { group: guild.id }))).toContain('You have joined');
    expect(directory.isMember(guild.id, alan)).toBe(true);
  });

  it('says so to a member, with what can be done', async () => {
    const { ask, store } = office();
    const outcome = await ask(join, grace, { group: guild.id });
    expect(wordsOn(outcome)).toContain('You are in Design Guild already');
    expect(actionsOn(outcome).map(({ title }) => title)).toEqual(['Show the group', 'Leave']);
    expect(store.events).toEqual([]);
  });

  it('without owners points to an administrator', async () => {
    const { ask, directory, store } = office();
    directory.setOwners(guild.id, []);
    await expect(ask(join, ada, { group: guild.id, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.no-owners',
      advice: expect.stringContaining('administrator') as unknown,
    });
    expect(store.queued).toEqual([]);
  });

  it('hides its members and is asked for all the same', async () => {
    const hidden = group('Hidden', { visibility: 'hiddenMembership' });
    const { ask } = world({ directory: { groups: [hidden], owners: { [hidden.id]: [grace] } } });
    expect(wordsOn(await ask(join, ada, { group: 'Hidden' }))).toContain('Ask to join Hidden');
  });

  it.each([{ reason: 'x'.repeat(1001) }, { reason: { $gt: '' } }])('marks the field of %j', async (raw) => {
    await expect(office().ask(join, ada, { group: guild.id, confirmed: 'yes', ...raw })).rejects.toMatchObject({
      kind: 'input',
      field: 'reason',
    });
  });
});

describe('the form that was pressed', () => {
  const pressed = { conversationId: 'a:ada', activityId: '1767225600001' };
  const raw = { group: guild.id, confirmed: 'yes', reason: 'I draw.' };

  it('is the card of the request as soon as there is one, whatever becomes of the answer', async () => {
    const { as, store } = office();
    await join.execute(raw, { ...as(ada), inPlaceOf: pressed });
    const request = (await store.requests.pendingFor(tenantId, ada.id, guild.id))!;
    expect(await store.requests.copies(tenantId, request.id)).toEqual([
      { ...pressed, requestId: request.id, tenantId, recipientId: ada.id, role: 'requester' },
    ]);
  });

  it('is no card of one of several that are asked for together', async () => {
    const { as, store } = world({
      directory: { groups: [guild], people: [ada, alan, grace, mary, hedy], owners: { [guild.id]: [grace] } },
    });
    const several = { group: guild.id, people: `${mary.id}, ${hedy.id}`, confirmed: 'yes', reason: 'They draw.' };
    await operationNamed('member.add')!.execute(several, { ...as(ada), inPlaceOf: pressed });
    const mine = await store.requests.byRequester(tenantId, ada.id, { limit: 9 });
    expect(mine).toHaveLength(2);
    for (const { id } of mine) expect(await store.requests.copies(tenantId, id)).toEqual([]);
  });
});

describe('lists of requests', () => {
  it('show what is mine and what waits for me, and nobody else’s', async () => {
    const { ask, request } = await asked();
    const mine = await ask(operationNamed('request.mine')!, ada);
    expect(actionsOn(mine)).toMatchObject([{ verb: 'request.show', data: { requestId: request.id } }]);
    const waiting = await ask(operationNamed('request.waiting')!, grace);
    expect(wordsOn(waiting)).toContain('Ada Lovelace asks to join Design Guild');
    expect(wordsOn(await ask(operationNamed('request.waiting')!, ada))).toContain('Nothing waits');
    expect(wordsOn(await ask(operationNamed('request.mine')!, grace))).toContain('asked for nothing');
  });

  it('go on where they ended', async () => {
    const { ask, store } = office();
    for (let index = 0; index < 10; index++) {
      const about = group(`Team ${index}`);
      await store.requests.insert(joinRequest(about, { createdAt: new Date(startOfTest.getTime() + index) }));
    }
    for (const [name, who] of [
      ['request.mine', ada],
      ['request.waiting', grace],
    ] as const) {
      const first = await ask(operationNamed(name)!, who);
      const more = actionsOn(first).find(({ title }) => title === 'More')!;
      const rowsOf = (page: Outcome) => actionsOn(page).filter(({ verb }) => verb === 'request.show');
      expect(rowsOf(first)).toHaveLength(8);
      expect(rowsOf(await ask(operationNamed(more.verb)!, who, more.data))).toHaveLength(2);
    }
  });

  it('refuse a place that is none', async () => {
    await expect(office().ask(operationNamed('request.mine')!, ada, { next: '1; drop' })).rejects.toMatchObject({
      kind: 'input',
    });
  });
});
