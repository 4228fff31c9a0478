import { beforeEach, describe, expect, it } from 'vitest';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, owner, reference, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

let world: World;
let me: Caller;
let boss: Caller;
beforeEach(() => {
  world = openWorld();
  me = world.as(employee);
  boss = world.as(owner);
});
const denied = refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
const groupNamed = (name: string): string => [...world.tenant.groups()].find((group) => group.displayName === name)!.id;
const add = (as: Caller, group: string, id: string, side = 'members'): Promise<Reply> =>
  as.send('POST', `/groups/${group}/${side}/$ref`, reference(id));
const remove = (as: Caller, group: string, id: string, side = 'members'): Promise<Reply> =>
  as.send('DELETE', `/groups/${group}/${side}/${id}/$ref`);

describe('adding a member', () => {
  it('is for owners, administrators and apps with the role, and answers 204 without a body', async () => {
    for (const [as, id] of [
      [boss, employee.id],
      [world.as(admin), admin.id],
      [world.app('GroupMember.ReadWrite.All'), fixedId('user', 'li@tessaly.example')],
    ] as const) {
      const reply = await add(as, groups.designGuild, id);
      expect(reply.status).toBe(204);
      expect(reply).not.toHaveProperty('body');
      expect(world.tenant.isLinked(groups.designGuild, 'member', id)).toBe(true);
    }
  });

  it('lets an employee into a public group by itself, nowhere else', async () => {
    expect((await add(me, groups.bookClub, employee.id)).status).toBe(204);
    expect(await add(me, groups.bookClub, secondOwner.id)).toMatchObject(denied);
    expect(await add(me, groups.designGuild, employee.id)).toMatchObject(denied);
    expect(await add(me, groups.launchRoom, employee.id)).toMatchObject(denied);
    expect(await add(me, groups.hiddenCouncil, employee.id)).toMatchObject(denied);
    expect(await add(me, groupNamed('SEC Payroll'), employee.id)).toMatchObject(denied);
    expect(await add(world.as(guest), groups.bookClub, guest.id)).toMatchObject(denied);
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(false);
  });

  it('refuses who is in already, who is unknown, and what is no reference', async () => {
    const exists =
      "One or more added object references already exist for the following modified properties: 'members'.";
    expect(await add(boss, groups.designGuild, owner.id)).toMatchObject(refusal(400, 'Request_BadRequest', exists));
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await add(boss, groups.designGuild, nobody)).toMatchObject(
      refusal(
        404,
        'Request_ResourceNotFound',
        `Resource '${nobody}' does not exist or one of its queried reference-property objects are not present.`,
      ),
    );
    expect(await add(boss, nobody, owner.id)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await add(boss, groups.designGuild, 'm1')).toMatchObject(
      refusal(400, 'Request_BadRequest', "Invalid object identifier 'm1'."),
    );
    const send = (body: unknown): Promise<Reply> =>
      boss.send('POST', `/groups/${groups.designGuild}/members/$ref`, body);
    expect(await send({ '@odata.id': 'ftp://x' })).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await send({})).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await send('{broken')).toMatchObject(refusal(400, 'BadRequest'));
    expect(await send('[]')).toMatchObject(refusal(400, 'BadRequest'));
    expect(await send(undefined)).toMatchObject(refusal(400, 'BadRequest'));
    const users = { '@odata.id': `https://graph.microsoft.com/v1.0/users('${employee.id}')` };
    expect((await send(users)).status).toBe(204);
  });

  it('refuses groups that are mastered elsewhere or filled by a rule', async () => {
    const root = world.as(admin);
    expect(await add(root, groupNamed('AD Badge Holders'), guest.id)).toMatchObject(
      refusal(
        400,
        'Request_BadRequest',
        'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
      ),
    );
    for (const name of ['Badge Desk', 'Press'])
      expect(await add(root, groupNamed(name), employee.id)).toMatchObject(
        refusal(400, 'Request_BadRequest', 'Cannot Update a mail-enabled security groups and or distribution list.'),
      );
    expect(await add(root, groupNamed('All Designers (dynamic)'), admin.id)).toMatchObject(denied);
  });

  it('takes groups into security groups only, and never Microsoft 365 groups', async () => {
    const root = world.as(admin);
    const vpn = groupNamed('SEC VPN Users');
    expect((await add(root, vpn, groupNamed('SEC Payroll'))).status).toBe(204);
    for (const [into, what] of [
      [vpn, groups.bookClub],
      [vpn, vpn],
      [groups.bookClub, vpn],
    ] as const)
      expect(await add(root, into, what)).toMatchObject(
        refusal(
          400,
          'Request_BadRequest',
          "An invalid operation was included in the following modified references: 'members'.",
        ),
      );
  });

  it.each(['Group.Read.All', 'User.Read', ''])('wants a scope that allows it, not %s', async (scopes) => {
    expect(await add(world.as(owner, scopes), groups.designGuild, employee.id)).toMatchObject(denied);
    expect(await add(world.app(scopes), groups.designGuild, employee.id)).toMatchObject(denied);
  });
});

