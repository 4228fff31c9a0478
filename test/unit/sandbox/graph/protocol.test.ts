import { beforeEach, describe, expect, it } from 'vitest';
import { createGraph } from '../../../../src/sandbox/graph/index.ts';
import { groups, tenantId } from '../../../../src/sandbox/tenant/cast.ts';
import { employee, eventual, guest, openWorld, origin, owner, reference, refusal, secondOwner } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let me: Caller;
let boss: Caller;
beforeEach(() => {
  world = openWorld();
  me = world.as(employee);
  boss = world.as(owner);
});

describe('tokens', () => {
  it.each([
    [undefined, 'Access token is empty.'],
    [
      { invalid: 'Lifetime validation failed, the token is expired.' },
      'Lifetime validation failed, the token is expired.',
    ],
    [{ claims: {} }, 'Access token validation failure.'],
    [
      { claims: { tid: 'other', oid: employee.id, scp: 'User.Read' } },
      'Access token validation failure. Invalid tenant.',
    ],
  ])('%j is answered with 401', async (token, message) => {
    const reply = await world.raw({ token });
    expect(reply).toMatchObject(refusal(401, 'InvalidAuthenticationToken', message));
    expect(reply.headers['WWW-Authenticate']).toContain('Bearer');
  });

  it('of nobody in the directory are refused', async () => {
    const claims = { tid: tenantId, oid: '00000000-0000-4000-8000-000000000000', scp: 'User.Read' };
    expect(await world.raw({ token: { claims } })).toMatchObject(refusal(401, 'Authorization_IdentityNotFound'));
  });

  it.each([
    '/me',
    '/users',
    '/groups',
    `/groups/${groups.bookClub}/members`,
    '/groupLifecyclePolicies',
    '/me/people',
    '/me/joinedTeams',
  ])('without the scope are refused at %s', async (path) => {
    const reply = await world.as(employee, 'offline_access').get(path);
    expect(reply).toMatchObject(
      refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
    );
  });

  it('let guests list no groups', async () => {
    expect(await world.as(guest).get('/groups')).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await world.as(guest).get('/groups/$count', eventual)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect((await world.as(guest).get('/me/memberOf')).status).toBe(200);
  });
});

describe('headers', () => {
  it('identify the call, echo the caller and name the cost', async () => {
    const reply = await me.get('/me', { 'client-request-id': 'mine' });
    expect(reply.headers).toMatchObject({ 'client-request-id': 'mine', Date: 'Sun, 01 Mar 2026 12:00:00 GMT' });
    expect(reply.headers['request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(reply.headers['Content-Type']).toContain('application/json');
    const cost = async (path: string): Promise<string | undefined> =>
      (await me.get(path)).headers['x-ms-resource-unit'];
    expect(await cost(`/groups/${groups.bookClub}/members`)).toBe('3');
    expect(await cost(`/groups/${groups.bookClub}/transitiveMembers?$select=id&$top=5`)).toBe('3');
    expect(await cost(`/groups/${groups.bookClub}?$select=id`)).toBe('1');
  });

  it('of a refusal repeat the ids of its body', async () => {
    const reply = await me.get('/groups/x', { 'client-request-id': 'mine' });
    expect(reply.body).toMatchObject({
      error: {
        innerError: {
          'request-id': reply.headers['request-id'],
          'client-request-id': 'mine',
          date: '2026-03-01T12:00:00',
        },
      },
    });
  });
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/bananas', 400, 'BadRequest'],
    ['GET', `/groups/${groups.bookClub}/bananas`, 400, 'BadRequest'],
    ['PUT', '/me', 405, 'Request_BadRequest'],
    ['POST', `/groups/${groups.bookClub}`, 405, 'Request_BadRequest'],
    ['GET', '/groups/%zz', 400, 'BadRequest'],
    ['GET', '/', 400, 'BadRequest'],
  ])('%s %s is answered with %i', async (method, path, status, code) => {
    expect(await me.send(method, path)).toMatchObject(refusal(status, code));
  });

  it('has one version, and answers HEAD without a body', async () => {
    const { token } = { token: { claims: { tid: tenantId, oid: employee.id, scp: 'User.Read' } } };
    expect(await world.raw({ url: '/v9/me', token })).toMatchObject(refusal(400, 'BadRequest', 'Invalid version: v9'));
    expect(await world.raw({ url: '/beta/me', token })).toMatchObject(refusal(501, 'NotImplemented'));
    const head = await world.raw({ method: 'HEAD', token });
    expect(head).toMatchObject({ status: 405, headers: { Allow: 'GET' } });
    expect(head).not.toHaveProperty('body');
  });

  it('compares fixed segments without regard to case', async () => {
    expect((await me.get(`/Groups/${groups.bookClub.toUpperCase()}/Members`)).status).toBe(200);
  });
});

