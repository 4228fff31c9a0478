import { dayMs, type Expiration } from '../domain/expiry.ts';
import { nextScanJob } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { lookAheadMs, planNotices } from './plan-notices.ts';
import { settleExpiration } from './settle-expiration.ts';

const lookedUpAtOnce = 100;

/**
 * Once a day and tenant: finds the groups that expire within the first threshold, plans their notices, and closes what
 * was renewed or deleted meanwhile. Makes the scan of the next day first, so that a failure of today's ends nothing.
 */
export function scanExpiry(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store, clock, scan, noticeDays } = parts;
  return async ({ tenantId }, signal) => {
    const now = clock.now();
    await store.jobs.enqueue([nextScanJob(tenantId, now)]);
    const open = new Map<string, Expiration[]>();
    for (const one of await store.notices.open(tenantId))
      open.set(one.groupId, [...(open.get(one.groupId) ?? []), one]);

    const until = new Date(now.getTime() + Math.max(...noticeDays) * dayMs + lookAheadMs);
    for await (const group of scan.expiringGroups({ tenantId, from: now, until })) {
      signal.throwIfAborted();
      for (const expiration of open.get(group.id) ?? []) await settleExpiration(store, expiration, group);
      open.delete(group.id);
      await planNotices(parts, tenantId, group, now);
    }
    await settleUnseen(parts, tenantId, open, signal);
  };
}

/** What was open and is not among those that expire soon: renewed, deleted, or overdue. */
async function settleUnseen(
  { store, scan }: HandlerParts & { scan: DirectoryScan },
  tenantId: string,
  open: ReadonlyMap<string, readonly Expiration[]>,
  signal: AbortSignal,
): Promise<void> {
  const ids = [...open.keys()];
  for (let start = 0; start < ids.length; start += lookedUpAtOnce) {
    const some = ids.slice(start, start + lookedUpAtOnce);
    const found = await scan.groupsById(tenantId, some);
    for (const id of some) {
      signal.throwIfAborted();
      for (const expiration of open.get(id) ?? []) await settleExpiration(store, expiration, found.get(id));
    }
  }
}
