import { z } from 'zod';
import { moveByItself } from '../operations/requests/move-by-itself.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';

const payload = requestPayload.extend({ decidedAt: z.number() });

/**
 * An approval that was written down but never carried out (the process died, or the approver did not sign in) becomes
 * one that any owner can try again. The bot itself has no right to carry it out.
 */
export function settleApproval({ store, clock }: HandlerParts): Handler {
  return async (job) => {
    const { decidedAt, ...about } = payload.parse(job.payload);
    const request = await requestOf(job, about, store);
    if (request?.status !== 'approved' || request.decision?.at.getTime() !== decidedAt) return;
    await moveByItself(
      store,
      request,
      { status: 'failed', failureCode: 'request.interrupted' },
      'request.settle',
      clock.now(),
    );
  };
}