describe('faults', () => {
  it('throttle so many calls, and say how long to wait', async () => {
    world.faults.graphThrottle = 1;
    const reply = await me.get('/me');
    expect(reply).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } });
    expect(reply.body).toMatchObject({
      error: { code: 'TooManyRequests', message: 'Please retry again later.', innerError: { status: '429' } },
    });
    expect((await me.get('/me')).status).toBe(200);
  });

  it('make it unavailable, and slow', async () => {
    world.faults.graphUnavailable = 1;
    expect(await me.get('/me')).toMatchObject(refusal(503, 'ServiceUnavailable'));
    world.faults.graphDelayMs = 40;
    const started = performance.now();
    expect((await me.get('/me')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(35);
  });

  it('hide new links and objects from reads until the replicas have caught up', async () => {
    world.faults.replicationLagMs = 5000;
    await me.send('POST', `/groups/${groups.bookClub}/members/$ref`, reference(employee.id));
    const isMember = async (): Promise<boolean> =>
      (await me.all(`/groups/${groups.bookClub}/members`)).some((one) => one['id'] === employee.id);
    expect(await isMember()).toBe(false);
    const again = await me.send('POST', `/groups/${groups.bookClub}/members/$ref`, reference(employee.id));
    expect(again).toMatchObject(refusal(400, 'Request_BadRequest'));
    world.clock.now += 5000;
    expect(await isMember()).toBe(true);
    world.clock.now -= 3_600_000;
    expect(await isMember()).toBe(true);
  });

  it('tell a removal that was made moments ago from one of somebody who never was in', async () => {
    world.faults.replicationLagMs = 5000;
    const remove = (): Promise<unknown> =>
      boss.send('DELETE', `/groups/${groups.designGuild}/members/${secondOwner.id}/$ref`);
    expect(await remove()).toMatchObject({ status: 204 });
    expect(await remove()).toMatchObject(
      refusal(
        400,
        'Request_BadRequest',
        "One or more removed object references do not exist for the following modified properties: 'members'.",
      ),
    );
    world.clock.now += 5000;
    expect(await remove()).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
  });

  it('refuse links to a group that was created moments ago', async () => {
    world.faults.replicationLagMs = 5000;
    const id = '99999999-0000-4000-8000-000000000001';
    world.tenant.createGroup({ ...world.tenant.group(groups.bookClub)!, id });
    world.tenant.link(id, 'owner', owner.id);
    expect(await boss.get(`/groups/${id}`)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect((await boss.all('/groups?$select=id')).some((group) => group['id'] === id)).toBe(false);
    const add = (): Promise<unknown> => boss.send('POST', `/groups/${id}/members/$ref`, reference(employee.id));
    expect(await add()).toMatchObject(
      refusal(
        400,
        'Request_BadRequest',
        "The source resource object or one of the objects being referenced don't exist.",
      ),
    );
    world.clock.now += 5000;
    expect(await add()).toMatchObject({ status: 204 });
  });

  it('are not needed to meet the published limit of resource units', async () => {
    const graph = createGraph({ tenant: world.tenant, now: () => world.clock.now, faults: () => world.faults, origin });
    const token = { claims: { tid: tenantId, oid: employee.id, scp: 'Group.Read.All', appid: 'one' } };
    const call = (as: typeof token): ReturnType<typeof graph> =>
      graph({
        method: 'GET',
        url: `/v1.0/groups/${groups.bookClub}/transitiveMembers`,
        headers: {},
        body: undefined,
        token: as,
      });
    const replies = [];
    for (let index = 0; index < 701; index++) replies.push(await call(token));
    expect(replies.slice(0, 700).every((reply) => reply.status === 200)).toBe(true);
    expect(replies[600]?.headers['x-ms-throttle-limit-percentage']).toBe('0.86');
    expect(replies[700]?.status).toBe(429);
    expect(Number(replies[700]?.headers['Retry-After'])).toBeGreaterThan(0);
    expect((await call({ claims: { ...token.claims, appid: 'two' } })).status).toBe(200);
  });

  it('hold for a mailbox by themselves: 10,000 requests of an app in ten minutes', async () => {
    const graph = createGraph({ tenant: world.tenant, now: () => world.clock.now, faults: () => world.faults, origin });
    const token = { claims: { tid: tenantId, oid: employee.id, scp: 'Group.Read.All', appid: 'one' } };
    const read = (group: string): ReturnType<typeof graph> =>
      graph({ method: 'GET', url: `/v1.0/groups/${group}/events`, headers: {}, body: undefined, token });
    for (let index = 0; index < 9999; index++) await read(groups.designGuild);
    expect((await read(groups.designGuild)).status).toBe(403);
    const reply = await read(groups.designGuild);
    expect(reply.status).toBe(429);
    expect(Number(reply.headers['Retry-After'])).toBeGreaterThan(10);
    expect((await read(groups.bookClub)).status).toBe(200);
  });
});

describe('$batch', () => {
  const batch = (requests: unknown): ReturnType<Caller['send']> => boss.send('POST', '/$batch', { requests });

  it('answers each request by its id, with its own status', async () => {
    const reply = await batch([
      { id: 'a', method: 'GET', url: '/me?$select=id' },
      { id: 'b', method: 'GET', url: 'groups/x' },
      {
        id: 'c',
        method: 'POST',
        url: `/groups/${groups.designGuild}/members/$ref`,
        headers: { 'Content-Type': 'application/json' },
        body: reference(employee.id),
      },
      { id: 'd', method: 'GET', url: '/groups/$count', headers: { ConsistencyLevel: 'eventual' } },
    ]);
    expect(reply.status).toBe(200);
    const byId = new Map(reply.body.responses.map((one) => [one.id, one]));
    expect(byId.get('a')).toMatchObject({ status: 200, body: { id: owner.id } });
    expect(byId.get('b')).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(byId.get('c')).toMatchObject({ status: 204, body: null });
    expect(byId.get('d')).toMatchObject({ status: 200, body: '60' });
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(true);
  });

  it('runs what depends on others after them, and not when they fail', async () => {
    const remove = (id: string, who: string, dependsOn: string[]): unknown => ({
      id,
      method: 'DELETE',
      url: `/groups/${groups.researchCircle}/members/${who}/$ref`,
      dependsOn,
    });
    const { body } = await batch([
      remove('2', owner.id, ['1']),
      { id: '1', method: 'GET', url: '/me' },
      remove('3', secondOwner.id, ['2']),
      remove('4', secondOwner.id, ['3']),
    ]);
    expect(Object.fromEntries(body.responses.map((one) => [one.id, one.status]))).toEqual({
      '1': 200,
      '2': 204,
      '3': 404,
      '4': 424,
    });
  });

  it('is refused when it is malformed', async () => {
    const many = Array.from({ length: 21 }, (_, id) => ({ id, method: 'GET', url: '/me' }));
    expect(await batch(many)).toMatchObject(
      refusal(400, 'MaximumValueExceeded', 'Number of batch request steps exceeds the maximum value of 20.'),
    );
    for (const requests of [
      [],
      'x',
      [{ id: '1', url: '/me' }],
      [many[0], many[0]],
      [{ id: '1', method: 'GET', url: '/me', dependsOn: ['9'] }],
      [{ id: '1', method: 'GET', url: '/me', dependsOn: ['1'] }],
    ])
      expect(await batch(requests)).toMatchObject(refusal(400, 'BadRequest'));
    expect(await world.raw({ method: 'POST', url: '/v1.0/$batch', body: '{}' })).toMatchObject(
      refusal(401, 'InvalidAuthenticationToken'),
    );
  });

  it('refuses nesting and a body without a type, within', async () => {
    const { body } = await batch([
      { id: '1', method: 'POST', url: '/$batch', body: {}, headers: { 'Content-Type': 'application/json' } },
      { id: '2', method: 'POST', url: `/groups/${groups.designGuild}/members/$ref`, body: reference(employee.id) },
    ]);
    expect(body.responses.map((one) => one.status)).toEqual([400, 400]);
  });

  it('meets throttling inside, where the envelope is fine', async () => {
    world.faults.graphThrottle = 1;
    const { status, body } = await batch([
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'GET', url: '/me' },
    ]);
    expect(status).toBe(200);
    expect(body.responses[0]).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } });
    expect(body.responses[1]).toMatchObject({ status: 200 });
  });
});
