import { z } from 'zod';
import { fieldChange } from '../../domain/audit.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
import { ownNotice } from './find-notice.ts';
import { announceExpiration, tellNextJob } from './notice-jobs.ts';

/**
 * An owner has nothing to do with a group: written down, shown to the others, and this owner hears no more about the date.
 * They stay an owner until they hand over or drop it, which the card offers. Where no other owner was told, the next are.
 * @throws AppError `notice.not-found`
 */
export const notMine = defineOperation({
  name: 'notice.not-mine',
  phrases: [],
  summary: 'Say that a group that expires is not yours to decide on',
  example: '',
  input: z.object({ noticeId }),
  scopes: [],

  async run({ noticeId: id }, services) {
    const { caller, store, clock } = services;
    const { notice, expiration } = await ownNotice(id, services);
    const by = { id: caller.userId, displayName: caller.displayName };
    const isNew = await store.atomically(async (inside) => {
      if (expiration.state !== 'open') return false;
      if (!(await inside.notices.say(expiration, { what: 'not-mine', by, at: clock.now() }))) return false;
      await announceExpiration(inside, expiration, clock.now());
      await inside.jobs.enqueue([tellNextJob(notice, clock.now(), id)]);
      return true;
    });
    const now = (await store.notices.get(caller.tenantId, id)) ?? { notice, expiration };
    return { isNew, expiration, shown: await readPersonalNotice(now, store, { isOpen: true }) };
  },
  changes: ({ isNew, expiration }) =>
    isNew
      ? {
          outcome: 'done',
          groupId: expiration.groupId,
          details: [fieldChange('ownership', 'word', { to: 'not mine' })],
        }
      : undefined,
  card: ({ shown }, reader) => personalNoticeCard(shown, reader),
});
