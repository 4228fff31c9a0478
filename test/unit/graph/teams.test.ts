import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { openWorld } from '../sandbox/graph/harness.ts';
import { guildId, perItem, recorded, startGraphServer, type GraphServer, type Recorded } from './graph-server.ts';

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

const team = {
  id: guildId,
  internalId: '19:general@thread.tacv2',
  displayName: 'Design Guild',
  visibility: 'private',
  isArchived: true,
  webUrl: 'https://teams.microsoft.com/l/team/19%3ageneral%40thread.tacv2/conversations',
};
const channels = [
  { id: '19:b@thread.tacv2', displayName: 'Critique', description: 'Kind words.', membershipType: 'private' },
  { id: '19:a@thread.tacv2', displayName: 'Archive', description: '', membershipType: 'standard', isArchived: true },
  { id: '19:general@thread.tacv2', displayName: 'Allgemein', description: null, membershipType: 'standard' },
  { id: '19:c@thread.tacv2', displayName: 'Partners', membershipType: 'unknownFutureValue', webUrl: 'javascript:x' },
];
/** The team and its channels, in one `$batch` or alone. */
const readable = () =>
  perItem(({ url }) => ({ body: url.startsWith(`/teams/${guildId}/channels`) ? { value: channels } : team }));

describe('team', () => {
  it('reads one with its channels in one round trip, the first channel first whatever it is called', async () => {
    graph.handle = readable();
    const { teams } = graph.connect();
    const [one, list] = await Promise.all([teams.team(guildId), teams.channels(guildId)]);
    expect(one).toEqual({ id: guildId, visibility: 'private', isArchived: true, webUrl: team.webUrl });
    expect(list.map(({ displayName }) => displayName)).toEqual(['Allgemein', 'Archive', 'Critique', 'Partners']);
    expect(list[2]).toEqual({
      id: '19:b@thread.tacv2',
      displayName: 'Critique',
      description: 'Kind words.',
      kind: 'private',
      isArchived: false,
    });
    expect(list[3]).toEqual({ id: '19:c@thread.tacv2', displayName: 'Partners', kind: 'standard', isArchived: false });
    expect(graph.seen).toHaveLength(1);
    expect((graph.seen[0]?.body as { requests: unknown[] }).requests).toHaveLength(2);
  });

  it.each([
    ['team.not-found', 404, { code: 'NotFound', message: 'No team found with Group Id' }],
    ['team.read-denied', 403, { code: 'Forbidden', message: 'User does not have permission' }],
  ])('tells %s', async (code, status, error) => {
    graph.answer(refusalWith(status, error));
    await expect(graph.connect().teams.team(guildId)).rejects.toMatchObject({ code });
    await expect(graph.connect().teams.channels(guildId)).rejects.toMatchObject({ kind: expect.any(String) as string });
  });

  it('is never asked for with an id that is none', async () => {
    for (const id of ['../users', 'x', ''])
      await expect(graph.connect().teams.team(id)).rejects.toMatchObject({ code: 'group.not-found' });
    expect(graph.seen).toEqual([]);
  });
});

describe('enable', () => {
  const enable = (limits = {}) => graph.connect({ limits }).teams.enable(guildId);

  it('makes one with an empty body, and says which was there', async () => {
    graph.answer(
      { status: 201, body: {} },
      { status: 409, body: { error: { code: 'Conflict', message: 'The group is already provisioned' } } },
    );
    expect(await enable()).toBe('enabled');
    expect(await enable()).toBe('present');
    expect(written()[0]).toMatchObject({ method: 'PUT', path: `/v1.0/groups/${guildId}/team`, body: {} });
  });

  it('makes one attempt of a group that Teams does not know: waiting is for whoever tells the person', async () => {
    graph.answer(refusalWith(404, { code: 'NotFound', message: 'GetGroupInternalApiRequest' }));
    await expect(enable()).rejects.toMatchObject({ code: 'team.not-ready', kind: 'upstream' });
    expect(written()).toHaveLength(1);
  });

  it('takes one that it made although the answer was an error for its own', async () => {
    graph.answer(
      { status: 503, headers: { 'retry-after': '0' }, body: { error: { code: 'x', message: 'x' } } },
      { status: 409, body: { error: { code: 'Conflict', message: 'The group is already provisioned' } } },
    );
    expect(await enable()).toBe('enabled');
  });

  it('leaves open whose a channel is that is there after an answer got lost', async () => {
    graph.answer(
      { status: 503, headers: { 'retry-after': '0' }, body: { error: { code: 'x', message: 'x' } } },
      refusalWith(400, { code: 'BadRequest', message: 'Channel name already existed, please use other name.' }),
    );
    const plan = { displayName: 'Inks', description: '', kind: 'standard' } as const;
    await expect(graph.connect().teams.createChannel(guildId, plan)).rejects.toMatchObject({
      code: 'channel.in-doubt',
    });
  });

  it.each([
    ['team.denied', 403, 'x'],
    ['team.no-owner', 400, 'Group 1 must have one or more owners in order to create a Team.'],
    ['team.refused', 400, 'Bad Request'],
  ])('tells %s', async (code, status, message) => {
    graph.answer(refusalWith(status, { code: 'x', message }));
    await expect(enable()).rejects.toMatchObject({ code, kind: 'denied' });
  });

  it('tells that Graph is busy when it stays so', async () => {
    graph.answer({ ...recorded('throttled'), headers: { 'retry-after': '30' } });
    await expect(enable()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 30 });
  });
});

describe('against the sandbox', () => {
  it('a team is made once, and read with its channels', async () => {
    const world = openWorld();
    graph.handle = async ({ method, url, headers, body }) => {
      const claims = JSON.parse(Buffer.from(String(headers.authorization).slice(7), 'base64').toString()) as object;
      const text = body === undefined ? undefined : JSON.stringify(body);
      const reply = await world.raw({ method, url, headers, body: text, token: { claims: { ...claims } } });
      return { status: reply.status, headers: reply.headers, body: reply.body };
    };
    const as = (who: { id: string }, scopes: string) => {
      const claims = { tid: tenantId, oid: who.id, scp: scopes, idtyp: 'user', appid: 'app-1' };
      const token = Buffer.from(JSON.stringify(claims)).toString('base64');
      return graph.connect({
        tokens: { onBehalfOf: () => Promise.resolve(token) },
        caller: { tenantId, userId: who.id },
        scopes: scopes.split(' '),
      }).teams;
    };
    const reads = 'Team.ReadBasic.All Channel.ReadBasic.All';
    expect((await as(cast.owner, reads).channels(groups.designGuild)).map((one) => one.displayName)).toEqual([
      'General',
      'Critique',
    ]);
    expect(await as(cast.owner, reads).team(groups.designGuild)).toMatchObject({
      isArchived: false,
      webUrl: expect.stringContaining('https://teams.microsoft.com/') as string,
    });
    expect(await as(cast.owner, 'Group.ReadWrite.All').enable(groups.designGuild)).toBe('present');
  });
});
