import { z } from 'zod';
import { requestsListCard } from '../../cards/requests-list.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { defineOperation } from '../define-operation.ts';
import { pageUpTo, timePlace } from '../time-place.ts';

export const requestsPerPage = 8;

/** What the caller has asked for, newest first. */
export const myRequests = defineOperation({
  name: 'request.mine',
  phrases: [
    'my requests',
    'show my requests',
    'list my requests',
    'what did i ask for',
    'what have i asked for',
    'status of my requests',
    'status of my request',
    'my request',
    'withdraw',
    'take back',
    'cancel my request',
    'cancel request',
    'requests',
    'status',
  ],
  sayings: [
    'how are|is my requests|request doing|going|standing',
    'did|has anybody approve|approved|decide|decided my request|requests',
    'is my request approved',
    'where is my request',
    'what happened|became to|of my request|requests',
  ],
  summary: 'Show what you have asked for and how it stands',
  example: 'my requests',
  input: z.object({ next: timePlace }),
  scopes: [],

  async run({ next }, { store, caller }) {
    const found = await store.requests.byRequester(caller.tenantId, caller.userId, {
      limit: requestsPerPage + 1,
      ...(next && { before: { createdAt: next.at, id: next.id } }),
    });
    return pageOf(found);
  },
  card: requestsListCard,
});

/** @param found one more than a page, where there are so many */
export function pageOf(found: readonly GroupRequest[]): { requests: GroupRequest[]; next?: string } {
  const { shown: requests, ...rest } = pageUpTo(requestsPerPage, found, ({ createdAt: at, id }) => ({ at, id }));
  return { requests, ...rest };
}
