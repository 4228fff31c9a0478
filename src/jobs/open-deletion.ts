import type { PersonRef } from '../domain/people.ts';
import type { PersonalRecipient } from '../domain/expiry.ts';
import { announceExpiration, deliverJob, tellDeletionKey } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Store } from '../ports/store.ts';
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
 * Writes down that a group is deleted and whom to tell: its owners, else the administrators that the policy names, but
 * never who deleted it through Muster; and brings what they were told of its end up to date. What is written down already
 * stays as it is.
 */
export async function openDeletion(deleted: DeletedEnd, parts: HandlerParts & { scan: DirectoryScan }): Promise<void> {
  const { store, clock, policy } = parts;
  const { tenantId, groupId, groupName, until, by } = deleted;
  const now = clock.now();
  const expiration = { tenantId, groupId, groupName, expiresAt: until, isDeletion: true as const };
  const steps = stepsOf(until, now, policy().expiry.restoreDays);
  const recipients = await recipientsOf(deleted, parts);
  const [open, gone] = await Promise.all([
    store.notices.open(tenantId, groupId),
    store.notices.goneOf(tenantId, groupId),
  ]);
  await store.atomically(async (inside) => {
    if (!by && (await isSaidSoon(deleted, inside))) return;
    const others = recipients.filter(({ userId }) => userId !== by?.id);
    const notices = noticesOf(expiration, steps, others, now);
    const fresh = await inside.notices.plan(expiration, notices);
    if (by) await inside.notices.setNotNeeded(expiration, { by, at: now });
    await inside.jobs.enqueue(fresh.map(deliverJob));
    // A scan may have seen it before anybody could say who it was.
    if (by) await announceExpiration(inside, expiration, now);
    const before = [
      ...open.filter(({ isDeletion }) => !isDeletion),
      ...gone.filter(({ movedTo }) => movedTo?.getTime() !== until.getTime()),
    ];
    for (const end of before)
      if (await inside.notices.settle(end, 'gone', until, end.state)) await announceExpiration(inside, end, now);
  });
}

/** Whether the job has yet to be done that says who deleted the group through Muster. */
async function isSaidSoon({ tenantId, groupId }: DeletedEnd, { jobs }: Store): Promise<boolean> {
  const keys = await jobs.waitingKeys(tenantId, 'tell-deletion');
  return keys.some((key) => key.startsWith(tellDeletionKey(groupId)));
}

async function recipientsOf(
  { tenantId, ownerIds }: DeletedEnd,
  parts: HandlerParts & { scan: DirectoryScan },
): Promise<PersonalRecipient[]> {
  if (ownerIds.length > 0) return [...new Set(ownerIds)].map((userId) => ({ kind: 'owner', userId }));
  const { ids } = await adminsOf(tenantId, parts);
  return ids.map((userId) => ({ kind: 'admin', userId }));
}
