import { z } from 'zod';
import { termCard } from '../cards/term-card.ts';
import { termStamp, type MembershipTerm } from '../domain/terms.ts';
import { occasionOf, updateTermJob } from '../operations/terms/term-jobs.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForMorning } from './waking-moment.ts';

const payload = z.object({ termId: z.string(), recipientId: z.string(), occasion: z.string() });

/** Sends one card about a membership for a time, once: a recorded copy ends it. What does not run any more is not told. */
export function deliverTermCard(parts: HandlerParts): Handler {
  const { store } = parts;
  return async (job, signal) => {
    const { tenantId, payload: given } = job;
    const { termId, recipientId, occasion } = payload.parse(given);
    const term = await store.terms.get(tenantId, termId);
    if (!term || !isStillNews(term, occasion)) return;
    const copies = await store.terms.copies(tenantId, termId);
    if (copies.some((copy) => copy.recipientId === recipientId && copy.occasion === occasion)) return;
    // What comes later than a day before does not wait.
    if (occasion === occasionOf(term, 'day'))
      await waitForMorning({ tenantId, userId: recipientId }, term.endsAt, parts);
    signal.throwIfAborted();
    const sent = await sendOnce(job, recipientId, await drawTerm(term, recipientId, parts), parts);
    const { conversationId, activityId } = sent;
    const copy = { conversationId, activityId, tenantId, termId, recipientId, occasion };
    await store.terms.addCopy(copy);
    // What changed between drawing and recording did not know of this message.
    const now = await store.terms.get(tenantId, termId);
    if (now && (sent.isOld || termStamp(now) !== termStamp(term)))
      await store.jobs.enqueue([updateTermJob(now, copy, ':late')]);
  };
}

function isStillNews({ state, endsAt }: MembershipTerm, occasion: string): boolean {
  return state === 'running' ? occasion.endsWith(`@${endsAt.getTime()}`) : occasion === state;
}

const update = z.object({
  termId: z.string(),
  conversationId: z.string(),
  activityId: z.string(),
  recipientId: z.string(),
});

/** Brings one card about a membership for a time to how it stands; two of these may overtake each other. */
export function updateTermCard(parts: HandlerParts): Handler {
  const { store, messenger } = parts;
  return async ({ tenantId, payload: given }, signal) => {
    const { termId, conversationId, activityId, recipientId } = update.parse(given);
    let drawn: string | undefined;
    for (;;) {
      const term = await store.terms.get(tenantId, termId);
      if (!term || termStamp(term) === drawn) return;
      signal.throwIfAborted();
      await messenger.update({ conversationId, activityId, tenantId }, await drawTerm(term, recipientId, parts));
      drawn = termStamp(term);
    }
  };
}

async function drawTerm(term: MembershipTerm, recipientId: string, parts: HandlerParts): Promise<CardMessage> {
  const reader = await readerOfRecipient({ tenantId: term.tenantId, userId: recipientId }, parts);
  return termCard({ term, isMember: term.person.id === recipientId }, reader);
}
