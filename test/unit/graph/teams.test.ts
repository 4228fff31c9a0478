import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guildId, startGraphServer, type GraphServer, type Recorded } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.seen.length = 0;
});

const written = () => graph.seen.filter(({ method }) => method !== 'GET');
const refusalWith = (status: number, error: Record<string, unknown>): Recorded => ({ status, body: { error } });

describe('enable', () => {
  const enable = (limits = {}) => graph.connect({ limits }).teams.enable(guildId);

  it('takes one that is there for what was wanted', async () => {
    graph.answer({ status: 409, body: { error: { code: 'Conflict', message: 'The group is already provisioned' } } });
    await enable();
    expect(written()).toMatchObject([{ method: 'PUT', path: `/v1.0/groups/${guildId}/team`, body: {} }]);
  });

  it('says that the group is too new when the click has no time left to wait', async () => {
    graph.answer(refusalWith(404, { code: 'NotFound', message: 'GetGroupInternalApiRequest' }));
    await expect(enable({ retryBudgetMs: 0 })).rejects.toMatchObject({ code: 'team.not-ready', kind: 'upstream' });
  });

  it('waits for a new group while there is time', async () => {
    graph.answer(refusalWith(404, { code: 'NotFound', message: 'too new' }), { status: 201, body: {} });
    await enable();
    expect(written()).toHaveLength(2);
  });

  it.each([
    ['team.denied', 403],
    ['team.no-owner', 400],
  ])('tells %s', async (code, status) => {
    graph.answer(refusalWith(status, { code: 'x', message: 'x' }));
    await expect(enable()).rejects.toMatchObject({ code });
  });
});
