import { z } from 'zod';
import { anyReader } from '../cards/reader.ts';
import { requestToldCard } from '../cards/request-told.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({ status: z.string() });

/** Tells whoever asked what became of the request. Said only while it is true: a later change brings its own message. */
export function tellRequester({ store, messenger, clock }: HandlerParts): Handler {
  return async (job, signal) => {
    const news = payload.parse(job.payload);
    const request = await requestOf(job, news, store);
    const isNobodyReached = news.status === 'unreachable';
    if (request?.status !== (isNobodyReached ? 'pending' : news.status)) return;
    signal.throwIfAborted();
    const card = requestToldCard({ request, isNobodyReached }, anyReader(clock.now()));
    await messenger.send({ userId: request.requester.id, tenantId: job.tenantId }, card);
  };
}
