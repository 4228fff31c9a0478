import { stateStamp, type GroupRequest, type RequestCardCopy } from '../domain/requests.ts';
import { recordCopy } from '../operations/requests/record-copy.ts';
import type { Store } from '../ports/store.ts';
import type { Delivered } from './send-once.ts';

/**
 * Keeps a job's message among those that show a request, and brings it up to date when the request has changed since it was
 * drawn.
 * @param drawn the request as the message shows it
 */
export async function keepTrue(
  drawn: GroupRequest,
  about: Pick<RequestCardCopy, 'recipientId' | 'role' | 'stage'>,
  { isOld, conversationId, activityId }: Delivered,
  store: Store,
): Promise<void> {
  const { recipientId, role, stage = besideCards } = about;
  const { tenantId, id: requestId } = drawn;
  const copy = { tenantId, requestId, conversationId, activityId, recipientId, role, stage };
  await recordCopy(store, copy, isOld ? '' : stateStamp(drawn));
}

/** Of a message that tells about a request beside its card: it asks about no stage. */
const besideCards = -1;
