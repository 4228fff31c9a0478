import { randomUUID } from 'node:crypto';
import { timedActor } from '../../domain/audit.ts';
import type { GroupRequest, RequestStatus } from '../../domain/requests.ts';
import type { AuditEvent } from '../../ports/audit.ts';
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
  const change = failureCode === undefined ? {} : { failureCode };
  await store.atomically(async (inside) => {
    if (!(await inside.requests.move(request.tenantId, request.id, request.status, to.status, change))) return;
    await announce(inside, { ...request, ...to });
    const code = failureCode === undefined ? {} : { code: failureCode };
    const details = requestMoved({ status: request.status }, { status: to.status });
    await recordByItself(inside, request, { operation, at: now, isFailure: to.status === 'failed', details, ...code });
  });
}

interface MovedByItself {
  operation: string;
  at: Date;
  isFailure?: boolean;
  details?: AuditEvent['details'];
  code?: string;
}

/** A line in the audit trail about what time has done, or what has become of the request elsewhere. */
export async function recordByItself(
  store: Store,
  request: GroupRequest,
  { operation, at, isFailure = false, details, code }: MovedByItself,
): Promise<void> {
  await store.audit.append({
    tenantId: request.tenantId,
    at,
    actorId: timedActor,
    operation,
    outcome: isFailure ? 'failed' : 'done',
    ...aboutRequest(request),
    ...(details && { details }),
    correlationId: randomUUID(),
    ...(code !== undefined && { code }),
  });
}
