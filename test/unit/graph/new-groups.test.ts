import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GroupPlan } from '../../../src/domain/group-plan.ts';
import type { Directory } from '../../../src/ports/directory.ts';
import { cast, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import {
  adaId,
  graceId,
  guildId,
  rawGroup,
  startGraphServer,
  type GraphServer,
  type Recorded,
} from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.seen.length = 0;
});

const uniqueName = 'd7df34d3-a558-8140-a172-a8f204cbb5b8';
const plan: GroupPlan = {
  displayName: 'Tide Pool',
  mailNickname: 'tide-pool',
  description: 'Low water.',
  visibility: 'private',
  hasTeam: true,
  owners: [],
};
const missing: Recorded = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'none' } } };
const create = (ownerIds: readonly string[]) => graph.directory().createGroup(uniqueName, { plan, ownerIds });
const written = () => graph.seen.filter(({ method }) => method !== 'GET');
const refusalWith = (status: number, error: Record<string, unknown>): Recorded => ({ status, body: { error } });

const grace = { id: graceId, displayName: 'Grace Hopper', userPrincipalName: 'grace@contoso.com', userType: 'Member' };

/** Answers reads and writes apart. */
function answer(read: Recorded, write: Recorded): void {
  graph.handle = ({ method }) => (method === 'GET' ? read : write);
}

