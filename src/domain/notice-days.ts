import type { Expiration } from './expiry.ts';
import type { Policy } from './policy.ts';

/** How many days before an end of this kind people are told. */
export function daysOf({ isDeletion }: Pick<Expiration, 'isDeletion'>, { expiry }: Pick<Policy, 'expiry'>) {
  return isDeletion ? expiry.restoreDays : expiry.noticeDays;
}
