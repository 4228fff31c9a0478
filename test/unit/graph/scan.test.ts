import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createScan } from '../../../src/graph/scan.ts';
import type { DirectoryScan, ExpiringGroup } from '../../../src/ports/scan.ts';
import { fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import type { GraphServer } from './graph-server.ts';
import { startGraphServer } from './graph-server.ts';

let graph: GraphServer;
let world: World;
let asked: { method: string; url: string }[];
let roles: string[];

beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());

beforeEach(() => {
  world = openWorld();
  asked = [];
  roles = ['Group.Read.All'];
  graph.handle = async ({ method, url, headers, body }) => {
    asked.push({ method, url });
    const text = body === undefined ? undefined : JSON.stringify(body);
    const claims = { tid: tenantId, oid: 'service-principal', roles, idtyp: 'app', appid: 'app-1' };
    const reply = await world.raw({ method, url, headers, body: text, token: { claims } });
    return { status: reply.status, headers: reply.headers, body: reply.body };
  };
});

const year = 365 * 24 * 3_600_000;
const now = (): Date => new Date(world.clock.now);
const query = () => ({ tenantId, from: now(), until: new Date(world.clock.now + year) });

function scan(getToken: () => Promise<{ token: string; expiresOnTimestamp: number }> = token): DirectoryScan {
  return createScan({ cloud: graph.cloud, app: { getToken }, limits: { retryBudgetMs: 0 } });
}
const token = () => Promise.resolve({ token: 'app-only', expiresOnTimestamp: 0 });

async function all(groups: AsyncIterable<ExpiringGroup>): Promise<ExpiringGroup[]> {
  const found: ExpiringGroup[] = [];
  for await (const group of groups) found.push(group);
  return found;
}

it('finds every Microsoft 365 group that expires in a time, with its owners, and no other', async () => {
  const found = await all(scan().expiringGroups(query()));
  const expected = [...world.tenant.groups()].filter(
    ({ expirationDateTime: end }) =>
      end !== null && Date.parse(end) >= world.clock.now && Date.parse(end) <= world.clock.now + year,
  );
  expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
  for (const { id, ownerIds, expiresAt } of found) {
    expect(new Set(ownerIds)).toEqual(new Set(world.tenant.linked(id, 'owner')));
    expect(expiresAt).toEqual(new Date(world.tenant.group(id)!.expirationDateTime!));
  }
  const soon = new Date(world.clock.now + 20 * 24 * 3_600_000);
  const near = await all(scan().expiringGroups({ ...query(), until: soon }));
  expect(near.length).toBeLessThan(found.length);
  expect(near.every(({ expiresAt }) => expiresAt <= soon)).toBe(true);
});

it('asks for what it needs only, page by page, and for owners twenty at a time', async () => {
  const model = world.tenant.group(groups.designGuild)!;
  for (let index = 0; index < 130; index += 1) {
    const end = new Date(world.clock.now + 1000 * 3_600_000 + index * 1000).toISOString().slice(0, 19);
    const nickname = `paged-${index}`;
    world.tenant.createGroup({
      ...model,
      id: fixedId('group', nickname),
      displayName: nickname,
      mailNickname: nickname,
      groupTypes: ['Unified'],
      expirationDateTime: `${end}Z`,
    });
  }
  const found = await all(scan().expiringGroups(query()));
  expect(found.filter(({ displayName }) => displayName.startsWith('paged-'))).toHaveLength(130);
  const pages = asked.filter(({ url }) => url.includes('/groups?'));
  expect(pages.length).toBe(2);
  expect(pages.every(({ url }) => url.includes('$select=') && url.includes('%20ge%20'))).toBe(true);
  const batches = asked.filter(({ url }) => url.endsWith('/$batch'));
  expect(batches.length).toBeGreaterThanOrEqual(Math.ceil(found.length / 20));
  expect(batches.length).toBeLessThanOrEqual(Math.ceil(found.length / 20) + 1);
});

it('reads groups by id; those that are deleted are missing', async () => {
  const gone = fixedId('group', 'nowhere');
  const found = await scan().groupsById(tenantId, [groups.designGuild, gone]);
  expect([...found.keys()]).toEqual([groups.designGuild]);
});

it('is refused where the administrator has not granted the role, and says so when no token is to be had', async () => {
  roles = [];
  await expect(all(scan().expiringGroups(query()))).rejects.toMatchObject({ kind: 'denied' });
  const broken = scan(() => Promise.reject(new Error('no credential')));
  await expect(all(broken.expiringGroups(query()))).rejects.toMatchObject({
    kind: 'upstream',
    code: 'graph.no-app-token',
  });
});
