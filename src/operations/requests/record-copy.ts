import { randomUUID } from 'node:crypto';
import { isOpen, stateStamp, type RequestCardCopy } from '../../domain/requests.ts';
import type { Store } from '../../ports/store.ts';
import { lookAgainJob, updateJob } from './request-jobs.ts';

/**
 * Keeps a message among those that show a request. What changed between drawing and recording did not know of it, or was
 * overwritten by it: then it is brought up to date.
 * @param drawn the stamp of the request as the message shows it
 */
export async function recordCopy(store: Store, copy: RequestCardCopy, drawn: string): Promise<void> {
  await store.requests.addCopy(copy);
  const now = await store.requests.get(copy.tenantId, copy.requestId);
  if (now && stateStamp(now) !== drawn) await store.jobs.enqueue([updateJob(now, copy, randomUUID())]);
}

/**
 * The same for a message whose reader has just pressed something on it: the answer with the card arrives by itself, and
 * may do so after a change that was made meanwhile.
 */
export async function recordAnswer(store: Store, copy: RequestCardCopy, drawn: string, now: Date): Promise<void> {
  await recordCopy(store, copy, drawn);
  const request = await store.requests.get(copy.tenantId, copy.requestId);
  // What was settled when it was drawn does not change any more.
  if (request && (isOpen(request) || stateStamp(request) !== drawn))
    await store.jobs.enqueue([lookAgainJob(request, copy, drawn, now)]);
}

/**
 * A message shows a request, says the client of somebody who looks at it. Its sender may have died before it could keep
 * it among those that show the request; then nobody knows how old it is, and it is brought up to date.
 */
export async function adoptCopy(store: Store, copy: RequestCardCopy): Promise<void> {
  if (!(await store.requests.addCopy(copy))) return;
  const now = await store.requests.get(copy.tenantId, copy.requestId);
  if (now) await store.jobs.enqueue([updateJob(now, copy, randomUUID())]);
}
