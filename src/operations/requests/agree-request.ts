import { z } from 'zod';
import { endsWithApproval } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import { approveAndCarryOut } from './carry-out.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { isTooLate, requestNow, tooLate, type Decided } from './decide.ts';
import { shownToApprover } from './show-request-card.ts';

/**
 * Approves in a stage after which somebody else carries the request out: that takes no right over the group.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`, `request.not-approver`
 */
export const agreeRequest = defineOperation({
  name: 'request.agree',
  phrases: [],
  summary: 'Approve a request that somebody else carries out',
  example: '',
  input: z.object({ requestId, stage: stagePressed }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  async run({ requestId: id, stage }, services): Promise<Decided> {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (request.status !== 'pending' || isTooLate(request, stage, services)) return tooLate(request, services, stage);
    // Its token has no right to carry it out.
    if (endsWithApproval(request))
      return { request, notice: 'Yours is the last word now, which carries it out. Please press Approve once more.' };
    return approveAndCarryOut(request, services);
  },
  changes: ({ change }) => change,
  card: (decided, reader) => shownToApprover(decided, reader),
});
