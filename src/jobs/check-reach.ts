import type { Handler, HandlerParts } from './handler-parts.ts';
import { cardKey, unreachableJob } from '../operations/requests/request-jobs.ts';
import { askedNow } from '../domain/requests.ts';
import { requestOf, requestPayload } from './request-payload.ts';

/**
 * Tells the requester when no approver could be reached. Every approver who could not be starts one of these, a while
 * after: the last of them finds all the failures on record, in whatever order they came.
 */
export function checkReach({ store }: HandlerParts): Handler {
  return async (job) => {
    const request = await requestOf(job, requestPayload.parse(job.payload), store);
    if (request?.status !== 'pending') return;
    const copies = await store.requests.copies(job.tenantId, request.id);
    if (copies.some((copy) => copy.role === 'approver')) return;
    const dead = new Set((await store.jobs.dead(job.tenantId)).map(({ key }) => key));
    if (!askedNow(request).every(({ id }) => dead.has(cardKey(request, id)))) return;
    await store.jobs.enqueue([unreachableJob(request)]);
  };
}
