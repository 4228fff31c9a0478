import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createScan } from '../../../src/graph/scan.ts';
import type { DirectoryChange } from '../../../src/domain/directory-group.ts';
import type { DirectoryScan } from '../../../src/ports/scan.ts';
import { fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import type { GraphServer, Recorded } from './graph-server.ts';
import { startGraphServer } from './graph-server.ts';

let graph: GraphServer;
let world: World;
let asked: { method: string; url: string }[];
let roles: string[];
/** Answers in Graph's place, while it has one. */
let instead: ((url: string) => Recorded | undefined) | undefined;

beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());

beforeEach(() => {
  world = openWorld();
  asked = [];
  roles = ['Group.Read.All'];
  instead = undefined;
  graph.handle = async ({ method, url, headers, body }) => {
    asked.push({ method, url });
    const given = instead?.(url);
    if (given) return given;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const claims = { tid: tenantId, oid: 'service-principal', roles, idtyp: 'app', appid: 'app-1' };
    const reply = await world.raw({ method, url, headers, body: text, token: { claims } });
    return { status: reply.status, headers: reply.headers, body: reply.body };
  };
});

const token = () => Promise.resolve({ token: 'app-only', expiresOnTimestamp: 0 });
function scan(getToken: () => Promise<{ token: string; expiresOnTimestamp: number }> = token): DirectoryScan {
  return createScan({ cloud: graph.cloud, app: { getToken }, limits: { retryBudgetMs: 0 } });
}

/** Reads a round to its end. */
async function round(place: Place = { round: 'full' }): Promise<{ changes: DirectoryChange[]; place: Place }> {
  const changes: DirectoryChange[] = [];
  for (;;) {
    const page = await scan().page(tenantId, place);
    changes.push(...page.changes);
    place = { ...place, token: page.token };
    if (page.token.startsWith('delta.')) return { changes, place };
  }
}
type Place = Parameters<DirectoryScan['page']>[1];

describe('reading a directory', () => {
  it('tells of every group what the app keeps, page by page', async () => {
    for (let index = 0; index < 1_000; index += 1) createLike(`paged-${index}`);
    const { changes } = await round();
    expect(changes.map(({ id }) => id).sort()).toEqual([...world.tenant.groups()].map(({ id }) => id).sort());
    const pages = asked.filter(({ url }) => url.includes('/groups/delta'));
    expect(pages).toHaveLength(2);
    expect(pages[0]?.url).toContain('$select=id,');
    const guild = world.tenant.group(groups.designGuild)!;
    expect(changes.find(({ id }) => id === guild.id)).toEqual({
      id: guild.id,
      facts: {
        displayName: 'Design Guild',
        kind: 'microsoft365',
        isDynamic: false,
        isSynced: false,
        hasTeam: guild.hasTeam,
        visibility: guild.visibility?.toLowerCase(),
        classification: guild.classification,
        createdAt: new Date(guild.createdDateTime),
        renewedAt: new Date(guild.renewedDateTime),
        expiresAt: new Date(guild.expirationDateTime!),
      },
    });
  });

  it('goes on with what changed, and knows what can be brought back', async () => {
    const { place } = await round();
    world.tenant.updateGroup(groups.designGuild, { expirationDateTime: '2027-01-01T00:00:00Z' });
    world.tenant.deleteGroup(groups.bookClub);
    world.tenant.deleteGroup(groups.launchRoom);
    world.tenant.purgeGroup(groups.launchRoom);
    const { changes } = await round(place);
    expect(changes).toEqual([
      {
        id: groups.designGuild,
        facts: expect.objectContaining({ expiresAt: new Date('2027-01-01T00:00:00Z') }) as unknown,
      },
      { id: groups.bookClub, gone: 'deleted' },
      { id: groups.launchRoom, gone: 'purged' },
    ]);
  });

  it('takes what a page of changes does not name as unchanged, and as nothing when all groups are read', async () => {
    const link = { '@odata.deltaLink': 'https://graph/v1.0/groups/delta?$deltatoken=t' };
    instead = () => json(200, { value: [{ id: groups.designGuild, displayName: 'New name' }], ...link });
    const { changes } = await scan().page(tenantId, { round: 'changes', token: 'delta.a' });
    expect(changes).toEqual([{ id: groups.designGuild, facts: { displayName: 'New name' } }]);
    const whole = await scan().page(tenantId, { round: 'full' });
    expect(whole.changes[0]).toMatchObject({ facts: { displayName: 'New name', expiresAt: null, hasTeam: false } });
    expect(whole.token).toBe('delta.t');
  });

  it.each([
    [410, 'syncStateNotFound'],
    [410, 'resyncRequired'],
    [410, 'anything'],
    [400, 'syncStateNotFound'],
    [400, 'Directory_ExpiredPageToken'],
  ])('says that it has to begin again after %d %s', async (status, code) => {
    instead = () => json(status, { error: { code, message: '' } });
    const page = scan().page(tenantId, { round: 'changes', token: 'delta.old' });
    await expect(page).rejects.toMatchObject({ kind: 'conflict', code: 'delta.expired' });
  });

  it('is refused where the administrator has not granted the role, and says so when no token is to be had', async () => {
    roles = [];
    await expect(round()).rejects.toMatchObject({ kind: 'denied' });
    const broken = scan(() => Promise.reject(new Error('no credential')));
    const refused = { kind: 'upstream', code: 'graph.no-app-token' };
    await expect(broken.page(tenantId, { round: 'full' })).rejects.toMatchObject(refused);
  });
});

