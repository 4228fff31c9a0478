import { AppError } from '../domain/errors.ts';
import { nextWakingMoment } from '../domain/quiet-hours.ts';
import type { HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';

type Parts = Pick<HandlerParts, 'store' | 'clock' | 'policy'>;

/** When somebody may be written to who did not ask, by their own clock: now, or when their quiet hours end, their own or the policy's. */
export async function wakingMoment(recipient: { tenantId: string; userId: string }, parts: Parts): Promise<Date> {
  const { timeZone } = await readerOfRecipient(recipient, parts);
  const own = await parts.store.preferences.quietHours(recipient.tenantId, recipient.userId);
  const quiet = own === 'none' ? undefined : (own ?? parts.policy().quietHours);
  return nextWakingMoment(quiet, timeZone, parts.clock.now());
}

/** Who wakes so shortly before an end can hardly do anything: then a night is no reason to wait for. */
const lastChanceMs = 2 * 3_600_000;

/** @throws AppError `message.quiet` (throttled) until then: a job may come later than it was due, in the middle of a night */
export async function waitForWaking(recipient: { tenantId: string; userId: string }, parts: Parts): Promise<void> {
  waitUntil(await wakingMoment(recipient, parts), parts);
}

/** The same for the news that something ends, unless hardly anything would be left to decide by then. @throws as above */
export async function waitForMorning(
  recipient: { tenantId: string; userId: string },
  endsAt: Date,
  parts: Parts,
): Promise<void> {
  const moment = await wakingMoment(recipient, parts);
  if (endsAt.getTime() - moment.getTime() >= lastChanceMs) waitUntil(moment, parts);
}

/** Asked for the time afterwards: where it is not quiet, the moment is that of the question. */
function waitUntil(moment: Date, { clock }: Parts): void {
  const leftMs = moment.getTime() - clock.now().getTime();
  if (leftMs <= 0) return;
  throw new AppError('throttled', {
    code: 'message.quiet',
    advice: 'It is quiet where this person is.',
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
}
