import { channelNoticeCard } from '../cards/channel-notice.ts';
import { expiryNoticeCard } from '../cards/expiry-notice.ts';
import { anyReader } from '../cards/reader.ts';
import type { Expiration, Notice } from '../domain/expiry.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';

/** A notice as its recipient sees it in a message that nobody asked for just now. */
export async function drawNotice(
  notice: Notice,
  expiration: Expiration,
  parts: Pick<HandlerParts, 'store' | 'clock'>,
): Promise<CardMessage> {
  const { recipient, tenantId, id } = notice;
  if (recipient.kind === 'owner') {
    const reader = await readerOfRecipient({ tenantId, userId: recipient.userId }, parts);
    return expiryNoticeCard({ expiration, noticeId: id, userId: recipient.userId }, reader);
  }
  return channelNoticeCard({ expiration, noticeId: id }, anyReader(parts.clock.now()));
}
