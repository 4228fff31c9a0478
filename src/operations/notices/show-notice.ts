import { z } from 'zod';
import { channelNoticeCard } from '../../cards/channel-notice.ts';
import { channelReplyCard } from '../../cards/channel-reply.ts';
import { isPersonal } from '../../domain/expiry.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
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
    const recipient = found?.notice.recipient;
    const isForMe = recipient && (!isPersonal(recipient) || recipient.userId === caller.userId);
    if (!found || !isForMe) throw noSuchNotice();
    if (isPersonal(recipient)) return { personal: await readPersonalNotice(found, store) };
    return { channel: found };
  },
  card(shown, reader) {
    if ('personal' in shown) return personalNoticeCard(shown.personal, reader);
    const { notice, expiration } = shown.channel;
    const card =
      notice.rootId === undefined
        ? channelNoticeCard({ expiration, noticeId: notice.id }, reader)
        : channelReplyCard({ expiration, notice }, reader);
    return { ...card, showsNotice: notice.id };
  },
});
