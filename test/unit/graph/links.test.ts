import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GraphServer } from './graph-server.ts';
import { adaId, graceId, guildId, recorded, startGraphServer } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
beforeEach(() => {
  graph.seen.length = 0;
});
afterAll(() => graph.close());

const limits = { attemptMs: 400, retryBudgetMs: 100 };
const directory = () => graph.directory({ limits });
const manyIds = (count: number) =>
  Array.from({ length: count }, (_, index) => `9e1f2a3b-4c5d-4e6f-8a7b-${String(index).padStart(12, '0')}`);

describe('adding many', () => {
  it('goes out as one PATCH of references for twenty', async () => {
    graph.answer({ status: 204 });
    const ids = manyIds(21);
    expect(await directory().addMembers(guildId, ids)).toEqual(ids.map((userId) => ({ userId })));
    expect(graph.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PATCH /v1.0/groups/${guildId}`,
      `POST /v1.0/groups/${guildId}/members/$ref`,
    ]);
    const { 'members@odata.bind': bound } = graph.seen[0]!.body as Record<string, string[]>;
    expect(bound).toEqual(ids.slice(0, 20).map((id) => `${graph.cloud.graphUrl}/v1.0/directoryObjects/${id}`));
  });

  it('finds the one who is a member already in few calls', async () => {
    const ids = manyIds(16);
    graph.handle = ({ body }) => (JSON.stringify(body).includes(ids[5]!) ? recorded('member-exists') : { status: 204 });
    const added = await directory().addMembers(guildId, ids);
    expect(added.filter(({ refusal }) => refusal).map(({ userId }) => userId)).toEqual([ids[5]]);
    expect(added[5]!.refusal).toMatchObject({ code: 'member.already-present' });
    expect(graph.seen).toHaveLength(9);
  });

  it.each([
    ['internal', 'graph.unavailable'],
    ['throttled', 'graph.throttled'],
    ['on-premises', 'group.cannot-change'],
  ])('does not go on after %s', async (name, code) => {
    graph.answer(recorded(name));
    const added = await directory().addMembers(guildId, manyIds(20));
    expect(new Set(added.map(({ refusal }) => refusal?.code))).toEqual(new Set([code]));
    expect(graph.seen).toHaveLength(1);
  });

  it('believes nobody added when an attempt in doubt is answered with “already so”', async () => {
    const busy = { ...recorded('busy'), headers: { 'retry-after': '0' } };
    graph.answer(busy, recorded('member-exists'), recorded('member-exists'), { status: 204 });
    const added = await directory().addMembers(guildId, [adaId, graceId]);
    expect(added.map(({ refusal }) => refusal?.code)).toEqual(['member.already-present', undefined]);
  });

  it('stops for a sign-in', async () => {
    graph.answer(recorded('claims-challenge'));
    await expect(directory().addMembers(guildId, [adaId, graceId])).rejects.toMatchObject({ kind: 'signIn' });
  });

  it('says of a forged id that nobody has it, and adds the others', async () => {
    graph.answer({ status: 204 });
    const added = await directory().addMembers(guildId, [adaId, '../me', graceId]);
    expect(added.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'person.not-found', undefined]);
    for (const { body } of graph.seen) expect(JSON.stringify(body)).not.toContain('../me');
  });
});

describe('what becomes of refusals', () => {
  it.each([
    ['owner-exists', () => directory().addOwner(guildId, adaId), 'owner.already-present'],
    ['owners-full', () => directory().addOwner(guildId, adaId), 'group.full'],
    ['denied', () => directory().addOwner(guildId, adaId), 'owner.denied'],
    ['last-owner', () => directory().removeOwner(guildId, adaId), 'owner.last'],
    ['not-found', () => directory().removeOwner(guildId, adaId), 'owner.not-present'],
    ['member-missing', () => directory().removeOwner(guildId, adaId), 'owner.not-present'],
    ['denied', () => directory().removeOwner(guildId, adaId), 'owner.denied'],
    ['exchange-denied', () => directory().setSubscribed(guildId, true), 'subscription.denied'],
    ['denied', () => directory().renew(guildId), 'renew.denied'],
    ['not-found', () => directory().renew(guildId), 'group.not-found'],
    ['not-found', () => directory().person(adaId), 'person.not-found'],
    ['denied', () => directory().person(adaId), 'person.denied'],
    ['denied', () => directory().searchPeople('ada', { limit: 5 }), 'directory.people-denied'],
    ['denied', () => directory().membersOf(guildId, { pageSize: 5 }), 'member.read-denied'],
  ] as const)('%s', async (name, act, code) => {
    graph.answer(recorded(name));
    await expect(act()).rejects.toMatchObject({ code });
  });

  it('is silence where only an adornment is missing', async () => {
    graph.answer(recorded('exchange-denied'));
    expect(await directory().isSubscribed(guildId)).toBeUndefined();
  });

  it('counts a removal done that a retry finds done', async () => {
    graph.answer({ ...recorded('busy'), headers: { 'retry-after': '0' } }, recorded('not-found'));
    await expect(directory().removeOwner(guildId, adaId)).resolves.toBeUndefined();
  });

  it.each(['ada', '../groups', ''])('a person with the id “%s” is not asked for', async (id) => {
    for (const act of [
      directory().person(id),
      directory().hasMember(guildId, id),
      directory().addOwner(guildId, id),
      directory().removeOwner(guildId, id),
    ])
      await expect(act).rejects.toMatchObject({ code: 'person.not-found' });
    expect(graph.seen).toEqual([]);
  });

  it.each(['guild', '../users'])('a group with the id “%s” is not asked for', async (id) => {
    for (const act of [
      directory().membersOf(id, { pageSize: 5 }),
      directory().hasMember(id, adaId),
      directory().addMembers(id, [adaId]),
      directory().addOwner(id, adaId),
      directory().removeOwner(id, adaId),
      directory().isSubscribed(id),
      directory().setSubscribed(id, true),
      directory().renew(id),
    ])
      await expect(act).rejects.toMatchObject({ code: 'group.not-found' });
    expect(graph.seen).toEqual([]);
  });
});

it('marks in a list what is no person', async () => {
  const value = [
    { '@odata.type': '#microsoft.graph.user', id: adaId, displayName: 'Ada', userPrincipalName: 'ada@contoso.com' },
    { '@odata.type': '#microsoft.graph.group', id: guildId, displayName: 'Nested' },
    { '@odata.type': '#microsoft.graph.device', id: graceId, displayName: 'Printer' },
  ];
  graph.answer({ body: { value } });
  const { items } = await directory().membersOf(guildId, { pageSize: 5 });
  expect(items.map(({ type }) => type)).toEqual(['person', 'group', 'other']);
  expect(graph.seen[0]!.query.get('$orderby')).toBe('displayName');
});
