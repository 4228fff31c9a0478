import { z } from 'zod';
import { handedOverCard } from '../cards/handed-over.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const person = z.object({ id: z.guid(), displayName: z.string() });
const payload = z.object({ groupId: z.guid(), groupName: z.string(), from: person, to: person, recipientId: z.guid() });

/** Tells an owner that a group was handed over, to them or to somebody else. */
export function tellHandOver(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const { tenantId, payload: raw } = job;
    const { groupId, groupName, from, to, recipientId: userId } = payload.parse(raw);
    const recipient = { tenantId, userId };
    const isToYou = userId === to.id;
    // Who owns a group from now on should know at once.
    if (!isToYou) await waitForWaking(recipient, parts);
    signal.throwIfAborted();
    const about = { group: { id: groupId, displayName: groupName }, from, to, isToYou };
    await sendOnce(job, userId, handedOverCard(about, await readerOfRecipient(recipient, parts)), parts);
  };
}
