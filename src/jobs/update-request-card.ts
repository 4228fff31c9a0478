import { z } from 'zod';
import { stateStamp } from '../domain/requests.ts';
import { drawRequest } from './draw-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({
  conversationId: z.string(),
  activityId: z.string(),
  role: z.enum(['approver', 'requester']),
});

/**
 * Brings one copy of a request's card to how the request stands. It looks again afterwards: two of these may overtake
 * each other, and the last to write has to have written the truth.
 */
export function updateRequestCard({ store, messenger, clock }: HandlerParts): Handler {
  return async (job, signal) => {
    const copy = payload.parse(job.payload);
    let drawn: string | undefined;
    for (;;) {
      const request = await requestOf(job, copy, store);
      if (!request || stateStamp(request) === drawn) return;
      signal.throwIfAborted();
      const { conversationId, activityId, role } = copy;
      const card = drawRequest(request, role, clock.now());
      await messenger.update({ conversationId, activityId, tenantId: job.tenantId }, card);
      drawn = stateStamp(request);
    }
  };
}
