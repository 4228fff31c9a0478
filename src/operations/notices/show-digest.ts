import { z } from 'zod';
import { isPersonal } from '../../domain/expiry.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
import { noSuchNotice } from './find-notice.ts';

/**
 * Draws a message that tells of several groups anew for its reader, with one of its rows open where that was pressed. Cards
 * ask for it by themselves, which also tells that their message has arrived, as `notice.show` does for one group.
 */
export const showDigest = defineOperation({
  name: 'notice.digest',
  phrases: [],
  summary: 'Bring a notice about several groups up to date',
  example: '',
  input: z.object({ digestId: noticeId, open: noticeId.optional() }),
  scopes: [],

  async run({ digestId, open }, { store, caller }) {
    const rows = await store.notices.inDigest(caller.tenantId, digestId);
    const [first] = rows;
    const recipient = first?.notice.recipient;
    if (!first || !recipient || !isPersonal(recipient) || recipient.userId !== caller.userId) throw noSuchNotice();
    const opened = rows.find(({ notice }) => notice.id === open);
    return readPersonalNotice(opened ?? first, store, { isOpen: opened !== undefined });
  },
  card: personalNoticeCard,
});
