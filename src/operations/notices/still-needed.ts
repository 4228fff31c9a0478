import { z } from 'zod';
import { fieldChange } from '../../domain/audit.ts';
import { standInKinds } from '../../domain/expiry.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
import { ownNotice } from './find-notice.ts';
import { announceExpiration } from './notice-jobs.ts';

/**
 * Somebody who is told because no owner could be, and who may not renew the group, says that it is needed: the owners and
 * everybody else who is told reads so. Nothing is renewed by it.
 * @throws AppError `notice.not-found`
 */
export const stillNeeded = defineOperation({
  name: 'notice.still-needed',
  phrases: [],
  summary: 'Say that a group that expires is still needed',
  example: '',
  input: z.object({ noticeId }),
  scopes: [],

  async run({ noticeId: id }, services) {
    const { caller, store, clock } = services;
    const found = await ownNotice(id, services, standInKinds);
    const { expiration } = found;
    const by = { id: caller.userId, displayName: caller.displayName };
    const isNew = await store.atomically(async (inside) => {
      if (expiration.state !== 'open' || expiration.isDeletion) return false;
      if (!(await inside.notices.say(expiration, { what: 'still-needed', by, at: clock.now() }))) return false;
      await announceExpiration(inside, expiration, clock.now());
      return true;
    });
    const now = (await store.notices.get(caller.tenantId, id)) ?? found;
    return { isNew, expiration, shown: await readPersonalNotice(now, store) };
  },
  changes: ({ isNew, expiration }) =>
    isNew
      ? { outcome: 'done', groupId: expiration.groupId, details: [fieldChange('needed', 'word', { to: 'yes' })] }
      : undefined,
  card: ({ shown }, reader) => personalNoticeCard(shown, reader),
});
