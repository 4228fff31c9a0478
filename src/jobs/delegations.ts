import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { awayCard } from '../cards/away-card.ts';
import { timedActor } from '../domain/audit.ts';
import { delegationStamp, type Delegation } from '../domain/delegations.ts';
import { askedNow, delegatesNow, type GroupRequest } from '../domain/requests.ts';
import { awayOccasions, delegationCardJob, endWithin, updateDelegationJob } from '../operations/away/away-jobs.ts';
import { colleagueJob, updateJob } from '../operations/requests/request-jobs.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { RequestPosition } from '../ports/requests.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { outcomeOf } from './job-outcome.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const about = z.object({ delegationId: z.guid() });

/** Ends a delegation whose time is over. */
export function endDelegation({ store, clock }: HandlerParts): Handler {
  return async ({ tenantId, payload }) => {
    const { delegationId } = about.parse(payload);
    const delegation = await store.delegations.get(tenantId, delegationId);
    const at = clock.now();
    if (!delegation || delegation.ended || at < delegation.until) return;
    await store.atomically(async (inside) => {
      if (!(await endWithin(inside, delegation, at, 'time'))) return;
      await inside.audit.append({
        tenantId,
        at,
        actorId: timedActor,
        operation: 'away.end',
        outcome: 'done',
        subject: { kind: 'person', id: delegation.delegate.id },
        onBehalfOfId: delegation.person.id,
        correlationId: randomUUID(),
      });
    });
  };
}

const handing = about.extend({ occasion: z.enum(['begun', 'ended']) });
const pageSize = 50;

/**
 * What waits for somebody who is away goes to the colleague too, and every card about it says so; when that is over, the
 * cards say that. Done twice it is done once: cards are sent, and brought up to date, by names of their own.
 */
export function handOver({ store }: HandlerParts): Handler {
  return async ({ tenantId, payload }, signal) => {
    const { delegationId, occasion } = handing.parse(payload);
    const delegation = await store.delegations.get(tenantId, delegationId);
    if (!delegation) return;
    let after: RequestPosition | undefined;
    for (;;) {
      signal.throwIfAborted();
      const page = { limit: pageSize, ...(after && { after }) };
      const requests = await store.requests.waitingFor(tenantId, delegation.person.id, page);
      for (const request of requests) await follow(request, delegation, occasion === 'begun', store);
      after = requests.at(-1);
      if (requests.length < pageSize) return;
    }
  };
}

async function follow(
  request: GroupRequest,
  { person, delegate }: Delegation,
  isBegun: boolean,
  store: HandlerParts['store'],
): Promise<void> {
  // What waits for them in the place of somebody else is not handed on.
  if (!askedNow(request).some(({ id }) => id === person.id)) return;
  const isAsked = isBegun && delegatesNow(request).some((one) => one.delegate.id === delegate.id);
  const copies = await store.requests.copies(request.tenantId, request.id);
  await store.jobs.enqueue([
    ...(isAsked ? [colleagueJob(request, delegate.id)] : []),
    ...copies.map((copy) => updateJob(request, copy)),
  ]);
}

const delivery = about.extend({ recipientId: z.string(), occasion: z.enum(awayOccasions) });

/**
 * Tells one of the two that a delegation began or ended, once, when they wake; what has ended meanwhile has not begun.
 * @throws what kept it from being sent; whoever is away hears after the last attempt that the colleague does not know
 */
export function deliverDelegationCard(parts: HandlerParts): Handler {
  const { store } = parts;
  return async (job, signal) => {
    const { tenantId, payload } = job;
    const { delegationId, recipientId, occasion } = delivery.parse(payload);
    const delegation = await store.delegations.get(tenantId, delegationId);
    if (!delegation || (occasion === 'ended') !== (delegation.ended !== undefined)) return;
    const copies = await store.delegations.copies(tenantId, delegationId);
    if (copies.some((copy) => copy.recipientId === recipientId && copy.occasion === occasion)) return;
    const recipient = { userId: recipientId, tenantId };
    await waitForWaking(recipient, parts);
    signal.throwIfAborted();
    const card = await draw(delegation, recipientId, parts, occasion === 'unreached');
    const sent = await sendOnce(job, recipientId, card, parts).catch(async (error: unknown) => {
      // Whoever relies on a colleague hears that it came to nothing.
      const isLast = outcomeOf(error, job).waitSeconds === undefined;
      if (occasion === 'begun' && isLast)
        await store.jobs.enqueue([delegationCardJob(delegation, delegation.person.id, 'unreached')]);
      throw error;
    });
    const { conversationId, activityId } = sent;
    const copy = { conversationId, activityId, tenantId, delegationId, recipientId, occasion };
    await store.delegations.addCopy(copy);
    // What changed between drawing and recording did not know of this message.
    const now = await store.delegations.get(tenantId, delegationId);
    if (now && (sent.isOld || delegationStamp(now) !== delegationStamp(delegation)))
      await store.jobs.enqueue([updateDelegationJob(now, copy, ':late')]);
  };
}

const update = about.extend({ conversationId: z.string(), activityId: z.string(), recipientId: z.string() });

/** Brings one card about a delegation to how it stands; two of these may overtake each other. */
export function updateDelegationCard(parts: HandlerParts): Handler {
  const { store, messenger } = parts;
  return async ({ tenantId, payload }, signal) => {
    const { delegationId, conversationId, activityId, recipientId } = update.parse(payload);
    let drawn: string | undefined;
    for (;;) {
      const delegation = await store.delegations.get(tenantId, delegationId);
      if (!delegation || delegationStamp(delegation) === drawn) return;
      signal.throwIfAborted();
      const place = { conversationId, activityId, tenantId };
      await messenger.update(place, await draw(delegation, recipientId, parts));
      drawn = delegationStamp(delegation);
    }
  };
}

async function draw(
  delegation: Delegation,
  recipientId: string,
  parts: HandlerParts,
  isUnreached = false,
): Promise<CardMessage> {
  const reader = await readerOfRecipient({ tenantId: delegation.tenantId, userId: recipientId }, parts);
  return awayCard({ delegation, isDelegate: delegation.delegate.id === recipientId, isUnreached }, reader);
}
