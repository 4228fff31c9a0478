import type { Reader } from '../../cards/reader.ts';
import { requestCard, type RequestForApprover } from '../../cards/request-card.ts';
import { requestStatusCard, type RequestForRequester } from '../../cards/request-status.ts';
import type { Outcome } from '../operation.ts';

/** The card of a request for one of its approvers; the message that shows it is kept true from then on. */
export function shownToApprover(data: RequestForApprover, reader: Reader): Outcome {
  return { ...requestCard(data, reader), shows: { requestId: data.request.id, role: 'approver' } };
}

/** The same for the person who asked. */
export function shownToRequester(data: RequestForRequester, reader: Reader): Outcome {
  return { ...requestStatusCard(data, reader), shows: { requestId: data.request.id, role: 'requester' } };
}