describe('adding in bulk', () => {
  const bind = (ids: string[]): string[] => ids.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`);
  const patch = (as: Caller, members: string[], owners: string[] = []): Promise<Reply> =>
    as.send('PATCH', `/groups/${groups.designGuild}`, {
      'members@odata.bind': bind(members),
      'owners@odata.bind': bind(owners),
    });

  it('adds all', async () => {
    expect((await patch(boss, [employee.id, admin.id], [admin.id])).status).toBe(204);
    expect(world.tenant.isLinked(groups.designGuild, 'owner', admin.id)).toBe(true);
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(true);
  });

  it('adds none when one is wrong', async () => {
    expect(await patch(boss, [employee.id, owner.id])).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await patch(boss, [employee.id, '00000000-0000-4000-8000-000000000000'])).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    expect(await patch(boss, [employee.id, employee.id])).toMatchObject(
      refusal(400, 'Request_BadRequest', 'Request contains a property with duplicate values.'),
    );
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(false);
  });

  it('takes 20 at most, from owners only, and owners only with their scope', async () => {
    const many = [...world.tenant.users()].slice(0, 21).map((user) => user.id);
    expect(await patch(boss, many)).toMatchObject(
      refusal(400, 'Request_BadRequest', 'A resource cannot contain more than 20 link changes'),
    );
    expect(await patch(me, [employee.id])).toMatchObject(denied);
    expect(await patch(world.as(owner, 'GroupMember.ReadWrite.All'), [], [admin.id])).toMatchObject(denied);
    expect(
      await boss.send('PATCH', `/groups/${groups.designGuild}`, { 'members@odata.bind': [], displayName: 'x' }),
    ).toMatchObject(refusal(400, 'Request_BadRequest'));
  });
});

describe('removing a member', () => {
  it('is for owners, and for oneself', async () => {
    const vpn = groupNamed('SEC VPN Users');
    expect((await remove(me, vpn, employee.id)).status).toBe(204);
    expect((await remove(boss, groups.designGuild, secondOwner.id)).status).toBe(204);
    expect(world.tenant.isLinked(groups.designGuild, 'member', secondOwner.id)).toBe(false);
    expect(await remove(me, groups.designGuild, owner.id)).toMatchObject(denied);
  });

  it('refuses who is not in, rules, synced groups, and the object itself', async () => {
    expect(await remove(boss, groups.designGuild, admin.id)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await remove(me, groupNamed('All Designers (dynamic)'), employee.id)).toMatchObject(denied);
    expect(await remove(me, groupNamed('AD Badge Holders'), employee.id)).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
    expect(await boss.send('DELETE', `/groups/${groups.designGuild}/members/${secondOwner.id}`)).toMatchObject(denied);
  });
});

describe('owners', () => {
  it('are added by owners and administrators, not by themselves, not twice', async () => {
    expect((await add(boss, groups.designGuild, employee.id, 'owners')).status).toBe(204);
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(false);
    expect(await add(boss, groups.designGuild, employee.id, 'owners')).toMatchObject(
      refusal(
        400,
        'Request_BadRequest',
        "One or more added object references already exist for the following modified properties: 'owners'.",
      ),
    );
    expect(await add(me, groups.bookClub, employee.id, 'owners')).toMatchObject(denied);
    expect(
      await add(world.as(owner, 'GroupMember.ReadWrite.All'), groups.designGuild, admin.id, 'owners'),
    ).toMatchObject(denied);
    expect(await add(boss, groups.designGuild, groupNamed('SEC Payroll'), 'owners')).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
  });

  it('are a hundred at most', async () => {
    for (let index = 0; index < 95; index++) world.tenant.link(groups.designGuild, 'owner', `filler-${index}`);
    expect(await add(boss, groups.designGuild, admin.id, 'owners')).toMatchObject(
      refusal(
        403,
        'Directory_QuotaExceeded',
        "Unable to perform operation as '101' would exceed the maximum quota count '100' for forward-link owners.",
      ),
    );
  });

  it('leave, but for the last; who leaves a team is no member either', async () => {
    expect((await remove(boss, groups.designGuild, secondOwner.id, 'owners')).status).toBe(204);
    expect(world.tenant.isLinked(groups.designGuild, 'member', secondOwner.id)).toBe(false);
    const [first, last] = [...world.tenant.linked(groups.researchCircle, 'owner')];
    expect((await remove(boss, groups.researchCircle, last!, 'owners')).status).toBe(204);
    expect(world.tenant.isLinked(groups.researchCircle, 'member', last!)).toBe(true);
    expect(await remove(boss, groups.researchCircle, first!, 'owners')).toMatchObject(
      refusal(400, 'Request_BadRequest', 'The group must have at least one owner, hence this owner cannot be removed.'),
    );
    expect(await remove(boss, groups.researchCircle, admin.id, 'owners')).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    expect(await remove(me, groups.researchCircle, first!, 'owners')).toMatchObject(denied);
  });
});
