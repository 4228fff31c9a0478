import { z } from 'zod';
import { ownerLeftCard } from '../cards/owner-told.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = z.object({
  group: z.object({ id: z.string(), displayName: z.string() }),
  userId: z.string(),
  count: z.number(),
  left: z.string().optional(),
});

/** Tells an owner who remains that another has left, when they are awake. */
export function tellOwnerLeft(parts: HandlerParts): Handler {
  return async (job, signal) => {
    const { tenantId, payload: given } = job;
    const { group, userId, count, left } = payload.parse(given);
    await waitForWaking({ tenantId, userId }, parts);
    const reader = await readerOfRecipient({ tenantId, userId }, parts);
    signal.throwIfAborted();
    const shown = { group, count, ...(left !== undefined && { left: { displayName: left } }) };
    await sendOnce(job, userId, ownerLeftCard(shown, reader), parts);
  };
}
