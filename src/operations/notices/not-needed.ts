import { z } from 'zod';
import { fieldChange } from '../../domain/audit.ts';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { noticeId } from '../inputs.ts';
import { personalNoticeCard, readPersonalNotice } from './draw-personal.ts';
import { ownNotice } from './find-notice.ts';
import { announceExpiration } from './notice-jobs.ts';

/**
 * An owner lets a group go at its end: written down, shown to the other owners, and this owner hears no more about the
 * date. Nothing is deleted: any owner can still renew.
 * @throws AppError `notice.not-found`, `group.not-owner`
 */
export const notNeeded = defineOperation({
  name: 'notice.not-needed',
  phrases: [],
  summary: 'Say that a group that expires is not needed',
  example: '',
  input: z.object({ noticeId }),
  scopes: ['GroupMember.Read.All'],

  async run({ noticeId: id }, services) {
    const { caller, store, directory, clock } = services;
    const { notice, expiration } = await ownNotice(id, services);
    const owners = await directory.ownersOf(expiration.groupId);
    if (!owners.some((owner) => owner.id === caller.userId)) throw noOwnerAnyMore(expiration.groupName);
    const said = { by: { id: caller.userId, displayName: caller.displayName }, at: clock.now() };
    await store.atomically(async (inside) => {
      await inside.notices.setNotNeeded(expiration, said);
      await announceExpiration(inside, expiration, clock.now());
    });
    const now = { notice, expiration: { ...expiration, notNeeded: said } };
    return { expiration, shown: await readPersonalNotice(now, store, { isOpen: true }) };
  },
  changes: ({ expiration }) => ({
    outcome: 'done',
    groupId: expiration.groupId,
    details: [fieldChange('needed', 'word', { to: 'no' })],
  }),
  card: ({ shown }, reader) => personalNoticeCard(shown, reader),
});

function noOwnerAnyMore(groupName: string): AppError {
  return new AppError('denied', {
    code: 'group.not-owner',
    advice: `Only owners of “${groupName}” can say that, and you are not one of them any more.`,
  });
}
