import { checkReach } from './check-reach.ts';
import { deliverRequestCard } from './deliver-request-card.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { lapseRequest } from './lapse-request.ts';
import { settleApproval } from './settle-approval.ts';
import { tellRequester } from './tell-requester.ts';
import { updateRequestCard } from './update-request-card.ts';

/** @returns the handler of each kind of job, for the runner */
export function createJobHandlers(parts: HandlerParts): Record<string, Handler> {
  return {
    'deliver-request-card': deliverRequestCard(parts),
    'update-request-card': updateRequestCard(parts),
    'tell-requester': tellRequester(parts),
    'check-reach': checkReach(parts),
    'lapse-request': lapseRequest(parts),
    'settle-approval': settleApproval(parts),
  };
}
