import { expirationStamp } from '../domain/expiry.ts';
import { drawNotice } from './draw-notice.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { noticePayload } from './notice-payload.ts';

/** Brings the message of a notice to how things stand. It looks again afterwards, as `update-request-card` does. */
export function updateNotice(parts: HandlerParts): Handler {
  return async ({ tenantId, payload }, signal) => {
    const { noticeId } = noticePayload.parse(payload);
    let drawn: string | undefined;
    for (;;) {
      const found = await parts.store.notices.get(tenantId, noticeId);
      if (!found?.notice.message || expirationStamp(found.expiration) === drawn) return;
      signal.throwIfAborted();
      const card = await drawNotice(found.notice, found.expiration, parts);
      await parts.messenger.update({ tenantId, ...found.notice.message }, card);
      drawn = expirationStamp(found.expiration);
    }
  };
}
