import { z } from 'zod';
import { requestsListCard, type RequestsList } from '../../cards/requests-list.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';

const pageSize = 8;
const lostPage = 'This page cannot be found any more. Ask again.';

/** Where a list goes on, as a card carries it: time and id of the last request on the page. */
const nextRequest = z
  .string({ error: lostPage })
  .transform((text) => text.split(' '))
  .pipe(z.tuple([z.iso.datetime(), requestId], { error: lostPage }))
  .transform(([time, id]) => ({ createdAt: new Date(time), id }))
  .optional();

/** The requests on which the caller was asked to decide and that still wait for somebody, oldest first. */
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
  input: z.object({ next: nextRequest }),
  scopes: [],

  async run({ next }, { store, caller }) {
    const found = await store.requests.waitingFor(caller.tenantId, caller.userId, {
      limit: pageSize + 1,
      ...(next && { after: next }),
    });
    return pageOf('waiting', found);
  },
  card: requestsListCard,
});

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
      limit: pageSize + 1,
      ...(next && { before: next }),
    });
    return pageOf('mine', found);
  },
  card: requestsListCard,
});

/** One more than a page was read, to know whether there is another. */
function pageOf(list: RequestsList['list'], found: GroupRequest[]): RequestsList {
  const requests = found.slice(0, pageSize);
  const last = requests.at(-1);
  return {
    list,
    requests,
    ...(found.length > pageSize && last && { next: `${last.createdAt.toISOString()} ${last.id}` }),
  };
}
