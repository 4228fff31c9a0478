/* eslint-disable @typescript-eslint/no-unsafe-assignment -- matchers have the type any */
import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, eventual, everything, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let me: Caller;
beforeEach(() => {
  world = openWorld();
  me = world.as(employee);
});
const groupNamed = (name: string): string => [...world.tenant.groups()].find((group) => group.displayName === name)!.id;

describe('members and owners', () => {
  it('carry their type, or addresses, or numbers', async () => {
    const members = await me.get(`/groups/${groups.designGuild}/members`);
    expect(members.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#directoryObjects`);
    expect(members.body.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      displayName: expect.any(String),
    });
    const owners = await me.get(`/groups/${groups.designGuild}/owners?$select=id,displayName`);
    expect(owners.body.value).toHaveLength(5);
    expect(Object.keys(owners.body.value[0]!)).toEqual(['@odata.type', 'id', 'displayName']);
    const addresses = await me.get(`/groups/${groups.designGuild}/members/$ref`);
    expect(addresses.body.value[0]).toEqual({ '@odata.id': expect.stringContaining('/directoryObjects/') });
    const count = await me.get(`/groups/${groups.designGuild}/members/$count`, eventual);
    expect(count).toMatchObject({ status: 200, body: '7', headers: { 'Content-Type': 'text/plain' } });
  });

  it('show only type and id to a token that may not read people', async () => {
    const blind = world.as(employee, 'GroupMember.Read.All');
    const { body } = await blind.get(`/groups/${groups.designGuild}/members?$select=id,displayName`);
    expect(body.value[0]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: expect.any(String),
      displayName: null,
    });
  });

  it('want the advanced mode for casts, filters, sorting and search', async () => {
    const path = `/groups/${groups.designGuild}/members`;
    const cases: [string, string, string][] = [
      ['/microsoft.graph.user', 'Request_UnsupportedQuery', 'Unsupported Query.'],
      [
        "?$filter=startswith(displayName,'a')",
        'Request_UnsupportedQuery',
        'The specified filter to the reference property query is currently not supported.',
      ],
      ['?$orderby=displayName', 'Request_UnsupportedQuery', 'Sorting not supported for current query.'],
      ['/$count', 'Request_BadRequest', '$count is not currently supported.'],
      ['/microsoft.graph.user/$count', 'Request_BadRequest', '$count is not currently supported.'],
    ];
    for (const [end, code, message] of cases)
      expect(await me.get(path + end)).toMatchObject(refusal(400, code, message));
    expect(await me.get(`${path}?$search="displayName:a"`)).toMatchObject(refusal(400, 'Request_UnsupportedQuery'));
    const good = await me.get(
      `${path}/microsoft.graph.user?$count=true&$orderby=displayName&$search="displayName:to"&$select=displayName,id`,
      eventual,
    );
    expect(good.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#users(displayName,id)`,
      '@odata.count': 1,
      value: [{ displayName: 'Tomás Iriarte' }],
    });
    expect((await me.get(`${path}/microsoft.graph.group/$count`, eventual)).body).toBe('0');
    expect(await me.get(`${path}/microsoft.graph.banana`, eventual)).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('hide a hidden membership from all but members and administrators with the scope', async () => {
    const path = `/groups/${groups.hiddenCouncil}/members`;
    expect((await me.get(path)).body.value).toEqual([]);
    expect((await me.get(`${path}/$count`, eventual)).body).toBe('0');
    expect((await me.get(`/groups/${groups.hiddenCouncil}?$expand=members`)).body.members).toEqual([]);
    const member = [...world.tenant.linked(groups.hiddenCouncil, 'member')][0]!;
    expect((await world.as({ id: member }).get(path)).body.value).toHaveLength(4);
    const emeka = world.tenant.user('emeka.obiora@tessaly.example')!;
    expect((await world.as(emeka).get(path)).body.value).toEqual([]);
    expect((await world.as(emeka, `${everything} Member.Read.Hidden`).get(path)).body.value).toHaveLength(4);
    expect((await world.app('Group.Read.All').get(path)).body.value).toEqual([]);
    expect((await world.app('Group.Read.All Member.Read.Hidden').get(path)).body.value).toHaveLength(4);
    const seen = await me.all(`/users/${member}/memberOf`);
    expect(seen.some((group) => group['id'] === groups.hiddenCouncil)).toBe(false);
  });

  it('are found through nested groups once, though they hold each other in a circle', async () => {
    const build = groupNamed('SEC Build Servers');
    const found = await me.all(`/groups/${build}/transitiveMembers?$select=id,displayName`);
    expect(found.map((one) => one['displayName']).sort()).toEqual(
      [
        'SEC Release Managers',
        'SEC Release Managers EMEA',
        'Tāne Rangi',
        'Zofia Żółć-Święcicka',
        'İlkay Işık',
        '서지우',
      ].sort(),
    );
    const inner = await me.get(`/groups/${build}/transitivemembers/microsoft.graph.group?$count=true`, eventual);
    expect(inner.body).toMatchObject({ '@odata.count': 2, '@odata.context': `${origin}/v1.0/$metadata#groups` });
    expect((await me.get(`/groups/${build}/memberOf`)).body.value).toHaveLength(1);
    expect((await me.get(`/groups/${build}/transitiveMemberOf/$count`, eventual)).body).toBe('2');
  });

  it('leave out the owners of what Exchange or on-premises made', async () => {
    expect((await me.get(`/groups/${groupNamed('Press')}/owners`)).body.value).toEqual([]);
  });
});

