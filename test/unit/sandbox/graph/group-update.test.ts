import { beforeEach, describe, expect, it } from 'vitest';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

let world: World;
let boss: Caller;
let root: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
  root = world.as(admin);
});
const patch = (as: Caller, body: object, group: string = groups.designGuild): Promise<Reply> =>
  as.send('PATCH', `/groups/${group}`, body);
const bad = (message?: string): object => refusal(400, 'Request_BadRequest', message);
const denied = refusal(403, 'Authorization_RequestDenied');
const invalid = (property: string): object =>
  bad(`Invalid value specified for property '${property}' of resource 'Group'.`);
const bind = (ids: string[]): string[] => ids.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`);
const dynamic = fixedId('group', 'all-designers');

describe('changing a group', () => {
  it('takes a classification of the list, or none', async () => {
    expect((await patch(boss, { classification: 'Confidential' })).status).toBe(204);
    expect((await patch(boss, { classification: null })).status).toBe(204);
    expect(await patch(boss, { classification: 'Secret' })).toMatchObject(invalid('classification'));
    expect(world.tenant.group(groups.designGuild)?.classification).toBeNull();
  });

  it('keeps hidden membership hidden, and the kind of a group as it is', async () => {
    expect(await patch(root, { visibility: 'Public' }, groups.hiddenCouncil)).toMatchObject(invalid('visibility'));
    const vpn = fixedId('group', 'sec-vpn');
    expect(await patch(root, { visibility: 'Public' }, vpn)).toMatchObject(invalid('visibility'));
    expect(await patch(root, { securityEnabled: false }, vpn)).toMatchObject(invalid('securityEnabled'));
    expect(await patch(root, { groupTypes: ['Unified'] }, vpn)).toMatchObject(invalid('groupTypes'));
    expect((await patch(root, { securityEnabled: true })).status).toBe(204);
  });

  it('lets administrators give, change and take a rule', async () => {
    const rule = { membershipRule: 'user.department -eq "Finance"' };
    expect(await patch(boss, rule, dynamic)).toMatchObject(denied);
    expect((await patch(root, { membershipRuleProcessingState: 'paused' }, dynamic)).status).toBe(204);
    const before = [...world.tenant.linked(dynamic, 'member')];
    expect((await patch(root, rule, dynamic)).status).toBe(204);
    expect([...world.tenant.linked(dynamic, 'member')]).toEqual(before);
    expect((await patch(root, { membershipRuleProcessingState: 'On' }, dynamic)).status).toBe(204);
    const finance = [...world.tenant.users()].filter((user) => user.department === 'Finance').map((user) => user.id);
    expect([...world.tenant.linked(dynamic, 'member')].sort()).toEqual(finance.sort());
    expect((await patch(root, { groupTypes: ['Unified'] }, dynamic)).status).toBe(204);
    expect(world.tenant.group(dynamic)).toMatchObject({ membershipRule: null, membershipRuleProcessingState: null });
    expect(world.tenant.linked(dynamic, 'member').size).toBe(finance.length);
    expect(await patch(root, rule)).toMatchObject(invalid('membershipRule'));
    expect(await patch(root, { groupTypes: ['Unified', 'DynamicMembership'] })).toMatchObject(
      invalid('membershipRule'),
    );
  });
});

describe('adding many at once', () => {
  const members = (as: Caller, ids: string[], group?: string): Promise<Reply> =>
    patch(as, { 'members@odata.bind': bind(ids) }, group);

  it('is all or nothing', async () => {
    expect(await members(boss, [employee.id, owner.id])).toMatchObject(
      bad("One or more added object references already exist for the following modified properties: 'members'."),
    );
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(false);
    expect((await members(boss, [employee.id, admin.id])).status).toBe(204);
  });

  it('ends at twenty, refuses rules, and somebody who names itself an owner', async () => {
    const ids = [...world.tenant.users()].map((user) => user.id);
    const links20 = bad('A resource cannot contain more than 20 link changes');
    expect(await members(boss, ids.slice(0, 21))).toMatchObject(links20);
    expect(await members(root, [employee.id], dynamic)).toMatchObject(denied);
    expect(await patch(boss, { 'owners@odata.bind': bind([owner.id]) })).toMatchObject(
      bad('Request contains a property with duplicate values.'),
    );
    expect(await patch(root, { 'owners@odata.bind': bind([secondOwner.id]) })).toMatchObject(
      bad("One or more added object references already exist for the following modified properties: 'owners'."),
    );
    expect(await patch(boss, { 'owners@odata.bind': bind([guest.id]) })).toMatchObject(denied);
  });
});
