import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, origin, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, World } from './harness.ts';

const noAccess = refusal(403, 'ErrorAccessDenied');
const place = `/groups/${groups.launchRoom}`;
const person = (key: string): string => `${origin}/v1.0/users/${key}`;

let world: World;
let boss: Caller;

beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
});

const add = (caller: Caller, side: string, address: string): ReturnType<Caller['send']> =>
  caller.send('POST', `${place}/${side}Senders/$ref`, { '@odata.id': address });
const remove = (side: string, address: string): ReturnType<Caller['send']> =>
  boss.send('DELETE', `${place}/${side}Senders/$ref?$id=${address}`);
const post = async (caller: Caller): Promise<number> => {
  const body = { topic: 'Hello', threads: [{ posts: [{ body: { contentType: 'text', content: 'x' } }] }] };
  return (await caller.send('POST', `${place}/conversations`, body)).status;
};

describe('senders of a group', () => {
  it('are added by address, listed, and removed by $id', async () => {
    expect((await boss.get(`${place}/acceptedSenders`)).body.value).toEqual([]);
    expect((await add(boss, 'accepted', person(employee.principalName))).status).toBe(204);
    expect((await add(boss, 'accepted', `${origin}/v1.0/groups/${groups.launchRoom}`)).status).toBe(204);
    const listed = await boss.get(`${place}/acceptedSenders?$select=id`);
    expect(listed.body.value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: employee.id },
      { '@odata.type': '#microsoft.graph.group', id: groups.launchRoom },
    ]);
    expect((await remove('accepted', person(employee.id))).status).toBe(204);
    expect((await boss.get(`${place}/acceptedSenders`)).body.value).toHaveLength(1);
  });

  it('decide who may post', async () => {
    const me = world.as(employee);
    expect(await post(me)).toBe(201);
    await add(boss, 'accepted', `${origin}/v1.0/groups/${groups.launchRoom}`);
    expect(await post(me)).toBe(403);
    expect(await post(boss)).toBe(201);
    await add(boss, 'accepted', person(employee.id));
    expect(await post(me)).toBe(201);
    await remove('accepted', person(employee.id));
    await remove('accepted', `${origin}/v1.0/groups/${groups.launchRoom}`);
    await add(boss, 'rejected', person(employee.id));
    expect(await post(me)).toBe(403);
  });

  it('are never on both lists, nor twice on one', async () => {
    await add(boss, 'rejected', person(employee.id));
    expect((await add(boss, 'accepted', person(employee.id))).status).toBe(400);
    expect((await add(boss, 'rejected', person(employee.id))).status).toBe(400);
    expect((await boss.get(`${place}/acceptedSenders`)).body.value).toEqual([]);
  });

  it('are the owners’ matter, never an app’s', async () => {
    expect(await add(world.as(secondOwner), 'accepted', person(employee.id))).toMatchObject(noAccess);
    expect(await add(world.as(guest), 'accepted', person(employee.id))).toMatchObject(noAccess);
    expect(await add(world.as(owner, 'Group.Read.All'), 'accepted', person(employee.id))).toMatchObject(noAccess);
    expect(await add(world.app('Group.ReadWrite.All'), 'accepted', person(employee.id))).toMatchObject(noAccess);
    expect(await world.app('Group.ReadWrite.All').get(`${place}/rejectedSenders`)).toMatchObject(noAccess);
    expect((await add(world.as(admin), 'accepted', person(employee.id))).status).toBe(204);
  });

  it('must exist, be named, and be there to be removed', async () => {
    expect((await add(boss, 'accepted', person('nobody@tessaly.example'))).status).toBe(404);
    expect((await add(boss, 'accepted', 'Wren')).status).toBe(400);
    expect((await remove('accepted', person(employee.id))).status).toBe(404);
    expect((await boss.send('DELETE', `${place}/acceptedSenders/$ref`)).status).toBe(400);
  });
});
