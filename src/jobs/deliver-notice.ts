import { expirationStamp, isPersonal } from '../domain/expiry.ts';
import { updateNoticeJob } from '../operations/notices/notice-jobs.ts';
import type { NoticeAndEnd } from '../ports/notices.ts';
import { deliverToChannel } from './deliver-to-channel.ts';
import { deliverToPerson } from './deliver-to-person.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { waitForWord } from './in-doubt.ts';
import { noticePayload } from './notice-payload.ts';
import type { NoticeParts } from './notice-parts.ts';

/**
 * Sends one notice, once, and with it what the same person has to hear besides. That it is being sent is written down
 * first, so that a process which dies before it could note the message's id leaves a notice in doubt, not a forgotten one.
 * What is not true or not wanted any more is dropped.
 * @throws AppError `message.unreachable` once, after which the notice is dead; `message.in-doubt` while it may have arrived;
 *   `message.quiet` where it is night
 */
export function deliverNotice(parts: NoticeParts): Handler {
  const { store, clock } = parts;
  return async ({ tenantId, payload }, signal) => {
    const { noticeId } = noticePayload.parse(payload);
    const found = await store.notices.get(tenantId, noticeId);
    // A dead one has a job again only if an administrator wants it tried once more.
    if (!found || found.notice.state === 'sent' || found.notice.state === 'dropped') return;
    const { state, sendingAt } = found.notice;
    if (state === 'sending' && sendingAt) waitForWord(sendingAt, clock.now());
    const sent = await (isPersonal(found.notice.recipient) ? deliverToPerson : deliverToChannel)(found, parts, signal);
    await catchUp(sent, parts);
  };
}

/** What changed between drawing and recording did not know of this message. */
async function catchUp(drawn: readonly NoticeAndEnd[], { store }: Pick<HandlerParts, 'store'>): Promise<void> {
  for (const { notice, expiration } of drawn) {
    const now = await store.notices.get(notice.tenantId, notice.id);
    if (now && expirationStamp(now.expiration) !== expirationStamp(expiration))
      await store.jobs.enqueue([updateNoticeJob(notice, now.expiration)]);
  }
}
