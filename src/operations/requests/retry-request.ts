import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { isAboutMembership } from '../../domain/request-kinds.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import { requestNow } from './decide.ts';
import { pressed } from './press.ts';
import { shownToCaller } from './show-request-card.ts';

/**
 * Tries again to carry out what was approved and failed. Whoever presses approves it anew, with their own right.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`
 */
export const retryRequest = defineOperation({
  name: 'request.retry',
  phrases: [],
  summary: 'Try again to carry out an approved request',
  example: '',
  input: z.object({ requestId }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id }, services) {
    const request = await requestNow(id, services);
    if (!isAboutMembership(request)) throw noSuchRequest();
    const callerId = services.caller.userId;
    return { ...(await pressed(request, { approves: false }, services)), callerId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});
