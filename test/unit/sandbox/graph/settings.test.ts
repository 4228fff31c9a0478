import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { templateIds } from '../../../../src/sandbox/tenant/templates.ts';
import { admin, guest, openWorld, origin, owner, refusal } from './harness.ts';
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
const bad = (message?: string): object => refusal(400, 'Request_BadRequest', message);
const nothing = '00000000-0000-4000-8000-000000000000';
const conflict = 'A conflicting object with one or more of the specified property values is present in the directory.';

describe('group settings', () => {
  const own = `/groups/${groups.designGuild}/settings`;

  it('of the organisation are read by everybody who works there', async () => {
    const list = await boss.get('/groupSettings');
    expect(list.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#groupSettings`);
    expect(list.body.value).toMatchObject([{ displayName: 'Group.Unified', templateId: templateIds.unified }]);
    const values = list.body.value[0]!['values'] as { name: string; value: string }[];
    expect(values).toContainEqual({ name: 'PrefixSuffixNamingRequirement', value: '[GroupName] [Department]' });
    expect(values).toContainEqual({ name: 'EnableGroupCreation', value: 'false' });
    expect(values.every((value) => typeof value.value === 'string')).toBe(true);
    const one = await boss.get(`/groupSettings/${list.body.value[0]!.id}`);
    expect(one.body).toMatchObject(list.body.value[0]!);
    expect(one.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#groupSettings/$entity`);
    expect(await world.as(guest).get('/groupSettings')).toMatchObject(denied);
    expect(await world.as(owner, 'User.Read').get('/groupSettings')).toMatchObject(denied);
    expect(await boss.get("/groupSettings?$filter=displayName eq 'x'")).toMatchObject(refusal(400, 'BadRequest'));
    expect(await boss.get(`/groupSettings/${nothing}`)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect((await boss.get(own)).body.value).toEqual([]);
  });

  it('are replaced whole, by administrators', async () => {
    const { id } = (await boss.get('/groupSettings')).body.value[0]!;
    const change = { values: [{ name: 'PrefixSuffixNamingRequirement', value: 'GRP_[GroupName]' }] };
    expect(await boss.send('PATCH', `/groupSettings/${id}`, change)).toMatchObject(denied);
    expect((await root.send('PATCH', `/groupSettings/${id}`, change)).status).toBe(204);
    const group = { displayName: 'GRP_CEO', mailNickname: 'GRP_CEO', groupTypes: ['Unified'] };
    const reply = await boss.send('POST', '/groups', { ...group, mailEnabled: true, securityEnabled: false });
    expect(reply.status).toBe(201);
  });

  it('are those of a template, once, with values that fit', async () => {
    const create = (templateId: string, values: object[] = [], path = '/groupSettings'): ReturnType<Caller['send']> =>
      root.send('POST', path, { templateId, values });
    expect(await create(templateIds.unified)).toMatchObject(bad(conflict));
    const { id } = (await boss.get('/groupSettings')).body.value[0]!;
    expect(await boss.send('DELETE', `/groupSettings/${id}`)).toMatchObject(denied);
    expect((await root.send('DELETE', `/groupSettings/${id}`)).status).toBe(204);
    expect((await root.get('/groupSettings')).body.value).toEqual([]);
    const format = (name: string): object => bad(`The value for property '${name}' has an invalid format.`);
    for (const [name, value] of [
      ['PrefixSuffixNamingRequirement', 'GRP_'],
      ['EnableGroupCreation', 'perhaps'],
      ['GroupCreationAllowedGroupId', 'x'],
    ] as const)
      expect(await create(templateIds.unified, [{ name, value }])).toMatchObject(format(name));
    expect(await create(templateIds.unified, [{ name: 'Colour', value: 'red' }])).toMatchObject(bad());
    const twice = { name: 'UsageGuidelinesUrl', value: '' };
    expect(await create(templateIds.unified, [twice, twice])).toMatchObject(bad());
    expect(await create(nothing)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    const values = [{ name: 'EnableMIPLabels', value: 'true' }];
    expect(await create(templateIds.unified, values)).toMatchObject({
      status: 201,
      body: { templateId: templateIds.unified, values },
    });
  });

  it('of one group say whether it takes guests', async () => {
    const body = { templateId: templateIds.guest, values: [{ name: 'AllowToAddGuests', value: 'false' }] };
    expect(await boss.send('POST', own, body)).toMatchObject(denied);
    const made = await root.send('POST', own, body);
    expect(made).toMatchObject({ status: 201, body });
    expect((await boss.get(own)).body.value).toMatchObject([{ displayName: 'Group.Unified.Guest' }]);
    const path = `${own}/${made.body.id}`;
    expect((await boss.get(path)).body).toMatchObject(body);
    expect(await boss.get(`/groups/${groups.bookClub}/settings/${made.body.id}`)).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    const add = (): ReturnType<Caller['send']> =>
      boss.send('POST', `/groups/${groups.designGuild}/members/$ref`, {
        '@odata.id': `${origin}/v1.0/directoryObjects/${guest.id}`,
      });
    expect(await add()).toMatchObject(denied);
    const values = [{ name: 'AllowToAddGuests', value: 'true' }];
    expect((await root.send('PATCH', path, { values })).status).toBe(204);
    expect((await add()).status).toBe(204);
    expect((await root.send('DELETE', path)).status).toBe(204);
    expect((await boss.get(own)).body.value).toEqual([]);
    expect(await root.send('POST', own, { ...body, templateId: templateIds.unified })).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
  });

  it('come from templates', async () => {
    const list = await boss.get('/groupSettingTemplates');
    expect(list.body.value.map((template) => template.displayName)).toEqual(['Group.Unified', 'Group.Unified.Guest']);
    const one = await boss.get(`/groupSettingTemplates/${templateIds.guest}`);
    expect(one.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#groupSettingTemplates/$entity`,
      deletedDateTime: null,
      values: [{ name: 'AllowToAddGuests', type: 'System.Boolean', defaultValue: 'true' }],
    });
    expect(await boss.get(`/groupSettingTemplates/${nothing}`)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await world.as(owner, 'Group.Read.All').get('/groupSettingTemplates')).toMatchObject(denied);
  });
});

describe('lifecycle policies', () => {
  const list = '/groupLifecyclePolicies';
  const idOf = (): string => world.tenant.policies.all()[0]!.id;
  const expiry = (group: string): string | null => world.tenant.group(group)!.expirationDateTime;
  const body = { groupLifetimeInDays: 100, managedGroupTypes: 'Selected', alternateNotificationEmails: 'a@b.example' };

  it('are one at most, made and deleted by administrators', async () => {
    expect(await root.send('POST', list, body)).toMatchObject(bad(conflict));
    expect((await boss.get(`${list}/${idOf()}`)).body).toMatchObject({ groupLifetimeInDays: 180 });
    expect(await boss.send('DELETE', `${list}/${idOf()}`)).toMatchObject(denied);
    expect((await root.send('DELETE', `${list}/${idOf()}`)).status).toBe(204);
    expect(expiry(groups.designGuild)).toBeNull();
    expect(await boss.send('POST', list, body)).toMatchObject(denied);
    for (const wrong of [{ groupLifetimeInDays: 29 }, { managedGroupTypes: 'Some' }])
      expect(await root.send('POST', list, { ...body, ...wrong })).toMatchObject(bad());
    const made = await root.send('POST', list, body);
    expect(made).toMatchObject({ status: 201, body });
    expect((await root.get(list)).body.value).toMatchObject([body]);
    expect(await root.get(`${list}/${nothing}`)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
  });

  it('decide what expires and when', async () => {
    const change = (body: object): ReturnType<Caller['send']> => root.send('PATCH', `${list}/${idOf()}`, body);
    expect(await boss.send('PATCH', `${list}/${idOf()}`, { groupLifetimeInDays: 365 })).toMatchObject(denied);
    const before = Date.parse(expiry(groups.designGuild)!);
    const reply = await change({ groupLifetimeInDays: 365 });
    expect(reply).toMatchObject({ status: 200, body: { groupLifetimeInDays: 365, managedGroupTypes: 'Selected' } });
    expect(Date.parse(expiry(groups.designGuild)!) - before).toBe(185 * 86_400_000);
    expect(expiry(groups.bookClub)).toBeNull();
    await change({ managedGroupTypes: 'All' });
    expect(expiry(groups.bookClub)).toBe('2026-04-05T12:00:00Z');
    await change({ managedGroupTypes: 'None' });
    expect([expiry(groups.bookClub), expiry(groups.designGuild)]).toEqual([null, null]);
  });

  it('take single groups in and out', async () => {
    const call = (action: string, groupId: string, as = root): ReturnType<Caller['send']> =>
      as.send('POST', `${list}/${idOf()}/${action}`, { groupId });
    expect(await call('addGroup', groups.bookClub, boss)).toMatchObject(denied);
    expect((await call('addGroup', groups.bookClub)).body).toMatchObject({ value: true });
    expect((await call('addGroup', groups.bookClub)).body).toMatchObject({ value: false });
    expect((await boss.get(`/groups/${groups.bookClub}/groupLifecyclePolicies`)).body.value).toHaveLength(1);
    expect((await call('removeGroup', groups.bookClub)).body).toMatchObject({ value: true });
    expect((await call('removeGroup', groups.bookClub)).body).toMatchObject({ value: false });
    expect(expiry(groups.bookClub)).toBeNull();
    expect(await call('addGroup', nothing)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    await root.send('PATCH', `${list}/${idOf()}`, { managedGroupTypes: 'None' });
    expect(await call('addGroup', groups.bookClub)).toMatchObject(bad());
  });

  it('say how long a renewal lasts; a group under none keeps no expiration date', async () => {
    await root.send('PATCH', `${list}/${idOf()}`, { groupLifetimeInDays: 30 });
    expect((await boss.send('POST', `/groups/${groups.designGuild}/renew`)).status).toBe(204);
    expect(expiry(groups.designGuild)).toBe('2026-03-31T12:00:00Z');
    expect((await root.send('POST', `/groups/${groups.bookClub}/renew`)).status).toBe(204);
    expect(world.tenant.group(groups.bookClub)).toMatchObject({
      renewedDateTime: '2026-03-01T12:00:00Z',
      expirationDateTime: null,
    });
  });
});
