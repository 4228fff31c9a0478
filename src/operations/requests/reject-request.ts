import { z } from 'zod';
import { requestDecider } from '../../domain/rules.ts';
import { aboutRequest } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { reason, requestId, stagePressed } from '../inputs.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { isTooLate, recordDecision, requestNow, tooLate, type Decided } from './decide.ts';
import { shownToApprover } from './show-request-card.ts';

/**
 * Turns a request down. The requester reads why; without a reason the card comes back with its field marked.
 * @throws AppError `request.not-found`, `request.own`, `request.about-you`, `request.not-owner`
 */
export const rejectRequest = defineOperation({
  name: 'request.reject',
  phrases: [],
  isDestructive: true,
  summary: 'Reject a request, with a reason',
  example: '',
  input: z.object({ requestId, stage: stagePressed, reason }),
  scopes: ['GroupMember.Read.All'],
  allow: requestDecider,

  async run({ requestId: id, stage, reason: why }, services): Promise<Decided> {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (request.status !== 'pending' || isTooLate(request, stage, services)) return tooLate(request, services, stage);
    if (why === '') return { request, isReasonMissing: true };

    const rejected = await recordDecision(request, { outcome: 'rejected', reason: why }, services);
    if (!rejected) return tooLate(await requestNow(id, services), services, stage);
    return { request: rejected, change: { outcome: 'done', ...aboutRequest(rejected) } };
  },
  changes: ({ change }) => change,
  card: (decided, reader) => shownToApprover(decided, reader),
});
