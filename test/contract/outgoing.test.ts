import { expect, it, onTestFinished } from 'vitest';
import { startJobRunner } from '../../src/jobs/runner.ts';
import type { NewJob } from '../../src/ports/jobs.ts';
import type { Store } from '../../src/ports/store.ts';
import { countingConnector, knowChats, messengerTo, type CountingConnector } from '../support/counting-connector.ts';
import { describeStore, engines } from '../support/stores.ts';
import { until } from '../support/until.ts';

const quiet = { warn: () => undefined, error: () => undefined };
const jobTo = (kind: string, index: number, userId: string, tenantId = 'contoso'): NewJob => ({
  kind,
  key: `${kind} ${index}`,
  tenantId,
  payload: { userId },
});

/** A runner whose jobs each send one message through the bot's own messenger. */
function sendFrom(connector: CountingConnector, store: Store, concurrency = 8) {
  const { messenger } = messengerTo(connector, store);
  const send = async ({ tenantId, payload, key }: { tenantId: string; payload: object; key: string }) => {
    const { userId } = payload as { userId: string };
    await messenger.send({ tenantId, userId }, { card: { type: 'AdaptiveCard' }, text: key });
  };
  const handlers = { 'deliver-notice': send, 'deliver-request-card': send };
  const runner = startJobRunner({ store, clock: { now: () => new Date() }, handlers, concurrency, log: quiet });
  onTestFinished(() => runner.stop());
  return runner;
}

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describeStore('messages that go out', (engine) => {
  it('bring an approval before thousands of notices that waited first', async () => {
    const connector = await countingConnector();
    const { store } = await (await engine.place()).open();
    const ids = people(60);
    await knowChats(connector, store, 'contoso', ids);
    await store.jobs.enqueue(Array.from({ length: 3_000 }, (_, n) => jobTo('deliver-notice', n, ids[n % 50] ?? '')));
    sendFrom(connector, store);
    await until('twenty notices', () => connector.arrivals.length >= 20);
    await store.jobs.enqueue([jobTo('deliver-request-card', 1, 'p59')]);
    const before = connector.arrivals.length;
    await until('the approval', () => connector.arrivals.some(({ conversation }) => conversation === 'a:p59'));
    const place = connector.arrivals.findIndex(({ conversation }) => conversation === 'a:p59');
    expect(place - before).toBeLessThan(100);
  });

  it('slow down one conversation that is refused, and nobody else', async () => {
    const connector = await countingConnector();
    const { store } = await (await engine.place()).open();
    await knowChats(connector, store, 'contoso', people(10));
    connector.refuse = ({ conversation }) =>
      conversation === 'a:p0' ? { status: 429, retryAfterSeconds: 600 } : undefined;
    await store.jobs.enqueue(Array.from({ length: 10 }, (_, n) => jobTo('deliver-notice', n, 'p0')));
    await store.jobs.enqueue(Array.from({ length: 9 }, (_, n) => jobTo('deliver-notice', n + 10, `p${n + 1}`)));
    sendFrom(connector, store, 2);
    const others = () => connector.arrivals.filter(({ conversation }) => conversation !== 'a:p0');
    await until('all the others', () => others().length === 9);
    expect(connector.arrivals.filter(({ conversation }) => conversation === 'a:p0').length).toBeLessThanOrEqual(2);
  });
});

