import { describe, expect, it } from 'vitest';
import { cast, groups, roles } from '../../../../src/sandbox/tenant/cast.ts';
import { parseMembershipRule } from '../../../../src/sandbox/tenant/membership-rule.ts';
import type { GroupRecord } from '../../../../src/sandbox/tenant/records.ts';
import { seedDirectory } from '../../../../src/sandbox/tenant/seed.ts';
import { openTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import { viewGroup, viewPeople, viewTenant } from '../../../../src/sandbox/tenant/views.ts';

const now = new Date('2026-03-01T12:10:00Z');
const seed = seedDirectory(now);
const live = seed.groups.filter((group) => group.deletedDateTime === null);
const linked = (id: string, kind: string): string[] =>
  seed.links.filter((link) => link.groupId === id && link.kind === kind).map((link) => link.objectId);
const isUnified = (group: GroupRecord): boolean => group.groupTypes.includes('Unified');

describe('the seed', () => {
  it('is the same every time, but for dates', () => {
    expect(seedDirectory(now)).toEqual(seed);
    expect(seedDirectory(new Date('2027-01-01T00:00:00Z')).links).toEqual(seed.links);
  });

  it('has GUIDs and sequences that are unique, and links to objects that exist', () => {
    const objects = [...seed.users, ...seed.groups];
    const ids = new Set(objects.map((object) => object.id));
    expect(ids.size).toBe(objects.length);
    expect(new Set(objects.map((object) => object.sequence)).size).toBe(objects.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    for (const link of seed.links) expect([ids.has(link.groupId), ids.has(link.objectId)]).toEqual([true, true]);
    for (const user of seed.users) if (user.managerId !== null) expect(ids.has(user.managerId)).toBe(true);
  });

  it('has every kind of group', () => {
    expect(live).toHaveLength(60);
    expect(seed.groups).toHaveLength(65);
    const some = (test: (group: GroupRecord) => boolean): number => live.filter(test).length;
    for (const visibility of ['Public', 'Private', 'HiddenMembership'])
      expect(some((group) => isUnified(group) && group.visibility === visibility)).toBeGreaterThan(1);
    expect(some((group) => !isUnified(group) && group.mailEnabled && group.securityEnabled)).toBeGreaterThan(1);
    expect(some((group) => !isUnified(group) && group.mailEnabled && !group.securityEnabled)).toBeGreaterThan(1);
    expect(some((group) => group.membershipRule !== null)).toBeGreaterThan(2);
    expect(some((group) => group.synced)).toBeGreaterThan(2);
    expect(some((group) => group.hasTeam)).toBeGreaterThan(5);
    expect(some((group) => isUnified(group) && linked(group.id, 'owner').length === 0)).toBe(2);
    expect(some((group) => group.displayName.length > 200)).toBe(1);
    expect(live.length - new Set(live.map((group) => group.displayName)).size).toBe(1);
  });

  it('has groups that expire within 0 to 40 days, none of them past', () => {
    const days = live
      .flatMap((group) => (group.expirationDateTime === null ? [] : [Date.parse(group.expirationDateTime)]))
      .map((at) => Math.floor((at - now.getTime()) / 86_400_000));
    expect(Math.min(...days)).toBe(0);
    expect(Math.max(...days)).toBe(40);
  });

  it('gives the cast what its suggestions promise', () => {
    expect(linked(groups.designGuild, 'owner')).toHaveLength(5);
    expect(linked(groups.designGuild, 'owner')).toEqual(expect.arrayContaining([cast.owner.id, cast.secondOwner.id]));
    expect(linked(groups.researchCircle, 'owner')).toHaveLength(2);
    expect(seed.links.some((link) => link.kind === 'owner' && link.objectId === cast.employee.id)).toBe(false);
    expect(linked(groups.designGuild, 'member')).not.toContain(cast.employee.id);
    expect(seed.users.filter((user) => user.roleIds.length > 0)).toHaveLength(2);
    expect(seed.users.filter((user) => user.userType === 'Guest')).toHaveLength(3);
    const tenant = openTenant({ file: ':memory:', now: () => now.getTime() });
    expect(tenant.role(tenant.user(cast.admin.id)!.roleIds[0]!)?.roleTemplateId).toBe(roles.globalAdministrator);
  });

  it('restricts who creates groups: Mirela may, Wren and Tomás may not', () => {
    const values = Object.fromEntries(seed.setting[0]!.values.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      EnableGroupCreation: 'false',
      PrefixSuffixNamingRequirement: '[GroupName] [Department]',
      ClassificationList: 'Public,Internal,Confidential',
    });
    const creators = linked(values['GroupCreationAllowedGroupId']!, 'member');
    expect(creators).toContain(cast.owner.id);
    expect(creators).not.toContain(cast.employee.id);
    expect(creators).not.toContain(cast.secondOwner.id);
    const used = new Set(live.flatMap((group) => group.classification ?? []));
    for (const one of used) expect(values['ClassificationList']!.split(',')).toContain(one);
  });

  it('has two teams with channels of their own', () => {
    expect(seed.team.map((team) => team.channels.length)).toEqual([2, 3]);
    for (const team of seed.team) expect(live.find((group) => group.id === team.id)?.hasTeam).toBe(true);
  });

  it('fills dynamic groups by their rule', () => {
    const group = live.find((one) => one.displayName === 'All Designers (dynamic)')!;
    const designers = seed.users.filter((user) => user.department === 'Design').map((user) => user.id);
    expect(linked(group.id, 'member').sort()).toEqual(designers.sort());
  });
});

describe('a membership rule', () => {
  const [user] = seed.users;
  it.each([
    ['user.department -eq "it"', true],
    ['(user.department -ne "IT") or (user.city -startsWith "ber")', true],
    ['user.department -eq "IT" and user.userType -eq "Guest"', false],
    ['user.displayName -contains "sol"', true],
    ['user.accountEnabled -eq true', true],
    ['user.jobTitle -eq null', false],
  ])('%s is %s', (rule, expected) => {
    expect(parseMembershipRule(rule)?.(user!)).toBe(expected);
  });
  it.each([
    '',
    'user.department',
    'user.secret -eq "x"',
    'user.city -like "x"',
    '(user.city -eq "x"',
    'user.city -eq x y',
  ])('refuses %s', (rule) => {
    expect(parseMembershipRule(rule)).toBeUndefined();
  });
});

describe('what the page sees', () => {
  const tenant = openTenant({ file: ':memory:', now: () => now.getTime() });

  it('is the suggested people first, then all others', () => {
    const people = viewPeople(tenant);
    expect(people.slice(0, 5).map((person) => person.id)).toEqual(Object.values(cast).map((member) => member.id));
    expect(people).toHaveLength(43);
    expect(people.filter((person) => person.suggestion !== '')).toHaveLength(5);
    for (const member of Object.values(cast))
      expect(tenant.user(member.id)).toMatchObject({
        displayName: member.displayName,
        userPrincipalName: member.principalName,
      });
  });

  it('is every group with the standing of one person, and the deleted ones', () => {
    const view = viewTenant(tenant, cast.owner.id, { now: now.getTime() });
    expect(view.groups).toHaveLength(60);
    expect(view.groups.find((group) => group.id === groups.designGuild)).toMatchObject({
      kind: 'Microsoft 365',
      visibility: 'Private',
      hasTeam: true,
      ownerCount: 5,
      memberCount: 7,
      mine: { member: true, owner: true, favorite: true, subscribed: true },
    });
    expect(view.deleted.map((group) => group.daysLeft)).toEqual([29, 18, 9, 3, 1]);
  });

  it('is cut at a limit without losing the groups of the person', () => {
    const view = viewTenant(tenant, cast.owner.id, { now: now.getTime(), limit: 12 });
    expect(view.groups).toHaveLength(12);
    expect(view.groups.some((group) => group.id === groups.researchCircle)).toBe(true);
    expect(new Set(view.groups.map((group) => group.id)).size).toBe(12);
  });

  it('is one group with its people', () => {
    const view = viewGroup(tenant, groups.designGuild, cast.employee.id);
    expect(view?.owners.map((owner) => owner.displayName)).toContain('Tomás Iriarte');
    expect(view?.members.filter((member) => member.guest)).toHaveLength(1);
    expect(view?.mine).toEqual({ member: false, owner: false, favorite: false, subscribed: false });
    expect(viewGroup(tenant, 'nothing', cast.employee.id)).toBeUndefined();
  });
});
