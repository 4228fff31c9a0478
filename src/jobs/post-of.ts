import type { Notice } from '../domain/expiry.ts';
import type { ExpirationKey } from '../ports/notices.ts';
import type { Store } from '../ports/store.ts';

/** The post in the team's channel that tells of this end; the last one, should there be more. */
export async function postOf(key: ExpirationKey, { notices }: Pick<Store, 'notices'>): Promise<Notice | undefined> {
  const about = await notices.about(key);
  return about.findLast(
    ({ recipient, message, rootId }) => recipient.kind === 'channel' && message !== undefined && rootId === undefined,
  );
}
