import { z } from 'zod';
import { requestToldCard } from '../cards/request-told.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { keepTrue } from './keep-true.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { sendOnce } from './send-once.ts';

const payload = requestPayload.extend({ status: z.string() });

/** Tells whoever asked what became of the request. Said only while it is true: a later change brings its own message. */
export function tellRequester(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const news = payload.parse(job.payload);
    const request = await requestOf(job, news, parts.store);
    const isNobodyReached = news.status === 'unreachable';
    if (request?.status !== (isNobodyReached ? 'pending' : news.status)) return;
    signal.throwIfAborted();
    const recipient = { userId: request.requester.id, tenantId: job.tenantId };
    const card = requestToldCard({ request, isNobodyReached }, await readerOfRecipient(recipient, parts));
    const sent = await sendOnce(job, recipient.userId, card, parts);
    await keepTrue(request, { recipientId: recipient.userId, role: 'requester' }, sent, parts.store);
  };
}
