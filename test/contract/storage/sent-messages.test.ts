import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../src/ports/sent-messages.ts';
import { describeStore } from '../../support/stores.ts';

const tenantId = 'contoso';
const sendingAt = new Date('2026-03-01T09:00:00Z');
const later = new Date('2026-03-01T09:10:00Z');
const sent = { conversationId: 'chat', activityId: '1' };
const shown = { text: 'Ada Lovelace ✍️ wrote', card: { type: 'AdaptiveCard', body: [] } };

function message(change: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { tenantId, key: 'told:1', id: randomUUID(), recipientId: 'ada', sendingAt, ...change };
}

describeStore('messages of jobs', (engine) => {
  it('are begun once for each job, also by several at once, and kept over a restart', async () => {
    const place = await engine.place();
    const first = await place.open();
    const tries = Array.from({ length: 8 }, () => message({ shown }));
    const answers = await Promise.all(tries.map((one) => first.store.sentMessages.begin(one)));
    const mine = tries[answers.indexOf(undefined)]!;
    expect(answers.filter((answer) => answer !== undefined)).toEqual(Array.from({ length: 7 }, () => mine));
    await first.close();

    const { store } = await place.open();
    expect(await store.sentMessages.get(tenantId, mine.id)).toStrictEqual(mine);
    expect(await store.sentMessages.get('fabrikam', mine.id)).toBeUndefined();
    expect(await store.sentMessages.begin(message({ tenantId: 'fabrikam' }))).toBeUndefined();
  });

  it('are taken again by one alone, with what they say then', async () => {
    const { store } = await (await engine.place()).open();
    const old = message({ shown });
    await store.sentMessages.begin(old);
    const news = { ...shown, text: 'Ada Lovelace wrote again' };
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => store.sentMessages.again(old, { sendingAt: later, shown: news })),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.sentMessages.get(tenantId, old.id)).toStrictEqual({ ...old, sendingAt: later, shown: news });
    expect(await store.sentMessages.again({ ...old, sendingAt: later }, { sendingAt: later })).toBe(true);
    expect(await store.sentMessages.get(tenantId, old.id)).not.toHaveProperty('shown');
  });

  it('have arrived as the one that was recorded first, and every other is a double', async () => {
    const { store } = await (await engine.place()).open();
    const one = message();
    await store.sentMessages.begin(one);
    expect(await store.sentMessages.record('fabrikam', one.id, sent)).toBe('known');
    expect(await store.sentMessages.record(tenantId, one.id, sent)).toBe('recorded');
    expect(await store.sentMessages.record(tenantId, one.id, sent)).toBe('known');
    expect(await store.sentMessages.record(tenantId, one.id, { ...sent, activityId: '2' })).toBe('double');
    expect(await store.sentMessages.begin(message())).toStrictEqual({ ...one, sent });
    expect(await store.sentMessages.again(one, { sendingAt: later })).toBe(false);
    expect(await store.sentMessages.record(tenantId, randomUUID(), sent)).toBe('known');
  });

  it('are new again when they certainly did not arrive, and stay when they have', async () => {
    const { store } = await (await engine.place()).open();
    const [lost, there] = [message(), message({ key: 'told:2' })];
    for (const one of [lost, there]) await store.sentMessages.begin(one);
    await store.sentMessages.record(tenantId, there.id, sent);
    for (const { id } of [lost, there]) await store.sentMessages.drop(tenantId, id);
    expect(await store.sentMessages.begin(message())).toBeUndefined();
    expect(await store.sentMessages.get(tenantId, there.id)).toStrictEqual({ ...there, sent });
  });

  it('are forgotten when they are old', async () => {
    const { store } = await (await engine.place()).open();
    const [old, young] = [message(), message({ key: 'told:2', sendingAt: later })];
    for (const one of [old, young]) await store.sentMessages.begin(one);
    await store.sentMessages.forgetBefore(later);
    expect(await store.sentMessages.get(tenantId, old.id)).toBeUndefined();
    expect(await store.sentMessages.get(tenantId, young.id)).toStrictEqual(young);
  });
});
