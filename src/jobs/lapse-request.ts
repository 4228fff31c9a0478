import { randomUUID } from 'node:crypto';
import type { GroupRequest, RequestStatus } from '../domain/requests.ts';
import type { Store } from '../ports/store.ts';
import { timedActor, type Handler, type HandlerParts } from './handler-parts.ts';
import { announce } from '../operations/requests/request-jobs.ts';
import { requestOf, requestPayload } from './request-payload.ts';

/** Ends a request that nobody decided in time. */
export function lapseRequest({ store, clock }: HandlerParts): Handler {
  return async (job) => {
    const request = await requestOf(job, requestPayload.parse(job.payload), store);
    if (request?.status !== 'pending' || clock.now() < request.lapsesAt) return;
    await moveByItself(store, request, { status: 'lapsed' }, 'request.lapse', clock.now());
  };
}

/**
 * Moves a request on without anybody's click, with what follows and a line in the audit trail, if it still stands as it
 * was read.
 */
export async function moveByItself(
  store: Store,
  request: GroupRequest,
  to: { status: RequestStatus; failureCode?: string },
  operation: string,
  now: Date,
): Promise<void> {
  const { failureCode } = to;
  const code = failureCode === undefined ? {} : { failureCode };
  await store.atomically(async (inside) => {
    if (!(await inside.requests.move(request.tenantId, request.id, request.status, to.status, code))) return;
    await announce(inside, { ...request, ...to });
    await inside.audit.append({
      tenantId: request.tenantId,
      at: now,
      actorId: timedActor,
      operation,
      outcome: failureCode === undefined ? 'done' : 'failed',
      groupId: request.group.id,
      requestId: request.id,
      correlationId: randomUUID(),
      ...(failureCode !== undefined && { code: failureCode }),
    });
  });
}