describe('what somebody belongs to', () => {
  it('is groups and roles, by id only for User.Read', async () => {
    const boss = world.as(admin, 'User.Read');
    const { value } = (await boss.get('/me/memberOf')).body;
    expect(value[0]).toMatchObject({ '@odata.type': '#microsoft.graph.directoryRole', displayName: null });
    expect(value.some((one) => one['@odata.type'] === '#microsoft.graph.group')).toBe(true);
    const full = (await world.as(admin).get('/me/memberOf')).body.value;
    expect(full[0]).toMatchObject({ displayName: 'Global Administrator' });
    expect(await boss.get(`/users/${owner.id}/memberOf`)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
  });

  it('can be cast, counted, sorted and searched in the advanced mode', async () => {
    const path = '/me/transitiveMemberOf/microsoft.graph.group';
    const reply = await me.get(
      `${path}?$count=true&$orderby=displayName&$search="displayName:design"&$select=displayName,id`,
      eventual,
    );
    expect(reply.body.value.map((group) => group.displayName)).toEqual([
      'All Designers (dynamic)',
      'Design Review',
      'Design System',
      'SEC Design Licences',
    ]);
    expect(Number((await me.get('/me/memberOf/microsoft.graph.group/$count', eventual)).body)).toBeGreaterThan(10);
  });

  it('is what one owns, and the teams one is in', async () => {
    const owned = await world.as(owner).get('/me/ownedObjects/microsoft.graph.group?$select=id');
    expect(owned.body.value).toContainEqual({ id: groups.designGuild });
    const teams = await world.as(owner).get('/me/joinedTeams');
    expect(teams.body.value).toContainEqual(expect.objectContaining({ id: groups.designGuild, visibility: null }));
  });

  it.each([
    ['/me', 'Groups'],
    ['/me', 'Objects'],
    [`/users/${employee.id}`, 'Objects'],
    [`/directoryObjects/${employee.id}`, 'Groups'],
  ])('is checked at %s for %s', async (start, what) => {
    const dynamic = groupNamed('All Designers (dynamic)');
    const ids = [groups.bookClub, dynamic.toUpperCase()];
    const field = what === 'Groups' ? 'groupIds' : 'ids';
    expect((await me.send('POST', `${start}/checkMember${what}`, { [field]: ids })).body).toEqual({
      '@odata.context': `${origin}/v1.0/$metadata#Collection(Edm.String)`,
      value: [dynamic],
    });
    const secure = await me.send('POST', `${start}/getMember${what}`, { securityEnabledOnly: true });
    for (const id of secure.body.value as unknown as string[])
      expect(world.tenant.group(id)?.securityEnabled).toBe(true);
    expect(secure.body.value.length).toBeGreaterThan(1);
  });

  it('is checked for a group, within limits', async () => {
    const inner = groupNamed('SEC Release Managers EMEA');
    const outer = groupNamed('SEC Build Servers');
    const check = (body: unknown): Promise<unknown> => me.send('POST', `/groups/${inner}/checkMemberGroups`, body);
    expect(await check({ groupIds: [outer] })).toMatchObject({ body: { value: [outer] } });
    expect(await check({ groupIds: Array.from({ length: 21 }, () => outer) })).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
    expect(await check({ ids: [outer] })).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await me.send('POST', `/groups/${inner}/getMemberGroups`, { securityEnabledOnly: true })).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
    expect(
      (await me.send('POST', `/groups/${inner}/getMemberObjects`, { securityEnabledOnly: false })).body.value,
    ).toHaveLength(2);
    const roles = await world.as(admin).send('POST', '/me/getMemberObjects', { securityEnabledOnly: true });
    expect(roles.body.value).toEqual(expect.arrayContaining([world.tenant.user(admin.id)!.roleIds[0]]));
  });
});

describe('objects by id and deleted groups', () => {
  it('are found by ids and types', async () => {
    const ids = [owner.id, groups.bookClub, '00000000-0000-4000-8000-000000000000'];
    const both = await me.send('POST', '/directoryObjects/getByIds', { ids });
    expect(both.body.value.map((one) => one.id)).toEqual([owner.id, groups.bookClub]);
    const users = await me.send('POST', '/directoryObjects/getByIds?$select=id', { ids, types: ['user'] });
    expect(users.body.value).toEqual([{ '@odata.type': '#microsoft.graph.user', id: owner.id }]);
    const many = Array.from({ length: 1001 }, () => owner.id);
    expect(await me.send('POST', '/directoryObjects/getByIds', { ids: many })).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
  });

  it('are listed with a cast, and read one by one', async () => {
    const list = await me.get('/directory/deletedItems/microsoft.graph.group');
    expect(list.body.value).toHaveLength(5);
    expect(list.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#groups`);
    const security = list.body.value.find((group) => group.displayName === 'SEC Legacy Wi-Fi');
    expect(security).toMatchObject({ securityEnabled: false, deletedDateTime: expect.any(String) });
    const one = await me.get(`/directory/deleteditems/${security!.id}`);
    expect(one.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#directoryObjects/$entity`,
      id: security!.id,
    });
    expect(await me.get(`/directory/deletedItems/${groups.bookClub}`)).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    expect((await me.get('/directory/deletedItems/microsoft.graph.group/$count', eventual)).body).toBe('5');
  });
});
