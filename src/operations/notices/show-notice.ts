import { z } from 'zod';
import { channelNoticeCard } from '../../cards/channel-notice.ts';
import { expiryNoticeCard } from '../../cards/expiry-notice.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { noSuchNotice } from './find-notice.ts';

/**
 * Draws a notice anew for whoever looks at it. Cards ask for it by themselves, which also tells that their message has
 * arrived (`showsNotice`), should its sender have died before it could note that.
 */
export const showNotice = defineOperation({
  name: 'notice.show',
  phrases: [],
  summary: 'Bring a notice up to date',
  example: '',
  input: z.object({ noticeId }),
  scopes: [],
  answersInPublic: true,

  async run({ noticeId: id }, { store, caller }) {
    const found = await store.notices.get(caller.tenantId, id);
    const isForMe = found?.notice.recipient.kind !== 'owner' || found.notice.recipient.userId === caller.userId;
    if (!found || !isForMe) throw noSuchNotice();
    return { ...found, userId: caller.userId };
  },
  card({ notice: { id, recipient }, expiration, userId }, reader) {
    const about = { expiration, noticeId: id };
    const card =
      recipient.kind === 'owner' ? expiryNoticeCard({ ...about, userId }, reader) : channelNoticeCard(about, reader);
    return { ...card, showsNotice: id };
  },
});
