import { beforeEach, describe, expect, it } from 'vitest';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, everything, guest, openWorld, origin, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

let world: World;
let boss: Caller;
let root: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
  root = world.as(admin);
});

const unified = {
  displayName: 'Weaving Design',
  mailNickname: 'weavingDesign',
  groupTypes: ['Unified'],
  mailEnabled: true,
  securityEnabled: false,
};
const security = { displayName: 'SEC Looms', mailNickname: 'sec-looms', mailEnabled: false, securityEnabled: true };
const bind = (...ids: string[]): string[] => ids.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`);
const create = (as: Caller, body: object): Promise<Reply> => as.send('POST', '/groups', body);
const groupNamed = (name: string): string => [...world.tenant.groups()].find((group) => group.displayName === name)!.id;
const links = (reply: Reply, kind: 'owner' | 'member'): string[] => [...world.tenant.linked(reply.body.id, kind)];
const denied = refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
const bad = (message?: string): object => refusal(400, 'Request_BadRequest', message);
const invalid = (property: string): object =>
  bad(`Invalid value specified for property '${property}' of resource 'Group'.`);

describe('creating a Microsoft 365 group', () => {
  it('answers 201 with the default properties and an address; the creator owns it and is no member', async () => {
    const reply = await create(boss, { ...unified, description: 'Threads' });
    expect(reply).toMatchObject({
      status: 201,
      body: {
        '@odata.context': `${origin}/v1.0/$metadata#groups/$entity`,
        deletedDateTime: null,
        classification: 'Internal',
        createdDateTime: '2026-03-01T12:00:00Z',
        creationOptions: [],
        description: 'Threads',
        displayName: 'Weaving Design',
        groupTypes: ['Unified'],
        mail: 'weavingDesign@tessaly.example',
        mailEnabled: true,
        mailNickname: 'weavingDesign',
        preferredDataLocation: null,
        proxyAddresses: ['SMTP:weavingDesign@tessaly.example'],
        renewedDateTime: '2026-03-01T12:00:00Z',
        expirationDateTime: null,
        resourceBehaviorOptions: [],
        resourceProvisioningOptions: [],
        securityEnabled: false,
        visibility: 'Public',
      },
    });
    expect(reply.body).not.toHaveProperty('allowExternalSenders');
    expect(reply.headers['Location']).toContain(reply.body.id);
    expect([links(reply, 'owner'), links(reply, 'member')]).toEqual([[owner.id], []]);
    expect((await boss.get(`/groups/${reply.body.id}`)).status).toBe(200);
  });

  it('takes owners and members; naming only others does not add the creator', async () => {
    const reply = await create(boss, {
      ...unified,
      visibility: 'HiddenMembership',
      resourceBehaviorOptions: ['WelcomeEmailDisabled', 'SubscribeNewGroupMembers'],
      'owners@odata.bind': bind(secondOwner.id),
      'members@odata.bind': bind(owner.id, employee.id),
    });
    expect([links(reply, 'owner'), links(reply, 'member')]).toEqual([[secondOwner.id], [owner.id, employee.id]]);
    expect(world.tenant.group(reply.body.id)).toMatchObject({
      visibility: 'HiddenMembership',
      autoSubscribeNewMembers: true,
      createdBy: owner.id,
    });
    const byAdmin = await create(root, { ...unified, mailNickname: 'x', 'owners@odata.bind': bind(admin.id) });
    expect(links(byAdmin, 'owner')).toEqual([admin.id]);
    const byApp = await create(world.app('Group.Create'), { ...unified, mailNickname: 'y' });
    expect(links(byApp, 'owner')).toEqual([]);
  });

  it.each(['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled'])('wants %s', async (name) => {
    const body = Object.fromEntries(Object.entries(unified).filter(([key]) => key !== name));
    expect(await create(boss, body)).toMatchObject(
      bad(`A value is required for property '${name}' of resource 'Group'.`),
    );
  });

  it.each([
    [{ displayName: 'x'.repeat(257) }, 'displayName'],
    [{ mailNickname: 'x'.repeat(65) }, 'mailNickname'],
    [{ mailNickname: 'two words' }, 'mailNickname'],
    [{ mailNickname: 'größe' }, 'mailNickname'],
    [{ mailNickname: 'a@b' }, 'mailNickname'],
    [{ description: 'x'.repeat(1025) }, 'description'],
    [{ groupTypes: ['Other'] }, 'groupTypes'],
    [{ visibility: 'Secret' }, 'visibility'],
    [{ mailEnabled: false }, 'mailEnabled'],
    [{ classification: 'Unheard of' }, 'classification'],
    [{ membershipRule: 'user.city -eq "Ulm"' }, 'membershipRule'],
    [{ preferredDataLocation: 'CAN' }, 'preferredDataLocation'],
  ])('refuses %j', async (change, property) => {
    expect(await create(boss, { ...unified, ...change })).toMatchObject(invalid(property));
  });

  it('refuses what the mailbox keeps, what there is none of, and a body that is no object', async () => {
    expect(await create(boss, { ...unified, allowExternalSenders: true })).toMatchObject(bad());
    expect(await create(boss, { ...unified, colour: 'red' })).toMatchObject(bad("Invalid property 'colour'."));
    expect(await boss.send('POST', '/groups', '[]')).toMatchObject(refusal(400, 'BadRequest'));
    expect(await boss.send('POST', '/groups')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('refuses a nickname that another Microsoft 365 group has, in any case', async () => {
    const message = 'Another object with the same value for property mailNickname already exists.';
    const reply = await create(root, { ...unified, mailNickname: 'Book-Club' });
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } });
    expect(reply.body).toMatchObject({ error: { details: [{ target: 'mailNickname', code: 'ObjectConflict' }] } });
    expect((await create(root, { ...unified, mailNickname: 'sec-vpn' })).status).toBe(201);
    expect((await create(root, { ...security, mailNickname: 'book-club' })).status).toBe(201);
    await root.send('DELETE', `/groups/${groups.bookClub}`);
    expect((await create(root, { ...unified, mailNickname: 'book-club' })).status).toBe(201);
  });
});

