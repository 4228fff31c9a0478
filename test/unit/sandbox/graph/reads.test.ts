/* eslint-disable @typescript-eslint/no-unsafe-assignment -- matchers have the type any */
import { beforeEach, describe, expect, it } from 'vitest';
import { groups, tenantDomain } from '../../../../src/sandbox/tenant/cast.ts';
import { employee, eventual, guest, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let me: Caller;
beforeEach(() => {
  world = openWorld();
  me = world.as(employee);
});
const groupNamed = (name: string): string => [...world.tenant.groups()].find((group) => group.displayName === name)!.id;

describe('people', () => {
  const userProperties = [
    ...['@odata.context', 'businessPhones', 'displayName', 'givenName', 'id', 'jobTitle', 'mail', 'mobilePhone'],
    ...['officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName'],
  ];

  it('reads the signed-in user with the documented properties', async () => {
    const reply = await me.get('/me');
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body).sort()).toEqual(userProperties.sort());
    expect(reply.body).toMatchObject({ id: employee.id, businessPhones: [expect.any(String)] });
    expect(reply.body['@odata.context']).toBe(`${origin}/v1.0/$metadata#users/$entity`);
  });

  it('reads a user by id, principal name and key in brackets, in any case', async () => {
    const guestName = encodeURIComponent(guest.principalName);
    for (const key of [`/${owner.id}`, `/${owner.principalName.toUpperCase()}`, `('${owner.principalName}')`])
      expect((await me.get(`/users${key}?$select=id`)).body).toEqual({
        '@odata.context': `${origin}/v1.0/$metadata#users(id)/$entity`,
        id: owner.id,
      });
    expect((await me.get(`/users/${guestName}`)).body.id).toBe(guest.id);
  });

  it('selects, expands the manager, and knows identities', async () => {
    const reply = await me.get('/me?$select=displayName,postalCode,identities&$expand=manager($select=id)');
    expect(reply.body).toMatchObject({
      displayName: 'Wren Adeyemi',
      postalCode: null,
      identities: [{ signInType: 'userPrincipalName', issuer: tenantDomain, issuerAssignedId: employee.principalName }],
      manager: { '@odata.type': '#microsoft.graph.user', id: owner.id },
    });
  });

  it('shows only the basic profile of others to User.ReadBasic.All', async () => {
    const basic = world.as(employee, 'User.ReadBasic.All');
    expect((await basic.get(`/users/${owner.id}?$select=displayName,jobTitle`)).body).toMatchObject({
      displayName: owner.displayName,
      jobTitle: null,
    });
  });

  it('counts User.Read for oneself only', async () => {
    const own = world.as(employee, 'User.Read');
    expect((await own.get('/me')).status).toBe(200);
    expect(await own.get(`/users/${owner.id}`)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
  });

  it('knows no stranger, and no /me for an app', async () => {
    expect(await me.get('/users/nobody@tessaly.example')).toMatchObject(
      refusal(
        404,
        'Request_ResourceNotFound',
        "Resource 'nobody@tessaly.example' does not exist or one of its queried reference-property objects are not present.",
      ),
    );
    expect(await world.app('User.Read.All').get('/me')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('lists people around somebody, and pages by $skip', async () => {
    const reply = await me.get('/me/people');
    expect(reply.body.value).toHaveLength(10);
    expect(reply.body.value[0]).toMatchObject({
      personType: { class: 'Person' },
      scoredEmailAddresses: [{ relevanceScore: expect.any(Number) }],
    });
    const all = await me.all('/me/people?$top=7');
    expect(new Set(all.map((one) => one['id'])).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(20);
    expect((await me.get('/me/people?$search="displayName:mirela"')).body.value).toHaveLength(1);
    expect(await me.get('/me/people?$search=a&$skip=1')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('refuses guests the list of all, not one person', async () => {
    const visitor = world.as(guest);
    expect(await visitor.get('/users')).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await visitor.get('/users/$count', eventual)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect((await visitor.get(`/users/${owner.id}`)).body).toMatchObject({
      displayName: owner.displayName,
      jobTitle: null,
    });
  });
});

describe('one group', () => {
  it('has the documented properties', async () => {
    const reply = await me.get(`/groups/${groups.designGuild}`);
    expect(reply.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#groups/$entity`,
      id: groups.designGuild,
      deletedDateTime: null,
      createdDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      expirationDateTime: expect.stringMatching(/Z$/),
      groupTypes: ['Unified'],
      mailEnabled: true,
      onPremisesSyncEnabled: null,
      proxyAddresses: ['SMTP:design-guild@tessaly.example'],
      resourceProvisioningOptions: ['Team'],
      securityEnabled: false,
      securityIdentifier: expect.stringMatching(/^S-1-12-1(-\d+){4}$/),
      visibility: 'Private',
    });
    expect(reply.body).not.toHaveProperty('isFavorite');
    expect(Object.keys(reply.body)).toHaveLength(35);
  });

  it('reads what Exchange keeps only by $select, for the person only', async () => {
    const path = `/groups/${groups.designGuild}?$select=id,isFavorite,isSubscribedByMail,unseenCount,allowExternalSenders`;
    expect((await world.as(owner).get(path)).body).toMatchObject({
      isFavorite: true,
      isSubscribedByMail: true,
      unseenCount: 0,
      allowExternalSenders: false,
    });
    expect((await me.get(path)).body).toMatchObject({ isFavorite: false, isSubscribedByMail: false });
    expect(await world.app('Group.Read.All').get(path)).toMatchObject(refusal(403, 'ErrorAccessDenied'));
    const security = groupNamed('SEC VPN Users');
    expect(await me.get(`/groups/${security}?$select=isFavorite`)).toMatchObject(refusal(404, 'ResourceNotFound'));
  });

  it('refuses ids that are none, unknown ones, unknown properties and relations', async () => {
    expect(await me.get('/groups/design')).toMatchObject(
      refusal(400, 'Request_BadRequest', "Invalid object identifier 'design'."),
    );
    expect(await me.get(`/groups/${owner.id}`)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await me.get(`/groups/${groups.bookClub}?$select=nope`)).toMatchObject(
      refusal(400, 'BadRequest', "Could not find a property named 'nope' on type 'microsoft.graph.group'."),
    );
    expect(await me.get(`/groups/${groups.bookClub}?$expand=nope`)).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('hides a group with hidden membership from guests', async () => {
    expect(await world.as(guest).get(`/groups/${groups.hiddenCouncil}`)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect((await me.get(`/groups/${groups.hiddenCouncil}`)).body.visibility).toBe('HiddenMembership');
    expect((await world.as(guest).get(`/groups/${groups.designGuild}`)).status).toBe(200);
  });

  it('expands at most 20 members and the owners', async () => {
    const announcements = groupNamed('Announcements');
    const reply = await me.get(`/groups/${announcements}?$select=id&$expand=members,owners($select=id,displayName)`);
    expect(reply.body.members).toHaveLength(20);
    expect(reply.body.owners[1]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: expect.any(String),
      displayName: 'Pip 🌻 Marlowe',
    });
  });

  it('has no photo, and a policy only when it expires', async () => {
    const viewer = world.as(employee, 'User.ReadBasic.All Group.Read.All');
    for (const path of [
      `/groups/${groups.bookClub}/photo`,
      '/me/photo/$value',
      `/users/${owner.id}/photos/48x48/$value`,
    ])
      expect(await viewer.get(path)).toMatchObject(refusal(404, 'ErrorItemNotFound', "The photo wasn't found."));
    const policy = {
      id: expect.any(String),
      groupLifetimeInDays: 180,
      managedGroupTypes: 'Selected',
      alternateNotificationEmails: expect.any(String),
    };
    expect((await me.get('/groupLifecyclePolicies')).body.value).toEqual([policy]);
    expect((await me.get(`/groups/${groups.designGuild}/groupLifecyclePolicies`)).body.value).toEqual([policy]);
    expect((await me.get(`/groups/${groups.bookClub}/groupLifecyclePolicies`)).body.value).toEqual([]);
  });
});
