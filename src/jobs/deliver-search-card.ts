import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Candidate, OwnerSearch } from '../domain/owner-search.ts';
import { readerFor, updateSearchJob } from '../operations/ownerless/search-jobs.ts';
import { giveWay } from '../operations/ownerless/search-steps.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import type { CardMessage } from '../ports/messenger.ts';
import { drawSearch } from './draw-search.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { sendOnce, type Delivered } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const payload = z.object({ searchId: z.string(), recipientId: z.string(), occasion: z.string() });
type Payload = z.output<typeof payload>;

/**
 * Sends one card about a search for an owner, once: a recorded copy ends it. What is not to be asked any more is not. Who
 * cannot be reached gives way to the next.
 */
export function deliverSearchCard(parts: HandlerParts): Handler {
  const { store } = parts;
  return async (job, signal) => {
    const { tenantId, payload: given } = job;
    const about = payload.parse(given);
    const { searchId, recipientId, occasion } = about;
    const search = await store.ownerSearches.get(tenantId, searchId);
    const candidate = await store.ownerSearches.candidate(tenantId, searchId, recipientId);
    if (!search || !isStillNews(search, candidate, occasion)) return;
    const copies = await store.ownerSearches.copies(tenantId, searchId);
    if (copies.some((copy) => copy.recipientId === recipientId && copy.occasion === occasion)) return;
    if (occasion.startsWith('ask@') || occasion.startsWith('exhausted@'))
      await waitForWaking({ tenantId, userId: recipientId }, parts);
    const message = await drawSearch(search, about, parts);
    if (!message) return;
    signal.throwIfAborted();
    const sent = await send(job, message, about, candidate, parts);
    if (!sent) return;
    const { conversationId, activityId } = sent;
    const copy = { conversationId, activityId, tenantId, searchId, recipientId, occasion };
    await store.ownerSearches.addCopy(copy);
    // What changed between drawing and recording did not know of this message.
    const now = await store.ownerSearches.get(tenantId, searchId);
    if (now && (sent.isOld || now.revision !== search.revision))
      await store.jobs.enqueue([updateSearchJob(now, copy, ':late')]);
  };
}

async function send(
  job: ClaimedJob,
  message: CardMessage,
  { occasion, recipientId }: Payload,
  candidate: Candidate | undefined,
  parts: HandlerParts,
): Promise<Delivered | undefined> {
  const { store, policy, clock } = parts;
  try {
    return await sendOnce(job, recipientId, message, parts);
  } catch (error) {
    const isOut = error instanceof AppError && error.code === 'message.unreachable';
    if (!isOut || !candidate || readerFor(occasion) !== 'candidate') throw error;
    const terms = { policy: policy(), now: clock.now() };
    await store.atomically((inside) => giveWay(inside, candidate, 'unreachable', terms));
    return undefined;
  }
}

function isStillNews({ state }: OwnerSearch, candidate: Candidate | undefined, occasion: string): boolean {
  if (occasion === 'owner') return state === 'confirmed';
  if (occasion.startsWith('ask@')) return state === 'asking' && candidate?.state === 'asked';
  return occasion.startsWith('exhausted@') ? state === 'exhausted' : state === 'accepted';
}

const update = payload.extend({ conversationId: z.string(), activityId: z.string() });

/** Brings one card about a search to how it stands; two of these may overtake each other. */
export function updateSearchCard(parts: HandlerParts): Handler {
  const { store, messenger } = parts;
  return async ({ tenantId, payload: given }, signal) => {
    const about = update.parse(given);
    const { searchId, conversationId, activityId } = about;
    let drawn: number | undefined;
    for (;;) {
      const search = await store.ownerSearches.get(tenantId, searchId);
      if (!search || search.revision === drawn) return;
      const message = await drawSearch(search, about, parts);
      if (!message) return;
      signal.throwIfAborted();
      await messenger.update({ conversationId, activityId, tenantId }, message);
      drawn = search.revision;
    }
  };
}
