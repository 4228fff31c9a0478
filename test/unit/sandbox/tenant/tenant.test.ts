import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import type { TenantChange } from '../../../../src/sandbox/tenant/records.ts';
import { teamOf } from '../../../../src/sandbox/tenant/team-of.ts';
import { openTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import type { Tenant } from '../../../../src/sandbox/tenant/tenant.ts';

const now = Date.UTC(2026, 2, 1, 12);
let folder: string;
const open = (options: { fresh?: boolean } = {}): Tenant =>
  openTenant({ file: join(folder, 'deep', 'tenant.sqlite'), now: () => now, ...options });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-tenant-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the directory', () => {
  it('keeps links, changes, deletions and order between starts', () => {
    const first = open();
    first.link(groups.bookClub, 'member', cast.employee.id);
    first.link(groups.bookClub, 'favorite', cast.employee.id);
    first.unlink(groups.designGuild, 'owner', cast.secondOwner.id);
    first.updateGroup(groups.researchCircle, { displayName: 'Research' });
    first.deleteGroup(groups.launchRoom);
    const order = [...first.groups()].map((group) => group.id);
    first.close();

    const second = open();
    expect(second.isLinked(groups.bookClub, 'member', cast.employee.id)).toBe(true);
    expect(second.linkedBy(cast.employee.id, 'favorite').has(groups.bookClub)).toBe(true);
    expect(second.linked(groups.designGuild, 'owner').size).toBe(4);
    expect(second.group(groups.researchCircle)?.displayName).toBe('Research');
    expect(second.group(groups.launchRoom)).toBeUndefined();
    expect(second.deletedGroup(groups.launchRoom)?.deletedDateTime).toBe(new Date(now).toISOString());
    expect([...second.groups()].map((group) => group.id)).toEqual(order);
    second.close();
  });

  it('starts over when asked, and on reset, with the same ids', () => {
    const first = open();
    const ids = [...first.groups()].map((group) => group.id);
    first.deleteGroup(groups.bookClub);
    first.close();
    const second = open({ fresh: true });
    expect([...second.groups()].map((group) => group.id)).toEqual(ids);
    second.deleteGroup(groups.bookClub);
    second.reset();
    expect([...second.groups()].map((group) => group.id)).toEqual(ids);
    second.close();
  });

  it('restores a deleted group with its links, at the end of the list', () => {
    const tenant = open();
    tenant.deleteGroup(groups.designGuild);
    expect(tenant.restoreGroup(groups.designGuild)).toBe(true);
    expect(tenant.restoreGroup(groups.designGuild)).toBe(false);
    expect(tenant.linked(groups.designGuild, 'owner').size).toBe(5);
    expect([...tenant.groups()].at(-1)?.id).toBe(groups.designGuild);
    tenant.close();
  });

  it('forgets a purged group in both directions', () => {
    const tenant = open();
    tenant.deleteGroup(groups.designGuild);
    expect(tenant.purgeGroup(groups.designGuild)).toBe(true);
    expect(tenant.linkedBy(cast.owner.id, 'owner').has(groups.designGuild)).toBe(false);
    tenant.close();
    const again = open();
    expect(again.deletedGroup(groups.designGuild)).toBeUndefined();
    expect(again.linkedBy(cast.owner.id, 'owner').has(groups.designGuild)).toBe(false);
    again.close();
  });

  it('keeps settings, policies and teams between starts, and seeds them anew', () => {
    const first = open();
    const [setting] = first.settings.all();
    const [policy] = first.policies.all();
    first.settings.put({ ...setting!, values: [] });
    first.policies.remove(policy!.id);
    const team = teamOf(first, first.group(groups.designGuild)!)!;
    first.teams.put({ ...team, isArchived: true });
    first.close();
    const second = open();
    expect(second.settings.get(setting!.id.toUpperCase())?.values).toEqual([]);
    expect(second.policies.all()).toEqual([]);
    expect(second.teams.get(groups.designGuild)?.isArchived).toBe(true);
    second.deleteGroup(groups.designGuild);
    second.purgeGroup(groups.designGuild);
    expect(second.teams.get(groups.designGuild)).toBeUndefined();
    second.reset();
    expect(second.settings.all()).toEqual([setting]);
    expect(second.policies.all()).toEqual([policy]);
    expect(teamOf(second, second.group(groups.designGuild)!)).toEqual(team);
    expect(teamOf(second, second.group(groups.bookClub)!)).toBeUndefined();
    second.close();
  });

  it('finds groups by nickname and unique name while they are there', () => {
    const tenant = open();
    tenant.updateGroup(groups.bookClub, { mailNickname: 'Books', uniqueName: 'Reading' });
    expect(tenant.groupByNickname('book-club')).toBeUndefined();
    expect(tenant.groupByNickname('BOOKS')?.id).toBe(groups.bookClub);
    tenant.deleteGroup(groups.bookClub);
    expect(tenant.groupByUniqueName('reading')).toBeUndefined();
    tenant.updateGroup(groups.launchRoom, { mailNickname: 'books' });
    tenant.close();
    const again = open();
    expect(again.groupByNickname('books')?.id).toBe(groups.launchRoom);
    again.restoreGroup(groups.bookClub);
    expect(again.groupByUniqueName('READING')?.id).toBe(groups.bookClub);
    again.close();
  });

  it('counts revisions and tells those who watch, until they stop', () => {
    const tenant = open();
    const heard: TenantChange[] = [];
    const stop = tenant.onChange((change) => heard.push(change));
    const before = tenant.group(groups.bookClub)!.revision;
    tenant.link(groups.bookClub, 'member', cast.employee.id);
    expect(tenant.link(groups.bookClub, 'member', cast.employee.id)).toBe(false);
    expect(tenant.unlink(groups.bookClub, 'owner', cast.employee.id)).toBe(false);
    stop();
    tenant.updateGroup(groups.bookClub, { description: null });
    expect(tenant.group(groups.bookClub)!.revision).toBe(before + 2);
    expect(heard).toEqual([
      { kind: 'linked', groupId: groups.bookClub, link: 'member', objectId: cast.employee.id, at: now },
    ]);
    tenant.close();
  });

  it('finds people by id and principal name in any case', () => {
    const tenant = open();
    expect(tenant.user(cast.guest.principalName.toUpperCase())?.id).toBe(cast.guest.id);
    expect(tenant.user(cast.guest.id.toUpperCase())?.id).toBe(cast.guest.id);
    expect(tenant.user('')).toBeUndefined();
    tenant.close();
  });

  it('writes in time that does not grow with the directory', () => {
    const tenant = openTenant({ file: ':memory:', now: () => now });
    const model = tenant.group(groups.bookClub)!;
    const fill = (from: number, to: number): number => {
      const started = performance.now();
      tenant.atomically(() => {
        for (let index = from; index < to; index++) tenant.createGroup({ ...model, id: `group-${index}` });
      });
      return performance.now() - started;
    };
    fill(0, 500);
    const small = fill(500, 2500);
    fill(2500, 30_000);
    const large = fill(30_000, 32_000);
    expect(large).toBeLessThan(small * 8 + 50);
    expect([...tenant.groups(tenant.group('group-31998')!.sequence)].map((group) => group.id)).toEqual(['group-31999']);
    tenant.close();
  });
});
