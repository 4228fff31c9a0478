import { z } from 'zod';
import { isOpen, stateStamp, type GroupRequest } from '../domain/requests.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import { drawRequest } from './draw-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { recordCopy } from '../operations/requests/record-copy.ts';
import { reachJob } from '../operations/requests/request-jobs.ts';
import { withTimeToSpeak } from './in-doubt.ts';
import { outcomeOf } from './job-outcome.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({
  recipientId: z.string(),
  role: z.enum(['approver', 'requester']),
  stage: z.int().default(0),
});
type Delivery = z.output<typeof payload>;

/**
 * Sends a request's card to one person, once: a recorded copy ends it. What was decided before anybody saw it is not
 * sent any more.
 * @throws what kept it from being sent; after the last attempt it is seen to that the requester hears if nobody has it
 */
export function deliverRequestCard(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const delivery = payload.parse(job.payload);
    const request = await requestOf(job, delivery, parts.store);
    if (!request || !isOpen(request) || isOver(request, delivery) || (await isDelivered(request, delivery, parts)))
      return;
    signal.throwIfAborted();

    const sent = await send(job, request, delivery, parts);
    await recordCopy(parts.store, { ...delivery, tenantId: job.tenantId, ...sent }, stateStamp(request));
  };
}

/** A stage that is over asks nobody any more. */
function isOver({ stage }: GroupRequest, delivery: Delivery): boolean {
  return delivery.role === 'approver' && stage > delivery.stage;
}

async function isDelivered(
  request: GroupRequest,
  { recipientId, role, stage }: Delivery,
  { store }: HandlerParts,
): Promise<boolean> {
  const copies = await store.requests.copies(request.tenantId, request.id);
  return copies.some((copy) => copy.recipientId === recipientId && copy.role === role && (copy.stage ?? 0) >= stage);
}

async function send(job: ClaimedJob, request: GroupRequest, { recipientId, role }: Delivery, parts: HandlerParts) {
  const { messenger, store, clock } = parts;
  try {
    const recipient = { userId: recipientId, tenantId: job.tenantId };
    return await messenger.send(recipient, drawRequest(request, role, await readerOfRecipient(recipient, parts)));
  } catch (error) {
    const isLast = outcomeOf(error, job).waitSeconds === undefined;
    if (role === 'approver' && isLast) {
      await store.jobs.enqueue([reachJob(request, recipientId, job.attempt, clock.now())]);
    }
    throw withTimeToSpeak(error);
  }
}
