import { channelNoticeCard } from '../cards/channel-notice.ts';
import { channelReplyCard } from '../cards/channel-reply.ts';
import { anyReader } from '../cards/reader.ts';
import { isPersonal, type Expiration, type Notice } from '../domain/expiry.ts';
import { personalNoticeCard, readPersonalNotice } from '../operations/notices/draw-personal.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';

/** A notice, or what is one message with it, as its recipient sees it in a message that nobody asked for just now. */
export async function drawNotice(
  notice: Notice,
  expiration: Expiration,
  parts: Pick<HandlerParts, 'store' | 'clock'>,
): Promise<CardMessage> {
  const { recipient, tenantId } = notice;
  if (isPersonal(recipient)) {
    const reader = await readerOfRecipient({ tenantId, userId: recipient.userId }, parts);
    const { card, text } = personalNoticeCard(await readPersonalNotice({ notice, expiration }, parts.store), reader);
    return { card, text };
  }
  const reader = anyReader(parts.clock.now());
  return notice.rootId === undefined
    ? channelNoticeCard({ expiration, noticeId: notice.id }, reader)
    : channelReplyCard({ expiration, notice }, reader);
}
