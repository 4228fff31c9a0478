import { z } from 'zod';
import { commentToldCard } from '../cards/comment-told.ts';
import { isOpen } from '../domain/requests.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = requestPayload.extend({ recipientId: z.string(), commentId: z.string() });

/**
 * Brings what somebody wrote about a request to one of the others: to whoever asked at once, for it is an answer; to those
 * who decide when they wake, and only while there is something to decide.
 */
export function tellComment(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const { recipientId, commentId, ...about } = payload.parse(job.payload);
    const request = await requestOf(job, about, parts.store);
    const comment = await parts.store.requests.commentOf(job.tenantId, about.requestId, commentId);
    if (!request || !comment) return;
    const isOwn = request.requester.id === recipientId;
    if (!isOwn && !isOpen(request)) return;
    const recipient = { userId: recipientId, tenantId: job.tenantId };
    if (!isOwn) await waitForWaking(recipient, parts);
    signal.throwIfAborted();
    const card = commentToldCard({ request, comment, isOwn }, await readerOfRecipient(recipient, parts));
    await sendOnce(job, recipientId, card, parts);
  };
}
