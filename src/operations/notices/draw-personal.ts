import { expiryDigestCard, type ExpiryDigest } from '../../cards/expiry-digest.ts';
import { expiryNoticeCard, type ExpiryNotice } from '../../cards/expiry-notice.ts';
import type { Reader } from '../../cards/reader.ts';
import { isPersonal } from '../../domain/expiry.ts';
import type { NoticeAndEnd } from '../../ports/notices.ts';
import type { Store } from '../../ports/store.ts';
import type { Outcome } from '../operation.ts';

/** What the message of a notice to a person shows: that end alone, or all that are one message with it. */
export type PersonalNotice = { digest: ExpiryDigest } | { alone: ExpiryNotice };

/** @param said what came of a press of the button, in plain words @param isOpen whether its row in a digest shows everything */
export async function readPersonalNotice(
  { notice, expiration }: NoticeAndEnd,
  store: Store,
  { said, isOpen = false }: { said?: string | undefined; isOpen?: boolean } = {},
): Promise<PersonalNotice> {
  const { tenantId, digestId, recipient, id } = notice;
  const { kind, userId } = isPersonal(recipient) ? recipient : { kind: 'owner' as const, userId: '' };
  const words = said === undefined ? {} : { notice: said };
  if (digestId === undefined) {
    const about = { expiration, noticeId: id, userId, as: kind, hasTeam: await hasTeam(expiration, store) };
    return { alone: { ...about, ...words } };
  }
  const together = await store.notices.inDigest(tenantId, digestId);
  const rows = await Promise.all(
    together.map(async (row) => ({ ...row, hasTeam: await hasTeam(row.expiration, store) })),
  );
  return { digest: { digestId, rows, userId, ...(isOpen && { open: id }), ...words } };
}

/** @returns the card, and that the message which shows it is that of the notice: it has arrived */
export function personalNoticeCard(shown: PersonalNotice, reader: Reader): Outcome {
  return 'digest' in shown
    ? { ...expiryDigestCard(shown.digest, reader), showsDigest: shown.digest.digestId }
    : { ...expiryNoticeCard(shown.alone, reader), showsNotice: shown.alone.noticeId };
}

async function hasTeam({ tenantId, groupId }: NoticeAndEnd['expiration'], store: Store): Promise<boolean> {
  return (await store.directoryGroups.get(tenantId, groupId))?.hasTeam === true;
}