describe('looking at groups', () => {
  it('finds dates and owners, twenty questions at a time, and what is gone', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => createLike(`looked-${index}`));
    world.tenant.deleteGroup(ids[7]!);
    const { found, failures } = await scan().look(tenantId, [...ids, groups.designGuild], { owners: true });
    expect(failures).toEqual([]);
    expect(found.filter((look) => 'gone' in look)).toEqual([{ id: ids[7], gone: true }]);
    const guild = world.tenant.group(groups.designGuild)!;
    expect(found.find(({ id }) => id === guild.id)).toEqual({
      id: guild.id,
      displayName: 'Design Guild',
      expiresAt: new Date(guild.expirationDateTime!),
      ownerIds: [...world.tenant.linked(guild.id, 'owner')],
    });
    // Two questions for each of 31 groups.
    expect(asked.map(({ url }) => url)).toEqual(Array.from({ length: 4 }, () => '/v1.0/$batch'));
  });

  it('leaves owners out where nobody wants them', async () => {
    const { found } = await scan().look(tenantId, [groups.designGuild], { owners: false });
    expect(found[0]).not.toHaveProperty('ownerIds');
  });

  it('loses nothing but the one that fails', async () => {
    const ids = ['a', 'b', 'c'].map(createLike);
    instead = (url) => {
      if (!url.endsWith('$batch')) return undefined;
      const bodies = ids.map((id) => ({ id, displayName: id, createdDateTime: '2026-01-01T00:00:00Z' }));
      const responses = bodies.map((body: object, index) => ({ id: String(index), status: 200, body }));
      responses[1] = { id: '1', status: 500, body: { error: { code: 'internal', message: '' } } };
      return json(200, { responses });
    };
    const { found, failures } = await scan().look(tenantId, ids, { owners: false });
    expect(found.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect(failures).toMatchObject([{ kind: 'upstream' }]);
  });

  it('reads groups by id; those that are deleted are missing', async () => {
    const gone = fixedId('group', 'nowhere');
    const found = await scan().groupsById(tenantId, [groups.designGuild, gone]);
    expect([...found.keys()]).toEqual([groups.designGuild]);
  });
});

describe('looking at people', () => {
  it('tells who is there, enabled and a guest, with managers, forty-two questions in three batches', async () => {
    roles = ['Group.Read.All', 'User.Read.All'];
    const all = [...world.tenant.users()].slice(0, 20);
    const [left, ...others] = all;
    world.tenant.updateUser(left!.id, { accountEnabled: false });
    const gone = named('li');
    world.tenant.removeUser(gone);
    const found = await scan().people(tenantId, [...all.map(({ id }) => id), gone], { managers: true });
    expect(found?.size).toBe(20);
    expect(found?.get(left!.id)?.isEnabled).toBe(false);
    for (const { id, displayName, userType, managerId } of others)
      expect(found?.get(id)).toEqual({
        id,
        displayName,
        isGuest: userType === 'Guest',
        isEnabled: true,
        ...(managerId && { managerId }),
      });
    expect(asked.map(({ url }) => url)).toEqual(Array.from({ length: 3 }, () => '/v1.0/$batch'));
  });

  it('asks for no manager where nobody wants one', async () => {
    roles = ['Group.Read.All', 'User.Read.All'];
    const one = [...world.tenant.users()].find(({ managerId }) => managerId)!;
    const found = await scan().people(tenantId, [one.id], { managers: false });
    expect(found?.get(one.id)).not.toHaveProperty('managerId');
    expect(asked).toHaveLength(1);
  });

  it('knows nothing of people where the app may not read them', async () => {
    const [one] = [...world.tenant.users()];
    expect(await scan().people(tenantId, [one!.id], { managers: true })).toBeUndefined();
  });
});

