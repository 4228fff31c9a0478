import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/expiry.ts';
import { describeStore } from '../../support/stores.ts';

const groupId = randomUUID();
const expiresAt = new Date('2026-12-01T09:00:00Z');
const key = { tenantId: 'contoso', groupId, expiresAt };
const expiration = { ...key, groupName: 'Design Guild' };
const now = new Date('2026-11-01T10:00:00Z');
const message = { conversationId: 'chat', activityId: '1' };

function notice(change: Partial<Notice> = {}): Notice {
  return {
    id: randomUUID(),
    ...key,
    step: '30',
    recipient: { kind: 'owner', userId: 'ada' },
    dueAt: now,
    plannedAt: now,
    state: 'waiting',
    ...change,
  };
}

describeStore('notices', (engine) => {
  it('come back as they were planned, with the end that they are about', async () => {
    const { store } = await (await engine.place()).open();
    const owner = notice();
    const channel = notice({ recipient: { kind: 'channel', groupId } });
    expect(await store.notices.plan(expiration, [owner, channel])).toEqual([owner, channel]);
    expect(await store.notices.get('contoso', owner.id)).toStrictEqual({
      notice: owner,
      expiration: { ...expiration, state: 'open' },
    });
    expect((await store.notices.about(key)).map(({ id }) => id).sort()).toEqual([owner.id, channel.id].sort());
    expect(await store.notices.get('fabrikam', owner.id)).toBeUndefined();
    expect(await store.notices.open('fabrikam')).toEqual([]);
  });

  it('are planned once for each group, end, step and recipient, however many try at once', async () => {
    const { store } = await (await engine.place()).open();
    const tries = Array.from({ length: 8 }, () =>
      store.atomically(async (inside) => {
        const fresh = await inside.notices.plan(expiration, [notice(), notice({ step: '15' })]);
        await inside.jobs.enqueue(
          fresh.map(({ id }) => ({ kind: 'test', key: id, tenantId: 'contoso', payload: {}, dueAt: now })),
        );
        return fresh.length;
      }),
    );
    expect((await Promise.all(tries)).reduce((sum, count) => sum + count)).toBe(2);
    expect(await store.jobs.claim({ now, limit: 10, leaseSeconds: 5 })).toHaveLength(2);
    const other = notice({ expiresAt: new Date('2027-06-01T09:00:00Z') });
    expect(await store.notices.plan({ ...expiration, expiresAt: other.expiresAt }, [other])).toEqual([other]);
  });

  it('are written with their jobs or not at all', async () => {
    const { store } = await (await engine.place()).open();
    const broken = store.atomically(async (inside) => {
      await inside.notices.plan(expiration, [notice()]);
      throw new Error('the process dies here');
    });
    await expect(broken).rejects.toThrow('dies');
    expect(await store.notices.open('contoso')).toEqual([]);
    expect(await store.notices.about(key)).toEqual([]);
  });

  it('are sent once: who comes later is told that it is known or a double', async () => {
    const { store } = await (await engine.place()).open();
    const [one, other] = [notice(), notice({ step: '15' })];
    await store.notices.plan(expiration, [one, other]);
    expect(await store.notices.move('contoso', one.id, 'sending', now)).toBe(true);
    expect((await store.notices.get('contoso', one.id))?.notice).toMatchObject({ state: 'sending', sendingAt: now });
    expect(await store.notices.record('contoso', one.id, message)).toBe('recorded');
    expect(await store.notices.record('contoso', one.id, message)).toBe('known');
    expect(await store.notices.record('contoso', one.id, { ...message, activityId: '2' })).toBe('double');
    expect(await store.notices.move('contoso', one.id, 'sending', now)).toBe(false);
    expect((await store.notices.get('contoso', one.id))?.notice).toStrictEqual({ ...one, state: 'sent', message });
    // Another notice's message is neither taken over nor called a double.
    expect(await store.notices.record('contoso', other.id, message)).toBe('known');
    expect((await store.notices.get('contoso', other.id))?.notice.state).toBe('waiting');
  });

  it('are closed for good, but for a message that turns up after all', async () => {
    const { store } = await (await engine.place()).open();
    const one = notice();
    await store.notices.plan(expiration, [one]);
    expect(await store.notices.move('contoso', one.id, 'dead', now)).toBe(true);
    // An administrator may have it tried once more.
    expect(await store.notices.move('contoso', one.id, 'sending', now)).toBe(true);
    expect(await store.notices.move('contoso', one.id, 'dropped', now)).toBe(true);
    expect(await store.notices.move('contoso', one.id, 'sending', now)).toBe(false);
    expect(await store.notices.record('contoso', one.id, message)).toBe('recorded');
  });

  it('share an end, which is settled once', async () => {
    const { store } = await (await engine.place()).open();
    await store.notices.plan(expiration, []);
    const movedTo = new Date('2027-06-01T09:00:00Z');
    const by = { id: 'ada', displayName: 'Ada Lovelace' };
    await store.notices.setNotNeeded(key, { by, at: now });
    expect(await store.notices.open('contoso', groupId)).toHaveLength(1);
    expect(await store.notices.open('contoso', randomUUID())).toEqual([]);
    expect(await store.notices.settle(key, 'moved', movedTo)).toBe(true);
    expect(await store.notices.settle(key, 'gone')).toBe(false);
    expect(await store.notices.open('contoso')).toEqual([]);
    const late = notice();
    await store.notices.plan({ ...expiration, groupName: 'Guild' }, [late]);
    expect((await store.notices.get('contoso', late.id))?.expiration).toStrictEqual({
      ...expiration,
      groupName: 'Guild',
      state: 'moved',
      movedTo,
      notNeeded: { by, at: now },
    });
  });

  it('that are taken together are one message, and nobody else takes them', async () => {
    const { store } = await (await engine.place()).open();
    const [one, other, alone] = [notice(), notice({ step: '15' }), notice({ step: '1' })];
    await store.notices.plan(expiration, [one, other, alone]);
    const due = await store.notices.waitingFor('contoso', 'ada', { dueBy: now, limit: 2 });
    expect(due).toHaveLength(2);
    expect(await store.notices.waitingFor('contoso', 'ada', { dueBy: new Date(0), limit: 5 })).toEqual([]);
    expect(await store.notices.waitingFor('contoso', 'grace', { dueBy: now, limit: 5 })).toEqual([]);
    const digestId = randomUUID();
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => store.notices.claim('contoso', [one, other], { at: now, digestId })),
    );
    expect(tries.filter(({ length }) => length === 2)).toHaveLength(1);
    expect(tries.flat().map(({ digestId: id, state }) => [id, state])).toEqual([
      [digestId, 'sending'],
      [digestId, 'sending'],
    ]);
    const together = await store.notices.inDigest('contoso', digestId);
    expect(together.map(({ notice: { id } }) => id).sort()).toEqual([one.id, other.id].sort());
    expect(together[0]?.expiration).toStrictEqual({ ...expiration, state: 'open' });
    // A single one is no digest.
    const [single] = await store.notices.claim('contoso', [alone], { at: now, digestId: randomUUID() });
    expect(single).toStrictEqual({ ...alone, state: 'sending', sendingAt: now });
  });

  it('that are one message are recorded with it together, once', async () => {
    const { store } = await (await engine.place()).open();
    const [one, other] = [notice(), notice({ step: '15' })];
    await store.notices.plan(expiration, [one, other]);
    const digestId = randomUUID();
    await store.notices.claim('contoso', [one, other], { at: now, digestId });
    expect(await store.notices.recordDigest('contoso', digestId, message)).toBe('recorded');
    expect(await store.notices.recordDigest('contoso', digestId, message)).toBe('known');
    expect(await store.notices.recordDigest('contoso', digestId, { ...message, activityId: '2' })).toBe('double');
    for (const { notice: now } of await store.notices.inDigest('contoso', digestId))
      expect(now).toMatchObject({ state: 'sent', message });
    expect(await store.notices.claim('contoso', [one], { at: now, digestId })).toEqual([]);
    expect(await store.notices.inDigest('fabrikam', digestId)).toEqual([]);
  });

  it('are not taken without the one that the message is for', async () => {
    const { store } = await (await engine.place()).open();
    const [one, other] = [notice(), notice({ step: '15' })];
    await store.notices.plan(expiration, [one, other]);
    await store.notices.claim('contoso', [one], { at: now });
    expect(await store.notices.claim('contoso', [one, other], { at: now, digestId: randomUUID() })).toEqual([]);
    expect((await store.notices.get('contoso', other.id))?.notice).toStrictEqual(other);
  });

  it('are taken for a thread, and only as they were read', async () => {
    const { store } = await (await engine.place()).open();
    const reply = notice({ recipient: { kind: 'channel', groupId } });
    await store.notices.plan(expiration, [reply]);
    const [taken] = await store.notices.claim('contoso', [reply], { at: now, rootId: '17' });
    expect(taken).toStrictEqual({ ...reply, state: 'sending', sendingAt: now, rootId: '17' });
    expect(await store.notices.claim('contoso', [reply], { at: now })).toEqual([]);
    const [again] = await store.notices.claim('contoso', [taken!], { at: now });
    expect(again).toStrictEqual({ ...reply, state: 'sending', sendingAt: now });
    expect((await store.notices.get('contoso', reply.id))?.notice).toStrictEqual(again);
  });

  it('tell of deletions too, which are found by their groups, and what people say of an end', async () => {
    const { store } = await (await engine.place()).open();
    const deletion = { ...expiration, expiresAt: new Date('2026-12-20T09:00:00Z'), isDeletion: true as const };
    await store.notices.plan(expiration, []);
    await store.notices.plan(deletion, []);
    expect(await store.notices.deletionsOf('contoso', [groupId])).toStrictEqual([{ ...deletion, state: 'open' }]);
    expect(await store.notices.deletionsOf('contoso', [])).toEqual([]);
    expect(await store.notices.settle(key, 'gone', deletion.expiresAt)).toBe(true);
    expect(await store.notices.goneOf('contoso', groupId)).toHaveLength(1);
    expect(await store.notices.settle(key, 'open')).toBe(false);
    expect(await store.notices.settle(key, 'open', undefined, 'gone')).toBe(true);
    expect((await store.notices.open('contoso', groupId))[0]).toStrictEqual({ ...expiration, state: 'open' });
    const by = { id: 'ada', displayName: 'Ada Lovelace' };
    const said = { what: 'not-mine', by, at: now } as const;
    const tries = await Promise.all(Array.from({ length: 4 }, () => store.notices.say(key, said)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    const others = ['grace', 'alan'].map((id) => ({ what: 'still-needed', by: { ...by, id }, at: now }) as const);
    await Promise.all(others.map((one) => store.notices.say(key, one)));
    const [end] = await store.notices.open('contoso', groupId);
    expect(end?.said?.map(({ by: { id } }) => id).sort()).toEqual(['ada', 'alan', 'grace']);
    expect(end?.said?.[0]).toStrictEqual(said);
  });

  it('that reached no owner are found, a page at a time, until the end', async () => {
    const { store } = await (await engine.place()).open();
    const later = { ...expiration, expiresAt: new Date('2026-12-05T09:00:00Z') };
    const heard = { ...expiration, groupId: randomUUID() };
    await store.notices.plan(expiration, [notice({ state: 'dead' })]);
    await store.notices.plan(later, [
      notice({ expiresAt: later.expiresAt, recipient: { kind: 'member', userId: 'grace' } }),
    ]);
    await store.notices.plan(heard, [notice({ groupId: heard.groupId })]);
    const page = { now, limit: 5 };
    expect(await store.notices.unreached('contoso', page)).toEqual([key, { ...key, expiresAt: later.expiresAt }]);
    expect(await store.notices.unreached('contoso', { ...page, after: key })).toEqual([
      { ...key, expiresAt: later.expiresAt },
    ]);
    expect(await store.notices.unreached('contoso', { ...page, now: later.expiresAt })).toEqual([]);
    expect(await store.notices.unreached('fabrikam', page)).toEqual([]);
  });

  it('find one channel of a team, always the same', async () => {
    const { store } = await (await engine.place()).open();
    const channel = { tenantId: 'contoso', kind: 'channel', groupId, serviceUrl: 'https://x', botId: 'b' } as const;
    for (const conversationId of ['19:b', '19:a']) await store.conversations.save({ ...channel, conversationId });
    expect((await store.conversations.channelOf('contoso', groupId))?.conversationId).toBe('19:a');
    expect(await store.conversations.channelOf('fabrikam', groupId)).toBeUndefined();
    expect(await store.conversations.channelOf('contoso', randomUUID())).toBeUndefined();
  });
});
