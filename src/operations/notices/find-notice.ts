import { AppError } from '../../domain/errors.ts';
import { isPersonal, type PersonalRecipient } from '../../domain/expiry.ts';
import type { NoticeAndEnd } from '../../ports/notices.ts';
import type { Services } from '../operation.ts';

/**
 * A notice that the caller was sent.
 * @param kinds as what they were told; as an owner when absent
 * @throws AppError `notice.not-found`, also for one of somebody else
 */
export async function ownNotice(
  noticeId: string,
  { store, caller }: Pick<Services, 'store' | 'caller'>,
  kinds: readonly PersonalRecipient['kind'][] = ['owner'],
): Promise<NoticeAndEnd> {
  const found = await store.notices.get(caller.tenantId, noticeId);
  const { recipient } = found?.notice ?? {};
  const isOwn = recipient && isPersonal(recipient) && recipient.userId === caller.userId;
  if (!found || !isOwn || !kinds.includes(recipient.kind)) throw noSuchNotice();
  return found;
}

export function noSuchNotice(): AppError {
  return new AppError('notFound', {
    code: 'notice.not-found',
    advice:
      'This notice cannot be found. It may be old, or meant for somebody else. “My groups” shows how yours stand.',
  });
}
