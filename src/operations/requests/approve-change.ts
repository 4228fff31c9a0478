import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { requestDecider } from '../../domain/rules.ts';
import { carryOutVerb } from '../../cards/request-verbs.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { requestNow } from './decide.ts';
import { pressed } from './press.ts';
import { shownToCaller } from './show-request-card.ts';

const name = 'request.approve-change';

/**
 * Approves that a group or its owners change, and changes it as whoever presses; or carries out, or tries again, what was
 * approved.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`, `request.not-approver`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const approveChange = defineOperation({
  name,
  phrases: [],
  summary: 'Approve a change of a group, or try again to make it',
  example: '',
  input: z.object({ requestId, stage: stagePressed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id, stage }, services) {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (carryOutVerb(request) !== name) throw noSuchRequest();
    const callerId = services.caller.userId;
    return { ...(await pressed(request, { stage, approves: true }, services)), callerId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});
