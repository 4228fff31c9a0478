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

/** @throws AppError `message.quiet` (throttled) until then: a job may come later than it was due, in the middle of a night */
export async function waitForWaking(recipient: { tenantId: string; userId: string }, parts: Parts): Promise<void> {
  const leftMs = (await wakingMoment(recipient, parts)).getTime() - parts.clock.now().getTime();
  if (leftMs <= 0) return;
  throw new AppError('throttled', {
    code: 'message.quiet',
    advice: 'It is quiet where this person is.',
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
}
