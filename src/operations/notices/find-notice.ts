import { AppError } from '../../domain/errors.ts';
import type { Expiration, Notice } from '../../domain/expiry.ts';
import type { Services } from '../operation.ts';

/**
 * A notice that the caller was sent.
 * @throws AppError `notice.not-found`, also for one of somebody else
 */
export async function ownNotice(
  noticeId: string,
  { store, caller }: Pick<Services, 'store' | 'caller'>,
): Promise<{ notice: Notice; expiration: Expiration }> {
  const found = await store.notices.get(caller.tenantId, noticeId);
  const { recipient } = found?.notice ?? {};
  if (!found || recipient?.kind !== 'owner' || recipient.userId !== caller.userId) throw noSuchNotice();
  return found;
}

export function noSuchNotice(): AppError {
  return new AppError('notFound', {
    code: 'notice.not-found',
    advice:
      'This notice cannot be found. It may be old, or meant for somebody else. “My groups” shows how yours stand.',
  });
}
