import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, everything, guest, openWorld, owner, refusal } from './harness.ts';
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

describe('favourites and subscriptions', () => {
  const post = (as: Caller, group: string, action: string, headers = {}): Promise<Reply> =>
    as.send('POST', `/groups/${group}/${action}`, undefined, headers);

  it('answer 200 without a body, or 204 when little is preferred, and again', async () => {
    expect(await post(me, groups.bookClub, 'addFavorite')).toMatchObject({ status: 200 });
    expect(await post(me, groups.bookClub, 'addFavorite', { prefer: 'return=minimal' })).toMatchObject({ status: 204 });
    expect(world.tenant.isLinked(groups.bookClub, 'favorite', employee.id)).toBe(true);
    expect(await post(me, groups.bookClub, 'removeFavorite')).not.toHaveProperty('body');
    expect(world.tenant.isLinked(groups.bookClub, 'favorite', employee.id)).toBe(false);
    expect(await post(boss, groups.researchCircle, 'subscribeByMail')).toMatchObject({ status: 200 });
    expect(world.tenant.isLinked(groups.researchCircle, 'subscriber', owner.id)).toBe(true);
    expect(await post(boss, groups.researchCircle, 'unsubscribeByMail')).toMatchObject({ status: 200 });
    expect(world.tenant.isLinked(groups.researchCircle, 'subscriber', owner.id)).toBe(false);
    expect(await post(boss, groups.researchCircle, 'resetUnseenCount')).toMatchObject({ status: 200 });
  });

  it('are refused to apps, guests, strangers to a private group, lesser scopes, and for other kinds', async () => {
    const exchange = refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    expect(await post(world.app('Group.ReadWrite.All'), groups.bookClub, 'addFavorite')).toMatchObject(exchange);
    expect(await post(world.as(guest), groupNamed('Harbourline Partnership'), 'addFavorite')).toMatchObject(exchange);
    expect(await post(me, groups.designGuild, 'addFavorite')).toMatchObject(exchange);
    expect(await post(me, groups.bookClub, 'subscribeByMail')).toMatchObject(exchange);
    expect(await post(world.as(employee, 'Directory.ReadWrite.All'), groups.bookClub, 'addFavorite')).toMatchObject(
      exchange,
    );
    expect(await post(me, groupNamed('SEC VPN Users'), 'addFavorite')).toMatchObject(refusal(404, 'ResourceNotFound'));
  });
});

describe('changing, renewing and deleting', () => {
  const patch = (as: Caller, body: unknown, group: string = groups.designGuild): Promise<Reply> =>
    as.send('PATCH', `/groups/${group}`, body);

  it('changes the basic fields', async () => {
    const before = world.tenant.group(groups.designGuild)!.revision;
    const body = {
      displayName: 'Guild Design',
      description: null,
      mailNickname: 'guildDesign',
      visibility: 'Public',
      groupTypes: ['Unified'],
      mailEnabled: true,
    };
    expect((await patch(boss, body)).status).toBe(204);
    expect(world.tenant.group(groups.designGuild)).toMatchObject({
      displayName: 'Guild Design',
      description: null,
      visibility: 'Public',
      revision: before + 1,
    });
    expect((await patch(boss, { allowExternalSenders: true, isSubscribedByMail: false })).status).toBe(200);
    expect(world.tenant.isLinked(groups.designGuild, 'subscriber', owner.id)).toBe(false);
  });

  it.each([
    [{ displayName: '' }, "Invalid value specified for property 'displayName' of resource 'Group'."],
    [{ displayName: null }, "Invalid value specified for property 'displayName' of resource 'Group'."],
    [{ displayName: 'x'.repeat(257) }, "Invalid value specified for property 'displayName' of resource 'Group'."],
    [{ mailNickname: 'no spaces' }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [{ mailNickname: 'x'.repeat(65) }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [{ mailNickname: 'Book-Club' }, 'Another object with the same value for property mailNickname already exists.'],
    [{ visibility: 'HiddenMembership' }, "Invalid value specified for property 'visibility' of resource 'Group'."],
    [{ groupTypes: [] }, "Invalid value specified for property 'groupTypes' of resource 'Group'."],
    [{ isAssignableToRole: true }, "Invalid property 'isAssignableToRole'."],
    [{ displayName: 'x', allowExternalSenders: true }, undefined],
  ])('refuses %j', async (body, message) => {
    expect(await patch(boss, body)).toMatchObject(refusal(400, 'Request_BadRequest', message));
  });

  it('refuses strangers, lesser scopes, and groups that are mastered elsewhere', async () => {
    expect(await patch(me, { displayName: 'x' })).toMatchObject(denied);
    expect(await patch(world.as(owner, 'GroupMember.ReadWrite.All'), { displayName: 'x' })).toMatchObject(denied);
    expect(await patch(world.as(owner, 'Directory.ReadWrite.All'), { hideFromOutlookClients: true })).toMatchObject(
      refusal(403, 'ErrorAccessDenied'),
    );
    expect(
      await patch(world.as(admin), { displayName: 'x' }, groupNamed('AD Printers'.replace('AD ', 'AD Domain '))),
    ).toMatchObject(refusal(400, 'Request_BadRequest'));
  });

  it('renews from today by the lifetime of the policy', async () => {
    expect((await boss.send('POST', `/groups/${groups.designGuild}/renew`)).status).toBe(204);
    expect(world.tenant.group(groups.designGuild)).toMatchObject({
      renewedDateTime: '2026-03-01T12:00:00Z',
      expirationDateTime: '2026-08-28T12:00:00Z',
    });
    expect(await me.send('POST', `/groups/${groups.designGuild}/renew`)).toMatchObject(denied);
    expect(await world.as(admin).send('POST', `/groups/${groupNamed('SEC Payroll')}/renew`)).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
  });

  it('deletes softly, as an owner, and not twice', async () => {
    expect(await me.send('DELETE', `/groups/${groups.designGuild}`)).toMatchObject(denied);
    expect(
      await world
        .as(owner, everything.replaceAll('Group.ReadWrite.All', ''))
        .send('DELETE', `/groups/${groups.designGuild}`),
    ).toMatchObject(denied);
    expect((await boss.send('DELETE', `/groups/${groups.designGuild}`)).status).toBe(204);
    expect(await boss.send('DELETE', `/groups/${groups.designGuild}`)).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    expect((await boss.get(`/directory/deletedItems/${groups.designGuild}`)).status).toBe(200);
    expect((await boss.all('/me/memberOf')).some((group) => group['id'] === groups.designGuild)).toBe(false);
  });
});
