import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/ports/directory.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import { cast, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import type { GraphServer } from './graph-server.ts';
import { startGraphServer } from './graph-server.ts';

/** The directory against a Graph that was written from the documentation alone, over HTTPS. */
let graph: GraphServer;
let world: World;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());

beforeEach(() => {
  world = openWorld();
  graph.handle = async ({ method, url, headers, body }) => {
    const claims = JSON.parse(Buffer.from(String(headers.authorization).slice(7), 'base64').toString()) as object;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await world.raw({ method, url, headers, body: text, token: { claims: { ...claims } } });
    return { status: reply.status, headers: reply.headers, body: reply.body };
  };
});

const reading = ['GroupMember.Read.All', 'User.Read', 'User.ReadBasic.All'];
const writing = [...reading, 'GroupMember.ReadWrite.All'];

function as(who: { id: string }, scopes: readonly string[] = reading): Directory {
  const claims = { tid: tenantId, oid: who.id, scp: scopes.join(' '), idtyp: 'user', appid: 'app-1' };
  const token = Buffer.from(JSON.stringify(claims)).toString('base64');
  return graph.directory({
    tokens: { onBehalfOf: () => Promise.resolve(token) },
    caller: { tenantId, userId: who.id },
    scopes,
  });
}

describe('against the sandbox', () => {
  it('pages through every group by name, once', async () => {
    const names: string[] = [];
    let next: string | undefined;
    do {
      const page = await as(cast.employee).searchGroups('', { pageSize: 7, ...(next === undefined ? {} : { next }) });
      names.push(...page.items.map(({ displayName }) => displayName));
      next = page.next;
    } while (next !== undefined);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBeGreaterThan(names.length - 5);
  });

  it('finds what it listed, by words and by name', async () => {
    const directory = as(cast.employee);
    const { items } = await directory.searchGroups('', { pageSize: 30 });
    for (const { displayName, id } of items.slice(0, 10)) {
      const named = await directory.groupsNamed(displayName.toUpperCase());
      expect(
        named.map((group) => group.id),
        displayName,
      ).toContain(id);
      const found = await directory.searchGroups(displayName.split(' ').reverse().join(' '), { pageSize: 50 });
      expect(
        found.items.map((group) => group.id),
        displayName,
      ).toContain(id);
    }
    expect((await directory.searchGroups('O\'Brien & "Söhne" #1 100% +', { pageSize: 5 })).items).toEqual([]);
  });

  it('knows how the caller stands, the same from both sides', async () => {
    const directory = as(cast.owner);
    const { items } = await directory.myGroups({ pageSize: 100 });
    expect(items.some(({ standing }) => standing.isOwner)).toBe(true);
    for (const { group, standing } of items.slice(0, 8)) expect(await directory.standingIn(group.id)).toEqual(standing);
    const all = await Promise.all(items.slice(0, 8).map(({ group }) => directory.memberCount(group.id)));
    for (const count of all) expect(count).toBeGreaterThan(0);
  });

  it('knows who owns a group also without the scope that lists what one owns', async () => {
    const isOwnerIn = async (scopes: readonly string[]) => {
      const { items } = await as(cast.owner, scopes).myGroups({ pageSize: 100 });
      return new Map(items.map(({ group, standing }) => [group.id, standing.isOwner]));
    };
    const [all, few] = [await isOwnerIn(reading), await isOwnerIn(['GroupMember.Read.All'])];
    expect([...few.values()]).toContain(true);
    for (const [id, isOwner] of few) expect(isOwner).toBe(all.get(id));
  });

  it('lets an owner add and remove, and says when it is so already', async () => {
    const directory = as(cast.owner, writing);
    const { items } = await directory.myGroups({ pageSize: 100 });
    const mine = items.find(({ group, standing }) => standing.isOwner && !group.isDynamic && !group.isSynced)!.group;
    const newcomer = cast.guest.id;
    await directory.removeMember(mine.id, newcomer).catch(() => undefined);
    await directory.addMember(mine.id, newcomer);
    await expect(directory.addMember(mine.id, newcomer)).rejects.toMatchObject({ code: 'member.already-present' });
    await directory.removeMember(mine.id, newcomer);
    await expect(directory.removeMember(mine.id, newcomer)).rejects.toMatchObject({ code: 'member.not-present' });
  });

  it('marks a favourite and sees it', async () => {
    const directory = as(cast.owner, [...reading, 'Group.ReadWrite.All']);
    const { items } = await directory.myGroups({ pageSize: 100 });
    const { id } = items.find(({ group }) => group.kind === 'microsoft365')!.group;
    await directory.addFavorite(id);
    expect(await directory.isFavorite(id)).toBe(true);
    await directory.removeFavorite(id);
    expect(await directory.isFavorite(id)).toBe(false);
  });

  it('refuses a guest the search and says why', async () => {
    const refused = as(cast.guest).searchGroups('a', { pageSize: 5 });
    await expect(refused).rejects.toMatchObject({ code: 'directory.search-denied' });
  });

  it('comes through throttling, also inside a batch', async () => {
    world.faults.graphThrottle = 1;
    const { items } = await as(cast.owner).myGroups({ pageSize: 5 });
    expect(items).not.toEqual([]);
  });

  it('does not find what is not there', async () => {
    await expect(as(cast.owner).group(tenantId)).rejects.toMatchObject({ code: 'group.not-found' });
  });
});
