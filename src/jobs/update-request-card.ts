import { z } from 'zod';
import { stateStamp } from '../domain/requests.ts';
import { drawRequest } from './draw-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({
  conversationId: z.string(),
  activityId: z.string(),
  recipientId: z.string(),
  role: z.enum(['approver', 'requester']),
  /** The stamp of the request as the message may show it; where it still stands so, nothing is to be done. */
  drawn: z.string().optional(),
});

/**
 * Brings one copy of a request's card to how the request stands. It looks again afterwards: two of these may overtake
 * each other, and the last to write has to have written the truth.
 */
export function updateRequestCard(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const copy = payload.parse(job.payload);
    let { drawn } = copy;
    for (;;) {
      const request = await requestOf(job, copy, parts.store);
      if (!request || stateStamp(request) === drawn) return;
      signal.throwIfAborted();
      const { conversationId, activityId, recipientId, role } = copy;
      const { tenantId } = job;
      const reader = await readerOfRecipient({ tenantId, userId: recipientId }, parts);
      await parts.messenger.update({ conversationId, activityId, tenantId }, drawRequest(request, role, reader));
      drawn = stateStamp(request);
    }
  };
}
