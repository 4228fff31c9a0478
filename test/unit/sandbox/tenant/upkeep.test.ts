import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { openTenant, type Tenant } from '../../../../src/sandbox/tenant/tenant.ts';
import { keepUp } from '../../../../src/sandbox/tenant/upkeep.ts';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 2, 1, 12);
const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

function directory(): Tenant {
  const folder = mkdtempSync(join(tmpdir(), 'muster-upkeep-'));
  const tenant = openTenant({ file: join(folder, 'tenant.sqlite'), now: () => now });
  onTestFinished(() => {
    tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const group of tenant.groups()) tenant.updateGroup(group.id, { expirationDateTime: null });
  return tenant;
}

it('deletes a group whose time is over, with its own date, and no other', () => {
  const tenant = directory();
  const count = [...tenant.groups()].length;
  tenant.updateGroup(groups.designGuild, { expirationDateTime: iso(now + day) });
  keepUp(tenant, now + day - 1);
  expect(tenant.group(groups.designGuild)).toBeDefined();
  keepUp(tenant, now + 3 * day);
  expect(tenant.group(groups.designGuild)).toBeUndefined();
  expect(tenant.deletedGroup(groups.designGuild)?.deletedDateTime).toBe(new Date(now + day).toISOString());
  expect([...tenant.groups()]).toHaveLength(count - 1);
});

it('forgets for good what was deleted 30 days ago, also when the clock jumps over both', () => {
  const tenant = directory();
  tenant.updateGroup(groups.designGuild, { expirationDateTime: iso(now + day) });
  tenant.deleteGroup(groups.bookClub, now - 29 * day);
  keepUp(tenant, now);
  expect(tenant.deletedGroup(groups.bookClub)).toBeDefined();
  keepUp(tenant, now + 31 * day);
  expect([tenant.deletedGroup(groups.bookClub), tenant.deletedGroup(groups.designGuild)]).toEqual([
    undefined,
    undefined,
  ]);
});