describe('looking for members who may look after a group', () => {
  it('puts those who wrote last before the others, and leaves guests and disabled accounts out', async () => {
    roles = ['Group.Read.All', 'User.Read.All'];
    const gone = named('inaki.nunez');
    world.tenant.updateUser(gone, { accountEnabled: false });
    const found = (await scan().activeMembers(tenantId, groups.designGuild, 99)).map(({ id }) => id);
    const members = [...world.tenant.linked(groups.designGuild, 'member')];
    const fit = members.filter((id) => world.tenant.user(id)?.userType === 'Member' && id !== gone);
    expect([...found].sort()).toEqual(fit.sort());
    expect(fit.length).toBeLessThan(members.length - 1);
    const wrote = ['mirela.vaskova', 'gyorgyi.oz', 'haruka.mori', 'tomas.iriarte'].map(named);
    expect(found.slice(0, 4)).toEqual(wrote);
    const first = await scan().activeMembers(tenantId, groups.designGuild, 2);
    expect(first.map(({ id }) => id)).toEqual(wrote.slice(0, 2));
  });

  it('finds members without an order where there is no mailbox or it cannot be read, or names are missing', async () => {
    const all = [...world.tenant.linked(groups.designGuild, 'member')];
    const unnamed = await scan().activeMembers(tenantId, groups.designGuild, 99);
    expect(unnamed.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(unnamed[0]).not.toHaveProperty('isEnabled');
    roles = ['GroupMember.Read.All', 'User.Read.All'];
    expect(await scan().activeMembers(tenantId, groups.designGuild, 99)).not.toEqual([]);
    roles = ['Group.Read.All', 'User.Read.All'];
    const security = [...world.tenant.groups()].find(
      ({ id, groupTypes }) => groupTypes.length === 0 && world.tenant.linked(id, 'member').size > 0,
    )!;
    expect(await scan().activeMembers(tenantId, security.id, 99)).not.toEqual([]);
  });

  it('finds nobody where the group is gone or does not show its members', async () => {
    expect(await scan().activeMembers(tenantId, fixedId('group', 'nowhere'), 3)).toEqual([]);
    roles = [];
    expect(await scan().activeMembers(tenantId, groups.designGuild, 3)).toEqual([]);
  });
});

describe('the rules about the life of groups', () => {
  it('change with the policy, and are unknown without the role for them', async () => {
    expect(await scan().lifecycleRules(tenantId)).toBeUndefined();
    roles = ['Group.Read.All', 'Directory.Read.All'];
    const before = await scan().lifecycleRules(tenantId);
    expect(await scan().lifecycleRules(tenantId)).toBe(before);
    const [policy] = world.tenant.policies.all();
    world.tenant.policies.put({ ...policy!, groupLifetimeInDays: 99 });
    const shorter = await scan().lifecycleRules(tenantId);
    world.tenant.policies.put({ ...policy!, managedGroupTypes: 'None' });
    expect(new Set([before, shorter, await scan().lifecycleRules(tenantId)]).size).toBe(3);
  });
});

function json(status: number, body: object): Recorded {
  return { status, body };
}

function named(local: string): string {
  return [...world.tenant.users()].find(({ userPrincipalName }) => userPrincipalName.startsWith(`${local}@`))!.id;
}

function createLike(nickname: string): string {
  const model = world.tenant.group(groups.designGuild)!;
  const id = fixedId('group', nickname);
  world.tenant.createGroup({ ...model, id, displayName: nickname, mailNickname: nickname, uniqueName: null });
  return id;
}
