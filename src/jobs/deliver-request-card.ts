import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { isOpen, stateStamp, type GroupRequest } from '../domain/requests.ts';
import type { ClaimedJob } from '../ports/store.ts';
import { drawRequest } from './draw-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { reachJob, updateJob } from '../operations/requests/request-jobs.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({ recipientId: z.string(), role: z.enum(['approver', 'requester']) });
type Delivery = z.output<typeof payload>;

/**
 * Sends a request's card to one person, once: a recorded copy ends it. What was decided before anybody saw it is not
 * sent any more.
 * @throws AppError `message.unreachable`, after seeing to it that the requester hears if nobody could be reached
 */
export function deliverRequestCard(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const delivery = payload.parse(job.payload);
    const request = await requestOf(job, delivery, parts.store);
    if (!request || !isOpen(request) || (await isDelivered(request, delivery, parts))) return;
    signal.throwIfAborted();

    const sent = await send(job, request, delivery, parts);
    await parts.store.requests.addCopy({
      requestId: request.id,
      tenantId: job.tenantId,
      recipientId: delivery.recipientId,
      role: delivery.role,
      ...sent,
    });
    await catchUp(request, delivery.recipientId, parts);
  };
}

async function isDelivered(
  request: GroupRequest,
  { recipientId, role }: Delivery,
  { store }: HandlerParts,
): Promise<boolean> {
  const copies = await store.requests.copies(request.tenantId, request.id);
  return copies.some((copy) => copy.recipientId === recipientId && copy.role === role);
}

async function send(job: ClaimedJob, request: GroupRequest, { recipientId, role }: Delivery, parts: HandlerParts) {
  const { messenger, store, clock } = parts;
  try {
    const recipient = { userId: recipientId, tenantId: job.tenantId };
    return await messenger.send(recipient, drawRequest(request, role, await readerOfRecipient(recipient, parts)));
  } catch (error) {
    if (role === 'approver' && error instanceof AppError && error.code === 'message.unreachable') {
      await store.jobs.enqueue([reachJob(request, recipientId, job.attempt, clock.now())]);
    }
    throw error;
  }
}

/** A decision that fell between drawing and recording did not know of this copy. */
async function catchUp(drawn: GroupRequest, recipientId: string, { store }: HandlerParts): Promise<void> {
  const now = await store.requests.get(drawn.tenantId, drawn.id);
  if (!now || stateStamp(now) === stateStamp(drawn)) return;
  const copies = await store.requests.copies(now.tenantId, now.id);
  await store.jobs.enqueue(
    copies.filter((copy) => copy.recipientId === recipientId).map((copy) => updateJob(now, copy)),
  );
}
