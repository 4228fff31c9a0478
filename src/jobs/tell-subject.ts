import { z } from 'zod';
import { subjectNews, subjectToldCard } from '../cards/subject-told.ts';
import { isCreated, isOpen, type GroupRequest } from '../domain/requests.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = requestPayload.extend({ recipientId: z.string(), what: z.enum(subjectNews) });
type News = z.output<typeof payload>;

/** Tells somebody that another one asks for them, which can wait until they wake, and at once what came of it. */
export function tellSubject(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const news = payload.parse(job.payload);
    const request = await requestOf(job, news, parts.store);
    if (!request || !isTrue(request, news)) return;
    const recipient = { userId: news.recipientId, tenantId: job.tenantId };
    if (news.what === 'asked') await waitForWaking(recipient, parts);
    signal.throwIfAborted();
    const card = subjectToldCard({ request, what: news.what }, await readerOfRecipient(recipient, parts));
    await sendOnce(job, recipient.userId, card, parts);
  };
}

function isTrue(request: GroupRequest, { what }: News): boolean {
  if (what === 'asked') return isOpen(request);
  // What failed can be tried again by those who decide; a group that is there is for its owner to finish.
  return request.status === what && (what !== 'failed' || (request.kind === 'create' && isCreated(request)));
}
