import { z } from 'zod';
import { askedNow, delegatesNow, isOpen, wasHandedTo, type GroupRequest } from '../domain/requests.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import { drawRequest } from './draw-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { colleagueJob, reachJob } from '../operations/requests/request-jobs.ts';
import { outcomeOf } from './job-outcome.ts';
import { keepTrue } from './keep-true.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { sendOnce } from './send-once.ts';

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
    if (!request || !isOpen(request) || isOver(request, delivery)) return;
    await askColleague(request, delivery, parts);
    if (await isDelivered(request, delivery, parts)) return;
    signal.throwIfAborted();

    const sent = await send(job, request, delivery, parts);
    await keepTrue(request, delivery, sent, parts.store);
  };
}

/** A stage that is over asks nobody any more, and so does somebody who is back. */
function isOver(request: GroupRequest, { role, stage, recipientId }: Delivery): boolean {
  if (role !== 'approver') return false;
  const isHanded = wasHandedTo(request, recipientId) && !askedNow(request).some(({ id }) => id === recipientId);
  const isBack = isHanded && !delegatesNow(request).some(({ delegate }) => delegate.id === recipientId);
  return request.stage > stage || isBack;
}

/** Whoever is away by now is asked nevertheless, and a colleague in their place too. */
async function askColleague(request: GroupRequest, { role, recipientId }: Delivery, { store }: HandlerParts) {
  if (role !== 'approver') return;
  const colleagues = delegatesNow(request).filter(({ person }) => person.id === recipientId);
  if (colleagues.length > 0)
    await store.jobs.enqueue(colleagues.map(({ delegate }) => colleagueJob(request, delegate.id)));
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
  const { store, clock } = parts;
  try {
    const recipient = { userId: recipientId, tenantId: job.tenantId };
    const card = drawRequest(request, role, await readerOfRecipient(recipient, parts));
    return await sendOnce(job, recipientId, card, parts);
  } catch (error) {
    const isLast = outcomeOf(error, job).waitSeconds === undefined;
    if (role === 'approver' && isLast) {
      await store.jobs.enqueue([reachJob(request, recipientId, job.attempt, clock.now())]);
    }
    throw error;
  }
}
