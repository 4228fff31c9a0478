import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { guildId, startGraphServer, type GraphServer } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.seen.length = 0;
});

interface Item {
  id: string;
  method: string;
  url: string;
  dependsOn?: string[];
}
const sent = () => graph.seen.map(({ body }) => (body as { requests: Item[] }).requests);
const batch = (...items: { status: number; headers?: object; body?: unknown }[]) => ({
  status: 200,
  body: { responses: items.map((item, index) => ({ id: String(index), headers: {}, body: null, ...item })) },
});
const ada = { id: cast.employee.id, displayName: 'Ada Lovelace' };
const list = { status: 200, body: { value: [{ '@odata.type': '#microsoft.graph.user', ...ada }] } };
const none = { status: 200, body: { value: [] } };
const failed = { status: 424 };
const busy = (status: number) => ({
  status,
  headers: { 'Retry-After': '0' },
  body: { error: { code: 'x', message: 'x' } },
});
const add = () => graph.connect().conversations.addSender(guildId, 'accepted', ada.id);

describe('a change and what is read behind it', () => {
  it('travel in one request, each waiting for the one before it', async () => {
    graph.answer(batch({ status: 204 }, list, none));
    expect(await add()).toMatchObject({ accepted: [ada], rejected: [] });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.map(({ method, dependsOn }) => [method, dependsOn])).toEqual([
      ['POST', undefined],
      ['GET', ['0']],
      ['GET', ['1']],
    ]);
  });

  it('go on where Graph was too busy, and do not do again what is done', async () => {
    graph.answer(batch({ status: 204 }, busy(429), failed), batch(list, none));
    expect(await add()).toMatchObject({ accepted: [ada] });
    expect(sent()[1]?.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('know their own work after a gateway gave up on it', async () => {
    const there = {
      status: 400,
      body: { error: { code: 'x', message: 'One or more added object references already exist' } },
    };
    graph.answer(batch(busy(503), failed, failed), batch(there, failed, failed));
    expect(await add()).toBeUndefined();
  });

  it('tell what was refused, and leave out what could not be read', async () => {
    graph.answer(batch({ status: 403, body: { error: { code: 'x', message: 'x' } } }, failed, failed));
    await expect(add()).rejects.toMatchObject({ code: 'sender.denied' });
    graph.answer(batch({ status: 204 }, { status: 500 }, failed));
    expect(await add()).toBeUndefined();
  });

  it('are of no use with a reply missing', async () => {
    graph.answer(batch({ status: 204 }));
    await expect(add()).rejects.toMatchObject({ code: 'graph.malformed' });
  });
});
