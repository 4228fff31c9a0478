import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/ports/directory.ts';
import { openWorld, type World } from '../sandbox/graph/harness.ts';
import { cast, fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
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

  it('finds people by sign-in name, mail and name, and by how names begin', async () => {
    const directory = as(cast.employee);
    const ids = (people: { id: string }[]) => people.map(({ id }) => id);
    expect(ids(await directory.peopleNamed(cast.owner.principalName.toUpperCase()))).toEqual([cast.owner.id]);
    expect(ids(await directory.peopleNamed(cast.owner.displayName))).toEqual([cast.owner.id]);
    expect(ids(await directory.searchPeople('iriarte tom', { limit: 5 }))).toEqual([cast.secondOwner.id]);
    expect(ids(await directory.searchPeople('tomas.iriarte', { limit: 5 }))).toEqual([cast.secondOwner.id]);
    const guest = await directory.person(cast.guest.id);
    expect(guest).toMatchObject({ displayName: cast.guest.displayName, isGuest: true });
    expect(ids(await directory.peopleNamed(guest.mail!))).toEqual([cast.guest.id]);
    expect(await directory.peopleNamed(`x' or startswith(displayName,'a`)).toEqual([]);
    expect(await directory.peopleNamed(' ')).toEqual([]);
    expect(await directory.searchPeople('🚀 !', { limit: 5 })).toEqual([]);
    await expect(directory.person(tenantId)).rejects.toMatchObject({ code: 'person.not-found' });
    await expect(as(cast.guest).peopleNamed('Wren')).rejects.toMatchObject({ code: 'directory.people-denied' });
  });

  it('lists members by name, page by page, and keeps a hidden membership hidden', async () => {
    const directory = as(cast.employee);
    const names: string[] = [];
    let next: string | undefined;
    do {
      const page = await directory.membersOf(groups.designGuild, { pageSize: 3, ...(next !== undefined && { next }) });
      names.push(...page.items.map(({ displayName }) => displayName));
      next = page.next;
    } while (next !== undefined);
    expect(names).toHaveLength((await directory.memberCount(groups.designGuild))!);
    expect(new Set(names).size).toBe(names.length);
    expect((await directory.membersOf(groups.hiddenCouncil, { pageSize: 9 })).items).toEqual([]);
    expect((await as(cast.admin).membersOf(groups.hiddenCouncil, { pageSize: 9 })).items).not.toEqual([]);
    expect(await directory.hasMember(groups.designGuild, cast.owner.id)).toBe(true);
    expect(await directory.hasMember(groups.designGuild, cast.employee.id)).toBe(false);
    await expect(directory.membersOf(groups.designGuild, { pageSize: 3, next: 'x.y' })).rejects.toMatchObject({
      code: 'page.stale',
    });
  });

  it('adds many at once, and the others when one is a member, one unknown and one no person', async () => {
    const directory = as(cast.owner, writing);
    const { items } = await as(cast.employee).membersOf(groups.designGuild, { pageSize: 2 });
    const unknown = fixedId('person', 'nobody');
    const people = await Promise.all(['a', 'b', 'm', 's'].map((word) => directory.searchPeople(word, { limit: 9 })));
    const found = [...new Set(people.flat().map(({ id }) => id))];
    const inside = await Promise.all(found.map((id) => directory.hasMember(groups.designGuild, id)));
    const newcomers = found.filter((_, index) => inside[index] === false);
    const ids = [...newcomers, items[0]!.id, unknown];
    const added = await directory.addMembers(groups.designGuild, [...ids, ids[0]!.toUpperCase()]);
    expect(added.map(({ userId }) => userId)).toEqual(ids);
    expect(added.map(({ refusal }) => refusal?.code)).toEqual([
      ...newcomers.map(() => undefined),
      'member.already-present',
      'group.not-found',
    ]);
    for (const id of newcomers) expect(await directory.hasMember(groups.designGuild, id)).toBe(true);
  }, 20_000);

  it('lets nobody but owners add', async () => {
    const added = await as(cast.employee, writing).addMembers(groups.designGuild, [cast.employee.id, cast.guest.id]);
    expect(added.map(({ refusal }) => refusal?.code)).toEqual(['member.denied', 'member.denied']);
    expect(await as(cast.employee).hasMember(groups.designGuild, cast.employee.id)).toBe(false);
  });

  it('makes and drops owners, and keeps the last', async () => {
    const owning = [...reading, 'Group.ReadWrite.All'];
    const directory = as(cast.owner, owning);
    const ownersNow = async () => (await directory.ownersOf(groups.researchCircle)).map(({ id }) => id);
    await directory.addOwner(groups.researchCircle, cast.employee.id);
    expect(await ownersNow()).toContain(cast.employee.id);
    await expect(directory.addOwner(groups.researchCircle, cast.employee.id)).rejects.toMatchObject({
      code: 'owner.already-present',
    });
    await expect(as(cast.secondOwner, owning).addOwner(groups.researchCircle, cast.guest.id)).rejects.toMatchObject({
      code: 'owner.denied',
    });
    for (const id of await ownersNow())
      if (id !== cast.owner.id) await directory.removeOwner(groups.researchCircle, id);
    expect(await ownersNow()).toEqual([cast.owner.id]);
    await expect(directory.removeOwner(groups.researchCircle, cast.owner.id)).rejects.toMatchObject({
      code: 'owner.last',
    });
    await expect(directory.removeOwner(groups.researchCircle, cast.employee.id)).rejects.toMatchObject({
      code: 'owner.not-present',
    });
  });

  it('drops a former owner of a team out of it', async () => {
    const directory = as(cast.owner, [...reading, 'Group.ReadWrite.All']);
    await directory.removeOwner(groups.designGuild, cast.secondOwner.id);
    expect(await directory.hasMember(groups.designGuild, cast.secondOwner.id)).toBe(false);
  });

  it('subscribes members, and nobody else', async () => {
    const owning = [...reading, 'Group.ReadWrite.All'];
    const directory = as(cast.owner, owning);
    for (const isSubscribed of [false, true, true, false]) {
      await directory.setSubscribed(groups.designGuild, isSubscribed);
      expect(await directory.isSubscribed(groups.designGuild)).toBe(isSubscribed);
    }
    await expect(as(cast.employee, owning).setSubscribed(groups.designGuild, true)).rejects.toMatchObject({
      code: 'subscription.denied',
    });
    expect(await as(cast.guest, owning).isSubscribed(groups.designGuild)).toBeUndefined();
  });

  it('renews for its owners', async () => {
    const owning = [...reading, 'Group.ReadWrite.All'];
    const before = (await as(cast.owner).group(groups.designGuild)).expiresAt!;
    await expect(as(cast.employee, owning).renew(groups.designGuild)).rejects.toMatchObject({ code: 'renew.denied' });
    await as(cast.owner, owning).renew(groups.designGuild);
    const after = (await as(cast.owner).group(groups.designGuild)).expiresAt!;
    expect(after.getTime()).toBeGreaterThan(before.getTime());
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
