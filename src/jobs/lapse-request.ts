import { endsAt } from '../domain/requests.ts';
import { moveByItself } from '../operations/requests/move-by-itself.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';

/** Ends a request that nobody decided or carried out in time. */
export function lapseRequest({ store, clock }: HandlerParts): Handler {
  return async (job) => {
    const request = await requestOf(job, requestPayload.parse(job.payload), store);
    const end = request && endsAt(request);
    if (!end || clock.now() < end) return;
    await moveByItself(store, request, { status: 'lapsed' }, 'request.lapse', clock.now());
  };
}
