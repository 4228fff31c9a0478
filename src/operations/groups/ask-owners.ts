import { randomUUID } from 'node:crypto';
import type { Group } from '../../domain/groups.ts';
import type { PersonRef } from '../../domain/people.ts';
import { lapsesAfterDays, type GroupRequest } from '../../domain/requests.ts';
import { jobsForNewRequest } from '../requests/request-jobs.ts';
import type { Services } from '../operation.ts';

interface Ask {
  group: Group;
  approvers: PersonRef[];
  reason: string;
}

/**
 * Writes down a request to join together with the messages that it gives rise to, all or nothing. A second press of the
 * button finds the first one's request.
 */
export async function askOwners(
  ask: Ask,
  { caller, store, clock }: Services,
): Promise<{ request: GroupRequest; isNew: boolean }> {
  const request = requestFor(ask, { caller, now: clock.now() });
  try {
    await store.atomically(async (inside) => {
      await inside.requests.insert(request);
      await inside.jobs.enqueue(jobsForNewRequest(request, request.createdAt));
    });
    return { request, isNew: true };
  } catch (error) {
    const open = await store.requests.pendingFor(caller.tenantId, caller.userId, ask.group.id);
    if (open) return { request: open, isNew: false };
    throw error;
  }
}

function requestFor(ask: Ask, { caller, now }: { caller: Services['caller']; now: Date }): GroupRequest {
  const { group, approvers, reason } = ask;
  return {
    id: randomUUID(),
    tenantId: caller.tenantId,
    kind: 'join',
    group: { id: group.id, displayName: group.displayName },
    requester: { id: caller.userId, displayName: caller.displayName },
    reason,
    approvers,
    status: 'pending',
    createdAt: now,
    lapsesAt: new Date(now.getTime() + lapsesAfterDays * 86_400_000),
  };
}
