import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import {
  isExchangeId,
  itemIdOf,
  itemKey,
  occurrenceIdOf,
  readOccurrenceId,
} from '../../../../src/sandbox/tenant/exchange-ids.ts';
import { openTenant } from '../../../../src/sandbox/tenant/tenant.ts';
import type { Tenant } from '../../../../src/sandbox/tenant/tenant.ts';

const now = Date.UTC(2026, 2, 1, 12);
let folder: string;
let tenant: Tenant;
const open = (): Tenant => openTenant({ file: path.join(folder, 'tenant.sqlite'), now: () => now });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailboxes-'));
  tenant = open();
});
afterEach(() => {
  tenant.close();
  rmSync(folder, { recursive: true });
});

describe('mailboxes', () => {
  it('are kept between starts, with every change', () => {
    const [thread, other] = tenant.mail.threadsOf(groups.bookClub);
    if (!thread || !other) throw new Error('the seed has two threads there');
    tenant.mail.threads.put({ ...thread, isLocked: true });
    tenant.mail.threads.remove(other.id);
    tenant.mail.visit(groups.bookClub, cast.owner.id, now);
    tenant.close();
    tenant = open();
    expect(tenant.mail.threadsOf(groups.bookClub)).toEqual([{ ...thread, isLocked: true }]);
    expect(tenant.mail.unseenCount(groups.bookClub, { id: cast.owner.id, mail: null })).toBe(0);
    expect(tenant.mail.unseenCount(groups.bookClub, { id: cast.employee.id, mail: null })).toBe(1);
  });

  it('tell ids apart by upper and lower case', () => {
    const [thread] = tenant.mail.threadsOf(groups.bookClub);
    expect(tenant.mail.threads.get(thread?.id ?? '')).toBe(thread);
    expect(tenant.mail.threads.get(thread?.id.toLowerCase() ?? '')).toBeUndefined();
  });

  it('go with a group that is gone for good, and wait for one that can come back', () => {
    const id = groups.designGuild;
    const count = tenant.mail.threadsOf(id).length;
    tenant.deleteGroup(id);
    tenant.restoreGroup(id);
    expect(tenant.mail.threadsOf(id)).toHaveLength(count);
    tenant.deleteGroup(id);
    tenant.purgeGroup(id);
    tenant.close();
    tenant = open();
    expect(tenant.mail.threadsOf(id)).toEqual([]);
    expect(tenant.mail.visits.all().filter((visit) => visit.id.startsWith(id))).toEqual([]);
  });
});

describe('ids of Exchange', () => {
  it('hold what an occurrence is an occurrence of', () => {
    const master = itemIdOf(groups.bookClub, 'calendar', itemKey('reading'));
    expect(readOccurrenceId(occurrenceIdOf(master, '2026-03-05'))).toEqual({ masterId: master, date: '2026-03-05' });
    expect(readOccurrenceId(master)).toBeUndefined();
  });

  it('are told from what cannot be one', () => {
    expect(isExchangeId(itemIdOf(groups.bookClub, 'posts', itemKey()))).toBe(true);
    for (const text of ['', 'nonsense', groups.bookClub, 'AAMk', '../../x']) expect(isExchangeId(text)).toBe(false);
  });
});
