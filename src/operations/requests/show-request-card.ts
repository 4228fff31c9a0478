import type { Reader } from '../../cards/reader.ts';
import { requestCard, type RequestForApprover } from '../../cards/request-card.ts';
import { requestStatusCard, type RequestForRequester } from '../../cards/request-status.ts';
import { stateStamp, type GroupRequest, type RequestCardCopy } from '../../domain/requests.ts';
import type { Outcome } from '../operation.ts';

/** The card of a request for one of its approvers; the message that shows it is kept true from then on. */
export function shownToApprover(data: RequestForApprover, reader: Reader): Outcome {
  return { ...requestCard(data, reader), shows: shown(data.request, 'approver') };
}

/** The same for the person who asked. */
export function shownToRequester(data: RequestForRequester, reader: Reader): Outcome {
  return { ...requestStatusCard(data, reader), shows: shown(data.request, 'requester') };
}

/** The card for whoever acts now: the one who asked, or one who decides. */
export function shownToCaller(data: RequestForApprover, callerId: string, reader: Reader): Outcome {
  return data.request.requester.id === callerId ? shownToRequester(data, reader) : shownToApprover(data, reader);
}

function shown(request: GroupRequest, role: RequestCardCopy['role']): NonNullable<Outcome['shows']> {
  return { requestId: request.id, role, stage: request.stage, stamp: stateStamp(request) };
}
