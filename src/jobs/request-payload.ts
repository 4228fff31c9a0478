import { z } from 'zod';
import type { GroupRequest } from '../domain/requests.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';

/** What every job about a request carries. A payload that does not fit is our bug, and the job ends dead. */
export const requestPayload = z.object({ requestId: z.guid() });

/** @returns the request as it stands now; undefined when there is nothing to do any more */
export function requestOf(
  job: Pick<ClaimedJob, 'tenantId'>,
  { requestId }: { requestId: string },
  store: Store,
): Promise<GroupRequest | undefined> {
  return store.requests.get(job.tenantId, requestId);
}
