import { z } from 'zod';
import { waitingListCard, type WaitingList } from '../../cards/waiting-list.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { placeText, timePlace, type TimePlace } from '../time-place.ts';
import { pageOf, requestsPerPage } from './list-requests.ts';

/**
 * The requests on which the caller was asked to decide, in their own place or in that of somebody who is away, and that still
 * wait, oldest first. Several can be decided together.
 */
export const waitingRequests = defineOperation({
  name: 'request.waiting',
  phrases: [
    'waiting for me',
    "what's waiting for me",
    'what is waiting for me',
    'what waits for me',
    'pending requests',
    'pending approvals',
    'my approvals',
    'approvals',
    'to approve',
    'requests to approve',
    'approve requests',
    'requests for me',
    'requests waiting for me',
    'approve',
    'reject',
    'decide',
  ],
  sayings: [
    'anything waiting for me',
    'is there anything waiting for me',
    'what do i have|need to approve|decide',
    'who is waiting for my approval|decision|me',
    'is anybody waiting for me',
  ],
  summary: 'Show the requests that wait for your decision',
  example: 'waiting for me',
  input: z.object({
    next: timePlace,
    all: z.literal('yes', { error: 'This button is broken. Ask again.' }).optional(),
  }),
  scopes: [],

  async run({ next, all }, services) {
    const page = await waitingPage(next, services);
    return all ? { ...page, chosen: page.requests.map(({ id }) => id) } : page;
  },
  card: waitingListCard,
});

/** One page of what waits for the caller. @param from where it begins, as a card carries it; with the oldest when absent */
export async function waitingPage(from: TimePlace | undefined, { store, caller }: Services): Promise<WaitingList> {
  const found = await store.requests.waitingFor(caller.tenantId, caller.userId, {
    limit: requestsPerPage + 1,
    ...(from && { after: { createdAt: from.at, id: from.id } }),
  });
  return { ...pageOf(found), ...(from && { from: placeText(from) }) };
}