describeStore('a message', (engine) => {
  const withConnector = async () => {
    const connector = await countingConnector();
    const { store } = await (await engine.place()).open();
    await knowChats(connector, store, 'contoso', people(2));
    return { connector, store };
  };
  const settled = (store: Store, what: 'dead' | 'done') => async () =>
    (await store.jobs.counts('contoso', { now: new Date(), since: new Date(0) })).some((count) => count[what] > 0);

  it('that a blocked chat refuses is given up at once, and delivered once when it is tried again', async () => {
    const { connector, store } = await withConnector();
    connector.refuse = () => ({ status: 403, code: 'ConversationBlockedByUser' });
    await store.jobs.enqueue([jobTo('deliver-notice', 1, 'p0')]);
    const runner = sendFrom(connector, store);
    await until('it is given up', settled(store, 'dead'));
    expect(connector.arrivals).toHaveLength(1);
    const [dead] = await store.jobs.undelivered('contoso', { limit: 5, exceptKinds: [] });
    expect(dead?.code).toBe('message.unreachable');

    connector.refuse = () => undefined;
    const again = () => store.jobs.retry('contoso', { now: new Date(), ids: [dead?.id ?? ''] });
    expect((await Promise.all([again(), again(), again()])).sort()).toEqual([0, 0, 1]);
    runner.wake();
    await until('it is done', settled(store, 'done'));
    expect(await again()).toBe(0);
    await runner.idle();
    expect(connector.arrivals).toHaveLength(2);
  });

  it('is sent again at once when somebody else changed the conversation just then', async () => {
    const { connector, store } = await withConnector();
    connector.refuse = () => (connector.arrivals.length < 3 ? { status: 412 } : undefined);
    await store.jobs.enqueue([jobTo('deliver-notice', 1, 'p0')]);
    sendFrom(connector, store);
    await until('it is done', settled(store, 'done'));
    expect(connector.arrivals).toHaveLength(3);
  });

  it.each([{ status: 500 }, { status: 502 }, 'hang' as const])(
    'that may have arrived (%s) is not sent a second time in the same attempt',
    async (refusal) => {
      const { connector, store } = await withConnector();
      connector.refuse = () => refusal;
      const { messenger } = messengerTo(connector, store, { limitMs: 300 });
      const to = { tenantId: 'contoso', userId: 'p0' };
      const sent = messenger.send(to, { card: { type: 'AdaptiveCard' }, text: 'x' });
      await expect(sent).rejects.toMatchObject({ kind: 'upstream' });
      expect(connector.arrivals).toHaveLength(1);
    },
  );

  it('that Teams takes from nobody is given up at once, with the reason', async () => {
    const { connector, store } = await withConnector();
    connector.refuse = () => ({ status: 400, code: 'BadArgument' });
    await store.jobs.enqueue([jobTo('deliver-notice', 1, 'p0')]);
    sendFrom(connector, store);
    await until('it is given up', settled(store, 'dead'));
    expect(connector.arrivals).toHaveLength(1);
    expect(await store.jobs.dead('contoso')).toMatchObject([{ code: 'message.malformed' }]);
  });

  it('asks for a new token once when the first is refused', async () => {
    const { connector, store } = await withConnector();
    connector.refuse = () => (connector.arrivals.length < 2 ? { status: 401 } : undefined);
    const { messenger } = messengerTo(connector, store);
    const to = { tenantId: 'contoso', userId: 'p0' };
    await messenger.send(to, { card: { type: 'AdaptiveCard' }, text: 'x' });
    connector.refuse = () => ({ status: 401 });
    await expect(messenger.send(to, { card: { type: 'AdaptiveCard' }, text: 'x' })).rejects.toThrow();
    expect(connector.arrivals).toHaveLength(4);
  });
});

const postgres = engines.find(({ name }) => name === 'postgres');
it.runIf(postgres)('two instances on one PostgreSQL keep the limit of a tenant together', async () => {
  const connector = await countingConnector();
  const place = await postgres!.place();
  const stores = [(await place.open()).store, (await place.open()).store];
  const ids = people(140);
  await knowChats(connector, stores[0]!, 'contoso', ids);
  await stores[0]!.jobs.enqueue(ids.map((id, index) => jobTo('deliver-notice', index, id)));
  for (const store of stores) sendFrom(connector, store, 16);
  await until('everything', () => connector.arrivals.length === ids.length);
  const times = connector.arrivals.map(({ at }) => at);
  // 45 of 50 in each second: alone each of them would have been through in less than two.
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2_800);
});