describe('who may create', () => {
  it('is said by the settings: people of one group, administrators and apps', async () => {
    expect(await create(world.as(employee), unified)).toMatchObject(denied);
    expect(await create(world.as(secondOwner), unified)).toMatchObject(denied);
    world.tenant.link(groups.launchRoom, 'member', employee.id);
    expect((await create(world.as(employee), unified)).status).toBe(201);
    expect((await create(root, { ...unified, mailNickname: 'a' })).status).toBe(201);
    expect((await create(world.as(employee), security)).status).toBe(201);
    const [setting] = world.tenant.settings.all();
    world.tenant.settings.put({ ...setting!, values: [] });
    expect((await create(world.as(secondOwner), { ...unified, mailNickname: 'b' })).status).toBe(201);
  });

  it('excludes guests and lesser scopes', async () => {
    expect(await create(world.as(guest), security)).toMatchObject(denied);
    expect(await create(world.as(owner, 'GroupMember.ReadWrite.All'), security)).toMatchObject(denied);
    expect(await create(world.app('Group.Read.All'), security)).toMatchObject(denied);
    expect(await create(world.app('Group.Create'), { ...security, 'owners@odata.bind': bind(owner.id) })).toMatchObject(
      denied,
    );
  });

  it('ends at 250 objects for somebody who is no administrator, deleted ones among them', async () => {
    const model = world.tenant.group(groups.bookClub)!;
    for (const maker of [owner, admin])
      for (let index = 0; index < 250; index++)
        world.tenant.createGroup({ ...model, id: fixedId('made', maker.id + String(index)), createdBy: maker.id });
    world.tenant.deleteGroup(fixedId('made', `${owner.id}7`));
    expect(await create(boss, security)).toMatchObject(
      refusal(
        403,
        'Directory_QuotaExceeded',
        'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
      ),
    );
    expect((await create(root, security)).status).toBe(201);
    world.tenant.purgeGroup(fixedId('made', `${owner.id}7`));
    expect((await create(boss, { ...security, mailNickname: 'again' })).status).toBe(201);
  });
});

describe('people of a new group', () => {
  it('are twenty at most, each once, known and fit', async () => {
    const many = [...world.tenant.users()].slice(0, 21).map((user) => user.id);
    const twenty = bind(...many.filter((id) => id !== owner.id).slice(0, 20));
    expect((await create(boss, { ...unified, 'members@odata.bind': twenty })).status).toBe(201);
    const more = { ...unified, mailNickname: 'moreDesign' };
    expect(
      await create(boss, { ...more, 'members@odata.bind': twenty, 'owners@odata.bind': bind(secondOwner.id) }),
    ).toMatchObject(bad('A resource cannot contain more than 20 link changes'));
    const twice = bind(secondOwner.id, secondOwner.id);
    const duplicate = bad('Request contains a property with duplicate values.');
    expect(await create(boss, { ...more, 'members@odata.bind': twice })).toMatchObject(duplicate);
    expect(await create(boss, { ...more, 'owners@odata.bind': bind(owner.id) })).toMatchObject(duplicate);
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await create(boss, { ...more, 'owners@odata.bind': bind(nobody) })).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
    expect(await create(boss, { ...more, 'owners@odata.bind': bind('me') })).toMatchObject(
      bad("Invalid object identifier 'me'."),
    );
    expect(await create(boss, { ...more, 'members@odata.bind': bind(groupNamed('SEC Payroll')) })).toMatchObject(bad());
    expect(world.tenant.groupByNickname('moreDesign')).toBeUndefined();
  });

  it('are guests only as the settings say', async () => {
    const more = { ...unified, 'members@odata.bind': bind(guest.id) };
    expect((await create(boss, more)).status).toBe(201);
    expect(await create(boss, { ...unified, 'owners@odata.bind': bind(guest.id) })).toMatchObject(denied);
    const [setting] = world.tenant.settings.all();
    const values = setting!.values.map((value) =>
      value.name === 'AllowToAddGuests' ? { ...value, value: 'false' } : value,
    );
    world.tenant.settings.put({ ...setting!, values });
    expect(await create(boss, { ...more, mailNickname: 'otherDesign' })).toMatchObject(denied);
  });
});

