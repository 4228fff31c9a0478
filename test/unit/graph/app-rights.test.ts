import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAppRights } from '../../../src/graph/app-rights.ts';
import { createScan } from '../../../src/graph/scan.ts';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import type { GraphServer } from './graph-server.ts';
import { startGraphServer } from './graph-server.ts';

let graph: GraphServer;
let world: World;
let roles: string[];
const wren = cast.employee.id;

beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());

beforeEach(() => {
  world = openWorld();
  roles = ['Group.Read.All', 'GroupMember.ReadWrite.All'];
  if (!isInside()) world.tenant.link(groups.designGuild, 'member', wren);
  graph.handle = async ({ method, url, headers, body }) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const claims = { tid: tenantId, oid: 'service-principal', roles, idtyp: 'app', appid: 'app-1' };
    const reply = await world.raw({ method, url, headers, body: text, token: { claims } });
    return { status: reply.status, headers: reply.headers, body: reply.body };
  };
});

const isInside = (): boolean => world.tenant.isLinked(groups.designGuild, 'member', wren);
const app = { getToken: () => Promise.resolve({ token: 'app-only', expiresOnTimestamp: 0 }) };
const options = () => ({ cloud: graph.cloud, app, limits: { retryBudgetMs: 0 } });
const end = () => createAppRights(options()).endMembership(tenantId, groups.designGuild, wren);
const hasMember = (groupId: string = groups.designGuild) => createScan(options()).hasMember(tenantId, groupId, wren);

describe('the app ends a membership', () => {
  it('with the one role for it', async () => {
    await end();
    expect(isInside()).toBe(false);
    await expect(end()).rejects.toMatchObject({ code: 'member.not-present' });
  });

  it('not with what it may usually do, and says what is missing', async () => {
    roles = ['Group.Read.All', 'User.Read.All'];
    const refused = await end().catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'denied', code: 'app-right.denied' });
    expect((refused as { advice: string }).advice).toContain('GroupMember.ReadWrite.All');
    expect(isInside()).toBe(true);
  });
});

describe('whether somebody is a member, for sure', () => {
  it('is seen with the role to read groups', async () => {
    roles = ['Group.Read.All'];
    expect(await hasMember()).toBe(true);
    world.tenant.unlink(groups.designGuild, 'member', wren);
    expect(await hasMember()).toBe(false);
  });

  it('is not believed of an index that lags behind', async () => {
    const { handle } = graph;
    graph.handle = async (call, index) =>
      call.url.includes('%24filter') || call.url.includes('$filter')
        ? { status: 200, headers: {}, body: { value: [] } }
        : handle(call, index);
    expect(await hasMember()).toBe(true);
  });

  it('is not to be known where members are hidden', async () => {
    world.tenant.updateGroup(groups.designGuild, { visibility: 'HiddenMembership' });
    world.tenant.unlink(groups.designGuild, 'member', wren);
    expect(await hasMember()).toBeUndefined();
  });
});
