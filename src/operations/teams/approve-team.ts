import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { approveAndCarryOut, carryOut, isOwnApproval } from '../requests/carry-out.ts';
import { isTooLate, lapseIfOverdue, requestNow, tooLate, type Decided } from '../requests/decide.ts';
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
    const request = await lapseIfOverdue(await requestNow(id, services), services);
    if (request.kind !== 'team') throw noSuchRequest();
    return { ...(await approve(request, stage, services)), callerId: services.caller.userId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});

function approve(request: GroupRequest, stage: number | undefined, services: Services): Promise<Decided> | Decided {
  if (isOwnApproval(request, services)) return carryOut(request, services);
  const mayGoOn = ['pending', 'agreed', 'failed'].includes(request.status) && !isTooLate(request, stage, services);
  return mayGoOn ? approveAndCarryOut(request, services) : tooLate(request, services, stage);
}
