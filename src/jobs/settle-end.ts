import type { Expiration } from '../domain/expiry.ts';
import { announceExpiration } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Store } from '../ports/store.ts';
import type { HandlerParts } from './handler-parts.ts';
import { restorableOf } from './restorable-of.ts';

/** How a group stands in the directory: undefined when it is deleted, without a date when it does not expire. */
export type Found = { expiresAt?: Date } | undefined;

type Parts = Pick<HandlerParts, 'store' | 'clock'> & { scan: DirectoryScan };

/**
 * Closes an end of a group that is none any more, and brings the messages about it up to date.
 * @returns whether it is still as it was opened
 */
export async function settleEnd(expiration: Expiration, found: Found, parts: Parts): Promise<boolean> {
  if (expiration.isDeletion) return found ? backAgain(expiration, found, parts) : stillDeleted(expiration, parts);
  if (found?.expiresAt?.getTime() === expiration.expiresAt.getTime()) return true;
  const { store, clock } = parts;
  const until = found ? found.expiresAt : await restorableOf(expiration, parts);
  const state = found === undefined ? 'gone' : found.expiresAt ? 'moved' : 'exempt';
  await store.atomically(async (inside) => {
    if (await inside.notices.settle(expiration, state, until))
      await announceExpiration(inside, expiration, clock.now());
  });
  return false;
}

/** The group was brought back, by whomever: whatever was said of its end is true again, or has another date. */
async function backAgain(
  deletion: Expiration,
  { expiresAt }: NonNullable<Found>,
  { store, clock }: Parts,
): Promise<boolean> {
  const before = await store.notices.goneOf(deletion.tenantId, deletion.groupId);
  await store.atomically(async (inside) => {
    if (!(await inside.notices.settle(deletion, 'restored', expiresAt))) return;
    await announceExpiration(inside, deletion, clock.now());
    for (const end of before) {
      if (end.expiresAt.getTime() === expiresAt?.getTime()) await inside.notices.settle(end, 'open', undefined, 'gone');
      else await inside.notices.settle(end, 'restored', expiresAt, 'gone');
      await announceExpiration(inside, end, clock.now());
    }
  });
  return false;
}

/** While servers disagree a group may be neither here nor there: only time, or the directory's own word, ends it for good. */
async function stillDeleted(deletion: Expiration, parts: Parts): Promise<boolean> {
  const { store, clock } = parts;
  const isOver = clock.now() >= deletion.expiresAt;
  const known = isOver ? undefined : await store.directoryGroups.get(deletion.tenantId, deletion.groupId);
  if (!isOver && known?.gone?.as !== 'purged') return true;
  const before = await store.notices.goneOf(deletion.tenantId, deletion.groupId);
  await store.atomically(async (inside: Store) => {
    if (!(await inside.notices.settle(deletion, 'purged'))) return;
    await announceExpiration(inside, deletion, clock.now());
    for (const end of before) {
      await inside.notices.settle(end, 'purged', undefined, 'gone');
      await announceExpiration(inside, end, clock.now());
    }
  });
  return false;
}
