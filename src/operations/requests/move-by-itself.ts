import { randomUUID } from 'node:crypto';
import { timedActor } from '../../domain/audit.ts';
import type { GroupRequest, RequestStatus } from '../../domain/requests.ts';
import type { Store } from '../../ports/store.ts';
import { aboutRequest, requestMoved } from '../audit-subject.ts';
import { announce } from './request-jobs.ts';

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
      ...aboutRequest(request),
      details: requestMoved({ status: request.status }, { status: to.status }),
      correlationId: randomUUID(),
      ...(failureCode !== undefined && { code: failureCode }),
    });
  });
}
