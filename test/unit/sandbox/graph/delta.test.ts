import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, origin, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Item, World } from './harness.ts';

let world: World;
let root: Caller;
beforeEach(() => {
  world = openWorld();
  root = world.as(admin);
});

/** Reads a round to its end. */
async function round(path: string, as: Caller = root, headers = {}): Promise<{ value: Item[]; link: string }> {
  const value: Item[] = [];
  let next: string | undefined = path;
  for (;;) {
    const { status, body } = await as.get(next, headers);
    if (status !== 200) throw new Error(JSON.stringify(body));
    value.push(...body.value);
    next = body['@odata.nextLink']?.slice(`${origin}/v1.0`.length);
    const link = body['@odata.deltaLink'];
    if (link !== undefined) return { value, link: link.slice(`${origin}/v1.0`.length) };
    if (next === undefined) throw new Error('neither link');
  }
}
const removed = (id: string, reason: string): object => ({ id, '@removed': { reason } });

describe('a delta query', () => {
  it('begins with all groups and their members, in pages', async () => {
    const { value } = await round('/groups/delta');
    expect(value).toHaveLength(60);
    const guild = value.find((group) => group.id === groups.designGuild)!;
    expect(guild).toMatchObject({ displayName: 'Design Guild', mailNickname: 'design-guild' });
    expect(guild['members@delta']).toHaveLength(7);
    expect(guild['members@delta']).toContainEqual({ '@odata.type': '#microsoft.graph.user', id: owner.id });
    expect(guild).not.toHaveProperty('owners@delta');
    const first = await root.get('/groups/delta?$select=displayName', { prefer: 'odata.maxpagesize=25' });
    expect(first.body.value).toHaveLength(25);
    expect(Object.keys(first.body.value[0]!).sort()).toEqual(['displayName', 'id']);
    expect(first.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#groups`);
    const paged = await round('/groups/delta?$select=displayName', root, { prefer: 'odata.maxpagesize=25' });
    expect(paged.value).toHaveLength(60);
  });

  it('then tells what changed, each time since the last', async () => {
    let { link } = await round('/groups/delta?$select=displayName,members,owners');
    expect((await round(link)).value).toEqual([]);
    world.tenant.updateGroup(groups.bookClub, { displayName: 'Books' });
    world.tenant.updateGroup(groups.launchRoom, { description: 'not asked for' });
    world.tenant.link(groups.bookClub, 'favorite', employee.id);
    world.tenant.link(groups.designGuild, 'member', employee.id);
    world.tenant.unlink(groups.designGuild, 'owner', secondOwner.id);
    const { value, link: next } = await round(link);
    expect(value).toEqual([
      { id: groups.bookClub, displayName: 'Books' },
      {
        id: groups.designGuild,
        displayName: 'Design Guild',
        'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: employee.id }],
        'owners@delta': [
          { '@odata.type': '#microsoft.graph.user', id: secondOwner.id, '@removed': { reason: 'deleted' } },
        ],
      },
    ]);
    expect((await round(link)).value).toEqual(value);
    link = next;
    expect((await round(link)).value).toEqual([]);
    world.tenant.link(groups.bookClub, 'member', employee.id);
    world.tenant.unlink(groups.bookClub, 'member', employee.id);
    expect((await round(link)).value).toMatchObject([{ 'members@delta': [{ '@removed': { reason: 'deleted' } }] }]);
  });

  it('tells of groups that came and went', async () => {
    const { link } = await round('/groups/delta?$select=displayName');
    const body = { displayName: 'SEC New', mailNickname: 'sec-new', mailEnabled: false, securityEnabled: true };
    const { id } = (await root.send('POST', '/groups', body)).body;
    world.tenant.deleteGroup(groups.bookClub);
    world.tenant.deleteGroup(groups.launchRoom);
    world.tenant.purgeGroup(groups.launchRoom);
    const { value, link: next } = await round(link);
    expect(value).toEqual([
      { id, displayName: 'SEC New' },
      removed(groups.bookClub, 'changed'),
      removed(groups.launchRoom, 'deleted'),
    ]);
    world.tenant.restoreGroup(groups.bookClub);
    expect((await round(next)).value).toEqual([{ id: groups.bookClub, displayName: 'Book Club' }]);
  });

  it('can tell changed properties only, of some groups only, and from now on only', async () => {
    const only = `$filter=id eq '${groups.bookClub}' or id eq '${groups.designGuild}'`;
    const all = await round(`/groups/delta?${only}`, root, { prefer: 'return=minimal' });
    expect(all.value).toHaveLength(2);
    const { value: none, link: now } = await round('/groups/delta?$deltatoken=latest');
    expect(none).toEqual([]);
    world.tenant.updateGroup(groups.bookClub, { description: 'One a month' });
    world.tenant.updateGroup(groups.launchRoom, { description: 'Other' });
    expect((await round(all.link)).value).toEqual([{ id: groups.bookClub, description: 'One a month' }]);
    expect((await round(now)).value).toHaveLength(2);
    expect(await root.get("/groups/delta?$filter=displayName eq 'x'")).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery'),
    );
    expect(await root.get('/groups/delta?$select=colour')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('does not tell who is in a group that hides it', async () => {
    const asEmployee = await round('/groups/delta', world.as(employee));
    const council = asEmployee.value.find((group) => group.id === groups.hiddenCouncil);
    expect(council).toBeDefined();
    expect(council).not.toHaveProperty('members@delta');
    world.tenant.link(groups.hiddenCouncil, 'member', owner.id);
    expect((await round(asEmployee.link, world.as(employee))).value).toEqual([]);
  });

  it('has to begin again with a token that is not known', async () => {
    const { link } = await round('/groups/delta?$select=displayName');
    world.tenant.reset();
    for (const path of [link, '/groups/delta?$deltatoken=zzz', '/groups/delta?$skiptoken=zzz']) {
      const reply = await root.get(path);
      expect(reply).toMatchObject(refusal(410, 'syncStateNotFound'));
      expect(reply.headers['Location']).toBe(`${origin}/v1.0/groups/delta?$deltatoken=`);
    }
    expect((await round('/groups/delta?$deltatoken=')).value).toHaveLength(60);
  });

  it('has to begin again after seven days, and whenever the fault says so', async () => {
    const { link } = await round('/groups/delta?$select=displayName');
    const first = await root.get('/groups/delta?$select=displayName', { prefer: 'odata.maxpagesize=25' });
    const next = first.body['@odata.nextLink']!.slice(`${origin}/v1.0`.length);
    const days = 24 * 3_600_000;
    world.clock.now += 7 * days;
    const { link: renewed } = await round(link);
    world.clock.now += 1_000;
    for (const path of [link, next]) expect(await root.get(path)).toMatchObject(refusal(410, 'syncStateNotFound'));
    expect((await round(renewed)).value).toEqual([]);
    world.faults.deltaForgotten = 1;
    expect(await root.get('/groups/delta?$deltatoken=latest')).toMatchObject({ status: 200 });
    expect(await root.get(renewed)).toMatchObject(refusal(410, 'syncStateNotFound'));
    expect(world.faults.deltaForgotten).toBe(0);
    expect((await round(renewed)).value).toEqual([]);
    world.clock.now -= 30 * days;
    expect((await round(renewed)).value).toEqual([]);
  });

  it('is for apps that may read groups at least in their basics', async () => {
    expect((await world.app('Group.ReadBasic.All').get('/groups/delta?$select=displayName')).status).toBe(200);
    for (const roles of ['User.Read.All', 'Team.ReadBasic.All'])
      expect(await world.app(roles).get('/groups/delta')).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    for (const path of ['/groupLifecyclePolicies', '/groups/delta'])
      expect((await world.app('Directory.Read.All').get(path)).status).toBe(200);
    expect(await world.app('Group.Read.All').get('/groupLifecyclePolicies')).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });

  it('is refused to guests and lesser scopes', async () => {
    for (const as of [world.as(guest), world.as(employee, 'User.Read')])
      expect(await as.get('/groups/delta')).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
  });
});
