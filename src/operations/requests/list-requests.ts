import { z } from 'zod';
import { requestsListCard } from '../../cards/requests-list.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';

export const requestsPerPage = 8;
const lostPage = 'This page cannot be found any more. Ask again.';

/** Where a list goes on, as a card carries it: time and id of the last request on the page. */
export const nextRequest = z
  .string({ error: lostPage })
  .transform((text) => text.split(' '))
  .pipe(z.tuple([z.iso.datetime(), requestId], { error: lostPage }))
  .transform(([time, id]) => ({ createdAt: new Date(time), id }))
  .optional();

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
  input: z.object({ next: nextRequest }),
  scopes: [],

  async run({ next }, { store, caller }) {
    const found = await store.requests.byRequester(caller.tenantId, caller.userId, {
      limit: requestsPerPage + 1,
      ...(next && { before: next }),
    });
    return pageOf(found);
  },
  card: requestsListCard,
});

/** One more than a page was read, to know whether there is another. */
export function pageOf(found: GroupRequest[]): { requests: GroupRequest[]; next?: string } {
  const requests = found.slice(0, requestsPerPage);
  const last = requests.at(-1);
  return {
    requests,
    ...(found.length > requestsPerPage && last && { next: `${last.createdAt.toISOString()} ${last.id}` }),
  };
}
