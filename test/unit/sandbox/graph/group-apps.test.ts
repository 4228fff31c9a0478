import { beforeEach, describe, expect, it } from 'vitest';
import { defaultAppRole, resourceApps, skus } from '../../../../src/sandbox/tenant/apps.ts';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, eventual, openWorld, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let ingrid: Caller;
const badges = fixedId('group', 'oncall-security');
const scopes = 'Group.ReadWrite.All Directory.Read.All User.Read.All AppRoleAssignment.ReadWrite.All';

beforeEach(() => {
  world = openWorld();
  ingrid = world.as(admin, scopes);
});

/** A security group with one person in it. */
function securityGroup(): string {
  for (const group of world.tenant.groups())
    if (group.securityEnabled && !group.synced && group.membershipRule === null) {
      world.tenant.link(group.id, 'member', employee.id);
      return group.id;
    }
  return badges;
}

describe('licences', () => {
  const [office, drawing] = skus.map(({ skuId }) => skuId);
  const assign = (
    id: string,
    addLicenses: object[],
    removeLicenses: (string | undefined)[] = [],
  ): ReturnType<Caller['send']> => ingrid.send('POST', `/groups/${id}/assignLicense`, { addLicenses, removeLicenses });
  const held = async (path: string): Promise<unknown> => (await ingrid.get(`${path}?$select=assignedLicenses`)).body;

  it('of a group go to whoever is in it, who is found by them', async () => {
    const id = securityGroup();
    const disabledPlans = [skus[1]?.plans[0]];
    const answer = await assign(id, [{ skuId: drawing, disabledPlans }]);
    expect(answer.status).toBe(202);
    expect(answer.headers['Location']).toContain(id);
    expect(await held(`/groups/${id}`)).toMatchObject({ assignedLicenses: [{ skuId: drawing, disabledPlans }] });
    expect(JSON.stringify(await held(`/users/${employee.id}`))).toContain(drawing);
    const found = await ingrid.get(
      `/users?$filter=assignedLicenses/any(u:u/skuId eq ${drawing ?? ''})&$count=true`,
      eventual,
    );
    expect(found.body.value.map((user) => user.id)).toContain(employee.id);

    expect((await assign(id, [], [drawing])).status).toBe(202);
    expect(await held(`/groups/${id}`)).toMatchObject({ assignedLicenses: [] });
  });

  it.each([
    ['what was not bought', [{ skuId: fixedId('sku', 'other'), disabledPlans: [] }], []],
    ['a plan of another licence', [{ skuId: office, disabledPlans: [fixedId('plan', 'other')] }], []],
    ['to take away what is not there', [], [office]],
    ['to add and take away the same', [{ skuId: office, disabledPlans: [] }], [office]],
  ])('refuse %s', async (_, add, remove) => {
    expect(await assign(securityGroup(), add, remove)).toMatchObject(refusal(400, 'Request_BadRequest'));
  });

  it('want both lists, a security group and an administrator', async () => {
    const id = securityGroup();
    expect((await ingrid.send('POST', `/groups/${id}/assignLicense`, { addLicenses: [] })).status).toBe(400);
    expect(await assign(groups.designGuild, [])).toMatchObject(refusal(400, 'Request_BadRequest'));
    const body = { addLicenses: [], removeLicenses: [] };
    expect(await world.as(owner, scopes).send('POST', `/groups/${id}/assignLicense`, body)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });
});

describe('app roles of a group', () => {
  const path = `/groups/${groups.designGuild}/appRoleAssignments`;
  const resourceId = resourceApps[0]?.id ?? '';
  const grant = { principalId: groups.designGuild, resourceId, appRoleId: defaultAppRole };

  it('are given, listed by app, and taken away', async () => {
    const made = await ingrid.send('POST', path, grant);
    expect(made).toMatchObject({ status: 201, body: { principalType: 'Group', principalDisplayName: 'Design Guild' } });
    expect((await ingrid.get(`${path}?$filter=resourceId eq '${resourceId}'`)).body.value).toHaveLength(1);
    expect((await ingrid.send('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect((await ingrid.get(path)).body.value).toEqual([]);
    expect(await ingrid.send('DELETE', `${path}/${made.body.id}`)).toMatchObject(
      refusal(404, 'Request_ResourceNotFound'),
    );
  });

  it.each([
    ['for another principal', { ...grant, principalId: groups.bookClub }, 400],
    ['of an unknown app', { ...grant, resourceId: groups.bookClub }, 404],
    ['that the app does not have', { ...grant, appRoleId: groups.bookClub }, 400],
    ['that are no id', { ...grant, appRoleId: 'reader' }, 400],
  ])('are refused %s', async (_, body, status) => {
    expect((await ingrid.send('POST', path, body)).status).toBe(status);
  });

  it('are refused twice, and to who is no administrator', async () => {
    await ingrid.send('POST', path, grant);
    expect(await ingrid.send('POST', path, grant)).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await world.as(owner, scopes).send('POST', path, grant)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });
});

describe('permission grants', () => {
  it('are those of the apps in the group', async () => {
    const grant = {
      id: 'grant-1',
      groupId: groups.designGuild,
      clientId: 'client',
      clientAppId: 'client app',
      resourceAppId: 'graph',
      permissionType: 'Application' as const,
      permission: 'TeamMember.Read.Group',
    };
    world.tenant.work.grants.put(grant);
    world.tenant.work.grants.put({ ...grant, id: 'grant-2', groupId: groups.bookClub });
    const [own, ...others] = (await ingrid.get(`/groups/${groups.designGuild}/permissionGrants`)).body.value;
    expect(own).toMatchObject({ id: 'grant-1', permission: 'TeamMember.Read.Group' });
    expect(own).not.toHaveProperty('groupId');
    expect(others).toEqual([]);
  });
});