describe('creating other groups', () => {
  it('gives a security group to its creator, but not to an administrator', async () => {
    const own = await create(boss, security);
    expect(own).toMatchObject({ status: 201, body: { visibility: null, mail: null, proxyAddresses: [] } });
    expect(links(own, 'owner')).toEqual([owner.id]);
    expect(links(await create(boss, { ...security, 'owners@odata.bind': bind(admin.id) }), 'owner')).toEqual([
      admin.id,
      owner.id,
    ]);
    expect(links(await create(root, security), 'owner')).toEqual([]);
  });

  it('refuses kinds that are made elsewhere', async () => {
    for (const change of [{ mailEnabled: true }, { securityEnabled: false }])
      expect(await create(root, { ...security, ...change })).toMatchObject(
        bad(
          'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
        ),
      );
    expect(await create(root, { ...security, visibility: 'HiddenMembership' })).toMatchObject(invalid('visibility'));
  });

  it('works out a rule, for administrators only', async () => {
    const body = {
      ...unified,
      groupTypes: ['Unified', 'DynamicMembership'],
      membershipRule: 'user.department -eq "Marketing"',
      membershipRuleProcessingState: 'on',
    };
    expect(await create(boss, body)).toMatchObject(denied);
    const reply = await create(root, body);
    expect(reply).toMatchObject({ status: 201, body: { membershipRuleProcessingState: 'On' } });
    const marketing = [...world.tenant.users()].filter((user) => user.department === 'Marketing');
    expect(links(reply, 'member').sort()).toEqual(marketing.map((user) => user.id).sort());
    const paused = await create(root, { ...body, mailNickname: 'p', membershipRuleProcessingState: 'Paused' });
    expect(links(paused, 'member')).toEqual([]);
    expect(await create(root, { ...body, membershipRule: 'nonsense' })).toMatchObject(invalid('membershipRule'));
    expect(await create(root, { ...body, membershipRule: undefined })).toMatchObject(invalid('membershipRule'));
    expect(await create(root, { ...body, 'members@odata.bind': bind(owner.id) })).toMatchObject(invalid('members'));
  });

  it('makes a group for roles with the scope and the role for it', async () => {
    const scopes = `${everything} RoleManagement.ReadWrite.Directory`;
    const body = { ...unified, securityEnabled: true, isAssignableToRole: true };
    const reply = await create(world.as(admin, scopes), body);
    expect(reply).toMatchObject({ status: 201, body: { isAssignableToRole: true, visibility: 'Private' } });
    expect(await create(root, body)).toMatchObject(denied);
    expect(await create(world.as(owner, scopes), body)).toMatchObject(denied);
    const emeka = { id: fixedId('user', 'emeka.obiora@tessaly.example') };
    expect(await create(world.as(emeka, scopes), body)).toMatchObject(denied);
    const wide = world.as(admin, scopes);
    expect(await create(wide, { ...body, securityEnabled: false })).toMatchObject(invalid('securityEnabled'));
    expect(await create(wide, { ...body, visibility: 'Public' })).toMatchObject(invalid('visibility'));
  });

  it('is under a policy for all groups at once', async () => {
    const [policy] = world.tenant.policies.all();
    world.tenant.policies.put({ ...policy!, managedGroupTypes: 'All' });
    expect((await create(boss, unified)).body).toMatchObject({ expirationDateTime: '2026-08-28T12:00:00Z' });
    expect((await create(boss, security)).body).toMatchObject({ expirationDateTime: null });
  });

  it('refuses links for as long as the replicas lag', async () => {
    world.faults.replicationLagMs = 5000;
    const reply = await create(boss, unified);
    expect(reply.status).toBe(201);
    const add = (): Promise<Reply> =>
      boss.send('POST', `/groups/${reply.body.id}/members/$ref`, {
        '@odata.id': `${origin}/v1.0/directoryObjects/${employee.id}`,
      });
    expect(await add()).toMatchObject(
      bad("The source resource object or one of the objects being referenced don't exist."),
    );
    world.clock.now += 5000;
    expect((await add()).status).toBe(204);
  });
});
