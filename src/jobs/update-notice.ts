import { expirationStamp } from '../domain/expiry.ts';
import type { NoticeAndEnd } from '../ports/notices.ts';
import { drawNotice } from './draw-notice.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { noticePayload } from './notice-payload.ts';

/**
 * Brings the message of a notice to how things stand, also where it tells of further groups. It looks again afterwards, as
 * `update-request-card` does.
 */
export function updateNotice(parts: HandlerParts): Handler {
  return async ({ tenantId, payload }, signal) => {
    const { noticeId } = noticePayload.parse(payload);
    let drawn: string | undefined;
    for (;;) {
      const found = await parts.store.notices.get(tenantId, noticeId);
      if (!found?.notice.message) return;
      const stamp = await stampOf(found, parts);
      if (stamp === drawn) return;
      signal.throwIfAborted();
      const card = await drawNotice(found.notice, found.expiration, parts);
      await parts.messenger.update({ tenantId, ...found.notice.message }, card);
      drawn = stamp;
    }
  };
}

/** Of everything that the message tells. */
async function stampOf({ notice, expiration }: NoticeAndEnd, { store }: HandlerParts): Promise<string> {
  const { tenantId, digestId } = notice;
  if (digestId === undefined) return expirationStamp(expiration);
  const together = await store.notices.inDigest(tenantId, digestId);
  return together.map((one) => expirationStamp(one.expiration)).join(' ');
}
