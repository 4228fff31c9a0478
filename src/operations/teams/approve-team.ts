import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import { broughtUpToDate } from '../requests/bring-up-to-date.ts';
import { requestNow } from '../requests/decide.ts';
import { pressed } from '../requests/press.ts';
import { shownToCaller } from '../requests/show-request-card.ts';

/**
 * Approves a request for a team and puts it on the group, as the owner who pressed; pressed again, goes on where that
 * stopped.
 * @throws AppError `request.not-found`, `request.own`, `request.not-owner`
 * @see https://learn.microsoft.com/graph/api/team-put-teams
 */
export const approveTeam = defineOperation({
  name: 'request.approve-team',
  phrases: [],
  summary: 'Approve a team, or try again to put it on its group',
  example: '',
  input: z.object({ requestId, stage: stagePressed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id, stage }, services) {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (request.kind !== 'team') throw noSuchRequest();
    return { ...(await pressed(request, { stage, approves: true }, services)), callerId: services.caller.userId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});
