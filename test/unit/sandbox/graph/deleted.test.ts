import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let boss: Caller;
let root: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
  root = world.as(admin);
});
const denied = refusal(403, 'Authorization_RequestDenied');
const gone = refusal(404, 'Request_ResourceNotFound');
const at = `/directory/deletedItems/${groups.designGuild}`;

describe('a deleted group', () => {
  beforeEach(() => world.tenant.deleteGroup(groups.designGuild));

  it('is brought back whole by its owners and by administrators', async () => {
    expect(await world.as(employee).send('POST', `${at}/restore`)).toMatchObject(denied);
    const reply = await boss.send('POST', `${at}/restore`);
    expect(reply).toMatchObject({
      status: 200,
      body: {
        '@odata.context': `${origin}/v1.0/$metadata#directoryObjects/$entity`,
        '@odata.type': '#microsoft.graph.group',
        id: groups.designGuild,
        deletedDateTime: null,
      },
    });
    expect((await boss.all(`/groups/${groups.designGuild}/owners`)).length).toBe(5);
    expect(await boss.send('POST', `${at}/restore`)).toMatchObject(gone);
    const winter = [...world.tenant.deletedGroups()].find((group) => group.displayName === 'SEC Legacy Wi-Fi')!;
    expect((await root.send('POST', `/directory/deleteditems/${winter.id}/restore`)).status).toBe(200);
    expect((await root.send('POST', '/directory/deletedItems/x/restore')).status).toBe(400);
  });

  it('stays deleted while another has its nickname', async () => {
    world.tenant.updateGroup(groups.bookClub, { mailNickname: 'design-guild' });
    expect(await boss.send('POST', `${at}/restore`)).toMatchObject({
      status: 400,
      body: { error: { message: 'Another object with the same value for property mailNickname already exists.' } },
    });
  });

  it('is deleted for good by administrators, not by owners and not by apps', async () => {
    expect(await boss.send('DELETE', at)).toMatchObject(denied);
    expect(await world.app('Group.ReadWrite.All').send('DELETE', at)).toMatchObject(denied);
    const reply = await root.send('DELETE', at);
    expect(reply.status).toBe(204);
    expect(reply).not.toHaveProperty('body');
    expect(await root.send('DELETE', at)).toMatchObject(gone);
    expect(await root.send('DELETE', `/directory/deletedItems/${groups.bookClub}`)).toMatchObject(gone);
  });

  it('is listed for its owner, sorted by id', async () => {
    const list = (as: Caller, userId: string, type = 'Group'): ReturnType<Caller['send']> =>
      as.send('POST', '/directory/deletedItems/getUserOwnedObjects', { userId, type });
    const { value } = (await list(boss, owner.id, 'group')).body;
    expect(value.map((group) => group.displayName).sort()).toEqual(['Design Guild', 'Winter Catalogue']);
    expect(value.map((group) => group.id)).toEqual(value.map((group) => group.id).sort());
    expect(value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.group',
      deletedDateTime: expect.any(String) as string,
    });
    expect((await list(root, owner.id)).body.value).toHaveLength(2);
    expect((await list(root, employee.id)).body.value).toEqual([]);
    expect(await list(world.as(employee), owner.id)).toMatchObject(denied);
    expect(await list(root, owner.id, 'Device')).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await list(root, '00000000-0000-4000-8000-000000000000')).toMatchObject(gone);
  });
});

describe('managers', () => {
  it('are above one, or nobody is', async () => {
    expect((await world.as(employee).get('/me/manager')).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: owner.id,
    });
    expect((await root.get(`/users/${employee.principalName}/manager?$select=id`)).body).toEqual({
      '@odata.context': `${origin}/v1.0/$metadata#directoryObjects(id)/$entity`,
      '@odata.type': '#microsoft.graph.user',
      id: owner.id,
    });
    expect(await root.get('/users/augusta.wren@tessaly.example/manager')).toMatchObject(
      refusal(
        404,
        'Request_ResourceNotFound',
        "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
      ),
    );
    expect(await world.as(employee, 'User.Read').get('/me/manager')).toMatchObject(denied);
  });

  it('have direct reports', async () => {
    const reports = await boss.all('/me/directReports');
    expect(reports.map((user) => user['id'])).toContain(employee.id);
    expect((await root.all(`/users/${employee.id}/directReports`)).length).toBe(0);
    expect(await world.as(employee, 'User.Read').get(`/users/${owner.id}/directReports`)).toMatchObject(denied);
  });
});
