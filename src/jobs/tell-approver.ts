import { z } from 'zod';
import { approverToldCard, approverNews } from '../cards/approver-told.ts';
import { delegateDenied, isWaitingFor, type GroupRequest } from '../domain/requests.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { keepTrue } from './keep-true.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = requestPayload.extend({ recipientId: z.string(), stage: z.int(), what: z.enum(approverNews) });
type News = z.output<typeof payload>;

/** A short message to somebody who was asked, while what it says is true; never in their quiet hours. */
export function tellApprover(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const news = payload.parse(job.payload);
    const request = await requestOf(job, news, parts.store);
    if (!request || !isTrue(request, news)) return;
    const recipient = { userId: news.recipientId, tenantId: job.tenantId };
    // What somebody has decided never waits.
    if (news.what !== 'ownerWanted') await waitForWaking(recipient, parts);
    signal.throwIfAborted();
    const card = approverToldCard({ request, what: news.what }, await readerOfRecipient(recipient, parts));
    const sent = await sendOnce(job, news.recipientId, card, parts);
    await keepTrue(request, { recipientId: news.recipientId, role: 'approver' }, sent, parts.store);
  };
}

function isTrue(request: GroupRequest, { what, stage, recipientId }: News): boolean {
  if (what === 'lapsed') return request.status === 'lapsed';
  if (what === 'nudged') return request.stage === stage && isWaitingFor(request, recipientId);
  if (what === 'ownerWanted') return request.status === 'failed' && request.failureCode === delegateDenied;
  return request.status === 'pending' && request.stage === stage && isWaitingFor(request, recipientId);
}
