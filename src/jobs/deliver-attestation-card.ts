import { z } from 'zod';
import { attestationCard } from '../cards/attestation-card.ts';
import type { Attestation } from '../domain/attestation.ts';
import { updateAttestationJob } from '../operations/attestation/attestation-jobs.ts';
import { attestationShown } from '../operations/attestation/attestation-now.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = z.object({
  attestationId: z.string(),
  recipientId: z.string(),
  occasion: z.enum(['asked', 'reminded', 'escalated']),
});

/**
 * Asks somebody to confirm a group, when they wake, and once for each occasion: a recorded copy ends it. What is answered by
 * then is not asked.
 */
export function deliverAttestationCard(parts: HandlerParts): Handler {
  const { store } = parts;
  return async (job, signal) => {
    const { tenantId, payload: given } = job;
    const { attestationId, recipientId, occasion } = payload.parse(given);
    const attestation = await store.attestations.get(tenantId, attestationId);
    if (attestation?.state !== 'open') return;
    const recipient = { userId: recipientId, tenantId };
    await waitForWaking(recipient, parts);
    const copies = await store.attestations.copies(attestation);
    if (copies.some((copy) => copy.recipientId === recipientId && copy.occasion === occasion)) return;
    signal.throwIfAborted();
    const sent = await sendOnce(job, recipientId, await draw(attestation, recipientId, parts), parts);
    const { conversationId, activityId } = sent;
    const copy = { conversationId, activityId, tenantId, attestationId, recipientId, occasion };
    await store.attestations.addCopy(copy);
    // What changed between drawing and recording did not know of this message.
    const now = await store.attestations.get(tenantId, attestationId);
    if (now && (sent.isOld || now.revision !== attestation.revision))
      await store.jobs.enqueue([updateAttestationJob(now, copy, ':late')]);
  };
}

const update = z.object({
  attestationId: z.string(),
  conversationId: z.string(),
  activityId: z.string(),
  recipientId: z.string(),
});

/** Brings one card about a group to confirm to how it stands; two of these may overtake each other. */
export function updateAttestationCard(parts: HandlerParts): Handler {
  const { store, messenger } = parts;
  return async ({ tenantId, payload: given }, signal) => {
    const { attestationId, conversationId, activityId, recipientId } = update.parse(given);
    let drawn: number | undefined;
    for (;;) {
      const attestation = await store.attestations.get(tenantId, attestationId);
      if (!attestation || attestation.revision === drawn) return;
      signal.throwIfAborted();
      await messenger.update({ conversationId, activityId, tenantId }, await draw(attestation, recipientId, parts));
      drawn = attestation.revision;
    }
  };
}

async function draw(attestation: Attestation, userId: string, parts: HandlerParts): Promise<CardMessage> {
  const reader = await readerOfRecipient({ tenantId: attestation.tenantId, userId }, parts);
  return attestationCard(await attestationShown(attestation, userId, parts.store), reader);
}
