import type { Reader } from '../cards/reader.ts';
import { requestCard } from '../cards/request-card.ts';
import { requestStatusCard } from '../cards/request-status.ts';
import type { GroupRequest, RequestCardCopy } from '../domain/requests.ts';
import type { CardMessage } from '../ports/messenger.ts';

/** A request as one person sees it in a message that nobody asked for just now. */
export function drawRequest(request: GroupRequest, role: RequestCardCopy['role'], reader: Reader): CardMessage {
  return role === 'approver' ? requestCard({ request }, reader) : requestStatusCard({ request }, reader);
}
