import { z } from 'zod';
import { isCreated, type GroupRequest } from '../../domain/requests.ts';
import { requestRequester } from '../../domain/rules.ts';
import { requestNow } from './decide.ts';
import { announce } from './request-jobs.ts';
import { aboutRequest, requestMoved } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { shownToRequester } from './show-request-card.ts';

/** Takes the caller's own request back, while nobody has decided or what was decided could not be carried out. */
export const withdrawRequest = defineOperation({
  name: 'request.withdraw',
  phrases: [],
  summary: 'Take back a request of yours',
  example: '',
  input: z.object({ requestId }),
  scopes: [],
  allow: requestRequester,

  async run({ requestId: id }, services) {
    const request = await requestNow(id, services);
    if (!canWithdraw(request)) return { request, isChanged: false };
    const isChanged = await withdraw(request, services);
    return { request: await requestNow(id, services), isChanged };
  },

  changes({ request, isChanged }) {
    const about = aboutRequest(request);
    if (isChanged) return { outcome: 'done', ...about };
    // The same button once more, perhaps on another device, is no refusal.
    return request.status === 'withdrawn'
      ? undefined
      : { outcome: 'refused', code: `request.${request.status}`, ...about };
  },

  card({ request, isChanged }, reader) {
    const isLate = !isChanged && request.status !== 'withdrawn';
    return shownToRequester(isLate ? { request, notice: 'It was too late to take this back.' } : { request }, reader);
  },
});

/** A group that is there stays, even where its team is still to come. */
function canWithdraw(request: GroupRequest): boolean {
  if (request.status === 'pending') return true;
  return request.status === 'failed' && !(request.kind === 'create' && isCreated(request));
}

function withdraw(request: GroupRequest, { store, recordEnd }: Services): Promise<boolean> {
  return store.atomically(async (inside) => {
    const isMoved = await inside.requests.move(request.tenantId, request.id, request.status, 'withdrawn');
    if (!isMoved) return false;
    await announce(inside, { ...request, status: 'withdrawn' });
    const details = requestMoved({ status: request.status }, { status: 'withdrawn' });
    await recordEnd?.(inside.audit, { outcome: 'done', ...aboutRequest(request), details });
    return true;
  });
}
