import { cutAuditJob } from '../operations/audit/cut-job.ts';
import { nextScanJob } from '../operations/notices/notice-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { planDeletions } from './plan-deletions.ts';
import { planDue } from './plan-due.ts';
import { readDirectory } from './read-directory.ts';
import { settleOpen } from './settle-open.ts';

/**
 * Once a day and tenant: reads what changed in the directory, closes what was renewed or deleted meanwhile, and plans
 * the notices of groups that are about to expire, or that can still be brought back. Makes the scan of the next day first, so that a failure of today's ends
 * nothing, and has the audit trail looked after. What is known is told also when nothing new can be read; the failure is thrown afterwards, and the job
 * is done again.
 */
export function scanExpiry(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store, clock } = parts;
  return async ({ tenantId }, signal) => {
    await store.jobs.enqueue([nextScanJob(tenantId, clock.now()), cutAuditJob(tenantId, clock.now())]);
    const unread = await failureOf(readDirectory(parts, tenantId, signal));
    signal.throwIfAborted();
    const unsettled = await settleOpen(parts, tenantId, clock.now(), signal);
    const unplanned = await planDue(parts, tenantId, clock.now(), signal);
    signal.throwIfAborted();
    const unseen = await planDeletions(parts, tenantId, clock.now(), signal);
    const failure = unread ?? unsettled ?? unplanned ?? unseen;
    if (failure) throw failure;
  };
}

async function failureOf(work: Promise<void>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('Reading the directory was rejected without a reason.');
  }
}
