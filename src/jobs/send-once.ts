import { randomUUID } from 'node:crypto';
import { removeDoubleJob } from '../operations/notices/notice-jobs.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import type { CardMessage, SentMessage } from '../ports/messenger.ts';
import type { HandlerParts } from './handler-parts.ts';
import { doubtMs, inDoubt, mayHaveArrived, urgentDoubtMs, waitForWord } from './in-doubt.ts';

/** A job's message. `isOld`: it was there already, and may have been drawn long ago. */
export interface Delivered extends SentMessage {
  isOld: boolean;
}

type Json = Record<string, unknown>;

/**
 * Sends the one message of a job to one person. That it is being sent is written down first; a message that may have
 * arrived has a while to say so itself, which it does when somebody looks at it, before it is sent again.
 * @throws AppError `message.in-doubt` (throttled) in this while; and what keeps the message from being sent
 */
export async function sendOnce(
  job: Pick<ClaimedJob, 'tenantId' | 'key' | 'class'>,
  recipientId: string,
  message: CardMessage,
  { store, messenger, clock }: Pick<HandlerParts, 'store' | 'messenger' | 'clock'>,
): Promise<Delivered> {
  const { tenantId, key } = job;
  const { sentMessages } = store;
  const sendingAt = clock.now();
  const newId = randomUUID();
  const before = await sentMessages.begin({
    ...asKept(message, newId),
    tenantId,
    key,
    id: newId,
    recipientId,
    sendingAt,
  });
  if (before?.sent) return { ...before.sent, isOld: true };
  const { id } = before ?? { id: newId };
  if (before) {
    const patienceMs = job.class === 'urgent' ? urgentDoubtMs : doubtMs;
    waitForWord(before.sendingAt, sendingAt, patienceMs);
    if (!(await sentMessages.again(before, { ...asKept(message, id), sendingAt }))) throw inDoubt(patienceMs);
  }

  const sent = await messenger
    .send({ tenantId, userId: recipientId }, speaking(message, id))
    .catch(async (error: unknown) => {
      // An attempt before this one may have arrived all the same.
      if (!mayHaveArrived(error))
        await (before ? sentMessages.again({ ...before, sendingAt }, before) : sentMessages.drop(tenantId, id));
      throw error;
    });
  if ((await sentMessages.record(tenantId, id, sent)) !== 'double') return { ...sent, isOld: false };
  // An earlier one has spoken for itself meanwhile.
  await store.jobs.enqueue([removeDoubleJob(tenantId, sent)]);
  const kept = await sentMessages.get(tenantId, id);
  return { ...(kept?.sent ?? sent), isOld: true };
}

/** One that has no refresh of its own is kept as it is, to be shown again when it asks. */
function asKept(message: CardMessage, id: string): { shown?: CardMessage } {
  return 'refresh' in message.card ? {} : { shown: speaking(message, id) };
}

/** Has a card say which message it stands in: when somebody looks at it, it asks for a refresh. */
function speaking({ card, text }: CardMessage, id: string): CardMessage {
  const own = (card['refresh'] as { action: Json } | undefined)?.action;
  const action = own ?? { type: 'Action.Execute', title: 'Refresh', verb: 'message.show' };
  const data = { ...(action['data'] as Json | undefined), messageId: id };
  return { text, card: { ...card, refresh: { action: { ...action, data } } } };
}
