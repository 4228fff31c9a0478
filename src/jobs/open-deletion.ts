import type { PersonRef } from '../domain/people.ts';
import type { NoticeRecipient } from '../domain/expiry.ts';
import { announceExpiration, deliverJob } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { adminsOf } from './find-admins.ts';
import type { HandlerParts } from './handler-parts.ts';
import { noticesOf, stepsOf } from './plan-notices.ts';

/** A group that can still be brought back. */
export interface DeletedEnd {
  tenantId: string;
  groupId: string;
  groupName: string;
  /** When it is gone for ever. */
  until: Date;
  /** Who owned it, as far as anybody has looked. */
  ownerIds: readonly string[];
  /** Who deleted it through Muster, and need not be told. */
  by?: PersonRef;
}

/**
 * Writes down that a group is deleted and whom to tell: its owners, else the administrators that the policy names; and
 * brings what they were told of its end up to date. What is written down already stays as it is.
 */
export async function openDeletion(deleted: DeletedEnd, parts: HandlerParts & { scan: DirectoryScan }): Promise<void> {
  const { store, clock, policy } = parts;
  const { tenantId, groupId, groupName, until, by } = deleted;
  const now = clock.now();
  const expiration = { tenantId, groupId, groupName, expiresAt: until, isDeletion: true as const };
  const steps = stepsOf(until, now, policy().expiry.restoreDays);
  const notices = noticesOf(expiration, steps, await recipientsOf(deleted, parts), now);
  const [open, gone] = await Promise.all([
    store.notices.open(tenantId, groupId),
    store.notices.goneOf(tenantId, groupId),
  ]);
  await store.atomically(async (inside) => {
    const fresh = await inside.notices.plan(expiration, notices);
    if (by) await inside.notices.setNotNeeded(expiration, { by, at: now });
    await inside.jobs.enqueue(fresh.map(deliverJob));
    const before = [
      ...open.filter(({ isDeletion }) => !isDeletion),
      ...gone.filter(({ movedTo }) => movedTo?.getTime() !== until.getTime()),
    ];
    for (const end of before)
      if (await inside.notices.settle(end, 'gone', until, end.state)) await announceExpiration(inside, end, now);
  });
}

async function recipientsOf(
  { tenantId, ownerIds, by }: DeletedEnd,
  parts: HandlerParts & { scan: DirectoryScan },
): Promise<NoticeRecipient[]> {
  const owners = [...new Set(ownerIds)].filter((id) => id !== by?.id);
  if (ownerIds.length > 0) return owners.map((userId) => ({ kind: 'owner', userId }));
  const { ids } = await adminsOf(tenantId, parts);
  return ids.filter((id) => id !== by?.id).map((userId) => ({ kind: 'admin', userId }));
}
