import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { longTime, readerOf, relativeTime, type Reader } from '../../cards/reader.ts';
import { remindLaterAt, type Expiration, type Notice } from '../../domain/expiry.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
import { ownNotice } from './find-notice.ts';
import { deliverJob } from './notice-jobs.ts';

/**
 * Tells an owner again in three days, or at the next threshold when that comes first. Pressing twice on a day is once.
 * @throws AppError `notice.not-found`
 */
export const remindLater = defineOperation({
  name: 'notice.later',
  phrases: [],
  summary: 'Be reminded later that a group expires',
  example: '',
  input: z.object({ noticeId }),
  scopes: [],

  async run({ noticeId: id }, services) {
    const { notice, expiration } = await ownNotice(id, services);
    const { clock, policy } = services;
    const again =
      expiration.state === 'open'
        ? remindLaterAt(expiration.expiresAt, clock.now(), policy.expiry.noticeDays)
        : undefined;
    if (again?.step !== undefined) await plan(notice, expiration, { step: again.step, dueAt: again.at }, services);
    const said = expiration.state === 'open' ? wordsFor(again?.at, readerOf(services)) : undefined;
    return readPersonalNotice({ notice, expiration }, services.store, { said, isOpen: true });
  },
  card: personalNoticeCard,
});

function wordsFor(at: Date | undefined, reader: Reader): string {
  if (!at) return 'The group expires before I would remind you again: please decide now.';
  return `You hear again ${relativeTime(at, reader)}, on ${longTime(at, reader)}.`;
}

async function plan(
  { recipient }: Notice,
  expiration: Expiration,
  when: Pick<Notice, 'step' | 'dueAt'>,
  { store, clock }: Services,
): Promise<void> {
  const { tenantId, groupId, expiresAt } = expiration;
  const about = { id: randomUUID(), tenantId, groupId, expiresAt, recipient };
  const notice: Notice = { ...about, ...when, plannedAt: clock.now(), state: 'waiting' };
  await store.atomically(async (inside) => {
    const fresh = await inside.notices.plan(expiration, [notice]);
    await inside.jobs.enqueue(fresh.map(deliverJob));
  });
}