describe('createGroup', () => {
  it('makes the group under its own name, with owners who are members too', async () => {
    answer(missing, { status: 201, body: rawGroup({ displayName: 'Tide Pool' }) });
    expect(await create([graceId])).toMatchObject({ id: guildId, displayName: 'Tide Pool' });
    const people = [`${graph.cloud.graphUrl}/v1.0/directoryObjects/${graceId}`];
    expect(written()).toMatchObject([
      {
        method: 'PATCH',
        headers: { prefer: 'create-if-missing' },
        body: {
          displayName: 'Tide Pool',
          mailNickname: 'tide-pool',
          groupTypes: ['Unified'],
          visibility: 'Private',
          'owners@odata.bind': people,
          'members@odata.bind': people,
        },
      },
    ]);
    expect(decodeURIComponent(written()[0]?.path ?? '')).toBe(`/v1.0/groups(uniqueName='${uniqueName}')`);
  });

  it('names not itself as an owner, which it becomes by creating, and adds the others after', async () => {
    graph.handle = ({ method }) =>
      method === 'GET' ? missing : method === 'PATCH' ? { status: 201, body: rawGroup() } : { status: 204 };
    await create([adaId, graceId]);
    expect(written().map(({ method }) => method)).toEqual(['PATCH', 'POST']);
    expect(written()[0]?.body).not.toHaveProperty(['owners@odata.bind']);
    expect(written()[1]?.path).toContain('/owners/$ref');
  });

  it('finds what an earlier attempt made and makes no second one', async () => {
    graph.handle = ({ path }) => ({
      status: 200,
      body: path.includes('/owners') ? { value: [{ ...grace, '@odata.type': '#microsoft.graph.user' }] } : rawGroup(),
    });
    expect((await create([graceId])).id).toBe(guildId);
    expect(written()).toEqual([]);
  });

  it.each([
    ['name.taken', 400, { message: 'Another object with the same value for property mailNickname already exists.' }],
    ['name.affix', 400, { details: [{ target: 'displayName', code: 'MissingPrefixSuffix' }] }],
    ['name.blockedWord', 400, { details: [{ target: 'displayName', code: 'ContainsBlockedWord' }] }],
    ['person.not-found', 404, { code: 'Request_ResourceNotFound', message: 'one of its queried references' }],
    ['group.create-denied', 403, { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' }],
    ['group.quota', 403, { code: 'Directory_QuotaExceeded', message: 'The directory object quota limit' }],
  ])('tells %s', async (code, status, error) => {
    answer(missing, refusalWith(status, error));
    await expect(create([graceId])).rejects.toMatchObject({ code });
  });
});

describe('against the sandbox', () => {
  let world: World;
  beforeEach(() => {
    world = openWorld();
    graph.handle = async ({ method, url, headers, body }) => {
      const claims = JSON.parse(Buffer.from(String(headers.authorization).slice(7), 'base64').toString()) as object;
      const text = body === undefined ? undefined : JSON.stringify(body);
      const reply = await world.raw({ method, url, headers, body: text, token: { claims: { ...claims } } });
      return { status: reply.status, headers: reply.headers, body: reply.body };
    };
  });

  function as(who: { id: string }, scopes = 'Group.ReadWrite.All User.ReadBasic.All'): Directory {
    const claims = { tid: tenantId, oid: who.id, scp: scopes, idtyp: 'user', appid: 'app-1' };
    const token = Buffer.from(JSON.stringify(claims)).toString('base64');
    return graph.directory({
      tokens: { onBehalfOf: () => Promise.resolve(token) },
      caller: { tenantId, userId: who.id },
      scopes: scopes.split(' '),
    });
  }

  /** Named as the organisation wants this person to name groups. */
  async function planBy(who: { id: string }): Promise<GroupPlan> {
    const problems = await as(who, 'Group.Read.All').checkName(plan);
    return { ...plan, ...Object.fromEntries(problems.map(({ field, suggestion }) => [field, suggestion ?? ''])) };
  }

  it('somebody makes a group once, who asks twice, with the wanted owners and a team', async () => {
    const wish = { plan: await planBy(cast.owner), ownerIds: [cast.owner.id, cast.secondOwner.id] };
    const made = await as(cast.owner).createGroup(uniqueName, wish);
    expect((await as(cast.owner).createGroup(uniqueName, wish)).id).toBe(made.id);
    expect((await as(cast.owner).ownersOf(made.id)).map(({ id }) => id).sort()).toEqual([...wish.ownerIds].sort());
    expect(await as(cast.owner).hasMember(made.id, cast.owner.id)).toBe(true);
  });

  it('an administrator makes one for somebody else, and finds it again', async () => {
    const wish = { plan, ownerIds: [cast.employee.id] };
    const made = await as(cast.admin).createGroup(uniqueName, wish);
    expect((await as(cast.admin).createGroup(uniqueName, wish)).id).toBe(made.id);
    expect((await as(cast.admin).ownersOf(made.id)).map(({ id }) => id)).toEqual([cast.employee.id]);
  });

  it('somebody else goes on where an attempt ended before every owner was added', async () => {
    const wish = { plan: await planBy(cast.owner), ownerIds: [cast.owner.id, cast.employee.id] };
    const whole = graph.handle;
    graph.handle = (call, response) => (call.method === 'POST' ? { status: 503, body: {} } : whole(call, response));
    await expect(as(cast.owner).createGroup(uniqueName, wish)).rejects.toMatchObject({ kind: 'upstream' });
    graph.handle = whole;

    await expect(as(cast.secondOwner).createGroup(uniqueName, wish)).rejects.toMatchObject({ code: 'owner.denied' });
    const made = await as(cast.admin).createGroup(uniqueName, wish);
    expect((await as(cast.admin).ownersOf(made.id)).map(({ id }) => id).sort()).toEqual([...wish.ownerIds].sort());
  });

  it('who may not create groups does not', async () => {
    const wish = { plan: await planBy(cast.employee), ownerIds: [cast.employee.id] };
    await expect(as(cast.employee).createGroup(uniqueName, wish)).rejects.toMatchObject({
      code: 'group.create-denied',
    });
  });

  it('a name is checked, and what is suggested would do', async () => {
    const directory = as(cast.owner, 'Group.Read.All');
    const fitting = await planBy(cast.owner);
    expect(fitting.displayName).not.toBe(plan.displayName);
    expect(await directory.checkName(fitting)).toEqual([]);
    await as(cast.owner).createGroup(uniqueName, { plan: fitting, ownerIds: [cast.owner.id] });
    expect(await directory.checkName(fitting)).toEqual([{ field: 'mailNickname', reason: 'taken' }]);
  });
});

describe('checkName', () => {
  it('offers a name that has what is missing', async () => {
    const details = [{ target: 'displayName', code: 'MissingPrefixSuffix', prefix: 'GRP ', suffix: '' }];
    graph.answer(refusalWith(422, { code: 'Request_UnprocessableEntity', message: 'no', details }));
    const problems = await graph.directory().checkName({ displayName: 'Tide Pool', mailNickname: 'tide-pool' });
    expect(problems).toEqual([{ field: 'displayName', reason: 'affix', suggestion: 'GRP Tide Pool' }]);
  });

  it('does not say twice what a name has already but for the case', async () => {
    const details = [{ target: 'mailNickname', code: 'MissingPrefixSuffix', prefix: '', suffix: 'Design' }];
    graph.answer(refusalWith(422, { code: 'Request_UnprocessableEntity', message: 'no', details }));
    const problems = await graph.directory().checkName({ displayName: 'Tide', mailNickname: 'tide-pool-design' });
    expect(problems).toEqual([{ field: 'mailNickname', reason: 'affix', suggestion: 'tide-pool-Design' }]);
  });
});
