import type { Expiration } from '../domain/expiry.ts';
import { announceExpiration } from '../operations/notices/notice-jobs.ts';
import type { Store } from '../ports/store.ts';

/** How a group stands in the directory: undefined when it is deleted, without a date when it does not expire. */
export type Found = { expiresAt?: Date } | undefined;

/**
 * Closes an end of a group that is none any more, and brings the messages about it up to date.
 * @returns whether the directory still says the same as when it was opened
 */
export async function settleExpiration(store: Store, expiration: Expiration, found: Found): Promise<boolean> {
  if (found?.expiresAt?.getTime() === expiration.expiresAt.getTime()) return true;
  const state = found === undefined ? 'gone' : found.expiresAt ? 'moved' : 'exempt';
  await store.atomically(async (inside) => {
    if (await inside.notices.settle(expiration, state, found?.expiresAt)) await announceExpiration(inside, expiration);
  });
  return false;
}
