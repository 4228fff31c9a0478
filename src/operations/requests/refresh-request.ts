import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { everybodyAsked, wasHandedTo } from '../../domain/requests.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import { requestNow } from './decide.ts';
import { shownToApprover, shownToRequester } from './show-request-card.ts';

/**
 * Draws a request anew for those whose card it is: whoever made it and whoever was asked, in their own place or another's. They are told of every change
 * anyway, so nobody has to be signed in for it, and it works right after a restart.
 * @throws AppError `request.not-found`, to everybody else too
 */
export const refreshRequest = defineOperation({
  name: 'request.refresh',
  phrases: [],
  summary: 'Bring the card of a request up to date',
  example: '',
  input: z.object({ requestId }),
  scopes: [],

  async run({ requestId: id }, services) {
    const { userId } = services.caller;
    const request = await requestNow(id, services);
    const isOwn = request.requester.id === userId;
    const isAsked = everybodyAsked(request).some(({ id }) => id === userId) || wasHandedTo(request, userId);
    if (!isOwn && !isAsked) throw noSuchRequest();
    return { request, isOwn };
  },
  card: ({ request, isOwn }, reader) =>
    isOwn ? shownToRequester({ request }, reader) : shownToApprover({ request }, reader),
});
