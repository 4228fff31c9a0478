import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { isCreated, type GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { approveAndCarryOut, carryOut, isOwnApproval } from '../requests/carry-out.ts';
import { lapseIfOverdue, requestNow, tooLate, type Decided } from '../requests/decide.ts';
import { shownToApprover, shownToRequester } from '../requests/show-request-card.ts';

/**
 * Approves a request for a new group and creates it, as whoever presses; pressed again, goes on where that stopped.
 * @throws AppError `request.not-found`, `request.own`, `request.not-approver`
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
export const approveCreation = defineOperation({
  name: 'request.approve-creation',
  phrases: [],
  summary: 'Approve a new group, or finish one',
  example: '',
  input: z.object({ requestId }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id }, services) {
    const request = await lapseIfOverdue(await requestNow(id, services), services);
    if (request.kind !== 'create') throw noSuchRequest();
    return { ...(await approve(request, services)), isOwn: request.requester.id === services.caller.userId };
  },
  changes: ({ change }) => change,
  card: ({ isOwn, ...decided }, reader) =>
    isOwn ? shownToRequester(decided, reader) : shownToApprover(decided, reader),
});

function approve(request: GroupRequest, services: Services): Promise<Decided> | Decided {
  if (isOwnApproval(request, services)) return carryOut(request, services);
  // What was approved stays approved: an owner who finishes the group decides nothing.
  if (request.status === 'failed' && isCreated(request)) return carryOut(request, services);
  const mayGoOn = request.status === 'pending' || request.status === 'failed';
  return mayGoOn ? approveAndCarryOut(request, services) : tooLate(request, services);
}
