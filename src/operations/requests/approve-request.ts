import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { isAboutMembership } from '../../domain/request-kinds.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { requestNow } from './decide.ts';
import { pressed } from './press.ts';
import { shownToCaller } from './show-request-card.ts';

/**
 * Lets in whom the request is about, as the owner who pressed. Everything is checked again on each press; a later one is told who
 * was faster.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const approveRequest = defineOperation({
  name: 'request.approve',
  phrases: [],
  summary: 'Approve a request',
  example: '',
  input: z.object({ requestId, stage: stagePressed }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id, stage }, services) {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    // Its token could not do the other kinds; their cards ask for the operations that can.
    if (!isAboutMembership(request)) throw noSuchRequest();
    const callerId = services.caller.userId;
    return { ...(await pressed(request, { stage, approves: true }, services)), callerId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});
