import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

let world: World;
let boss: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
});
const body = {
  displayName: 'Golf Design',
  mailNickname: 'golfDesign',
  groupTypes: ['Unified'],
  mailEnabled: true,
  securityEnabled: false,
  'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${employee.id}`],
};
const prefer = { prefer: 'create-if-missing' };
const path = "/groups(uniqueName='golf')";
const upsert = (as: Caller, change: object = {}, headers: Record<string, string> = prefer): Promise<Reply> =>
  as.send('PATCH', path, { ...body, ...change }, headers);

describe('upsert', () => {
  it('creates once, and then changes what it created', async () => {
    const before = world.tenant.groupCount;
    const reply = await upsert(boss);
    expect(reply).toMatchObject({ status: 201, body: { uniqueName: 'golf', displayName: 'Golf Design' } });
    expect([...world.tenant.linked(reply.body.id, 'owner')]).toEqual([owner.id]);
    const again = await upsert(boss, { description: 'Holes', uniqueName: 'golf' });
    expect(again.status).toBe(204);
    expect(again).not.toHaveProperty('body');
    expect((await upsert(boss, {}, {})).status).toBe(204);
    expect(world.tenant.groupCount).toBe(before + 1);
    expect(world.tenant.group(reply.body.id)?.description).toBe('Holes');
    expect([...world.tenant.linked(reply.body.id, 'member')]).toEqual([employee.id]);
    expect((await boss.get(path)).body.id).toBe(reply.body.id);
    expect((await boss.get("/groups/(uniqueName='GOLF')?$select=id")).body.id).toBe(reply.body.id);
  });

  it('is a plain update without the preference: 404 for a name that nobody has', async () => {
    expect(await upsert(boss, {}, {})).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await boss.get(path)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
  });

  it('creates under the rules of creating, and changes under the rules of changing', async () => {
    expect(await upsert(world.as(employee))).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect((await upsert(boss, { displayName: 'Golf' })).body).toMatchObject({
      error: { details: [{ suggestedPropertyValue: 'Golf Design' }] },
    });
    expect(await upsert(boss, { displayName: undefined })).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await upsert(boss, { uniqueName: 'tennis' })).toMatchObject(refusal(400, 'Request_BadRequest'));
    await upsert(boss);
    expect(await upsert(world.as(secondOwner))).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await upsert(world.app('Group.Create'))).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    const binds = (ids: string[]): string[] => ids.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`);
    const ids = [...world.tenant.users()].map((user) => user.id);
    expect(await upsert(boss, { 'members@odata.bind': binds(ids.slice(0, 21)) })).toMatchObject(
      refusal(400, 'Request_BadRequest', 'A resource cannot contain more than 20 link changes'),
    );
    expect(await upsert(boss, { 'owners@odata.bind': binds([owner.id]) })).toMatchObject(
      refusal(400, 'Request_BadRequest', 'Request contains a property with duplicate values.'),
    );
    expect((await upsert(boss, { 'owners@odata.bind': binds([admin.id]) })).status).toBe(204);
  });

  it('takes a unique name that nobody has, once and for all', async () => {
    const patch = (group: string, uniqueName: string): Promise<Reply> =>
      world.as(admin).send('PATCH', `/groups/${group}`, { uniqueName });
    expect((await patch(groups.bookClub, 'books')).status).toBe(204);
    expect(await patch(groups.bookClub, 'other')).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await patch(groups.designGuild, 'Books')).toMatchObject({
      status: 400,
      body: {
        error: { message: 'Another object with the same value for property uniqueName already exists.' },
      },
    });
  });
});
