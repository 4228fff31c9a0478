import { planAttestationsJob } from '../operations/attestation/attestation-jobs.ts';
import { cutAuditJob } from '../operations/audit/cut-job.ts';
import { nextScanJob } from '../operations/notices/notice-jobs.ts';
import { planReportJobs } from '../operations/reports/report-jobs.ts';
import { checkOwnersJob } from '../operations/ownerless/search-jobs.ts';
import { remindOverdueJob } from '../operations/terms/overdue-jobs.ts';
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
    const now = clock.now();
    await store.jobs.enqueue([
      nextScanJob(tenantId, now),
      cutAuditJob(tenantId, now),
      ...planReportJobs(tenantId, now, parts.policy().reports.weekly),
      remindOverdueJob(tenantId, now),
    ]);
    const unread = await failureOf(readDirectory(parts, tenantId, signal));
    if (parts.policy().attestation.length > 0) await store.jobs.enqueue([planAttestationsJob(tenantId, clock.now())]);
    signal.throwIfAborted();
    const unsettled = await settleOpen(parts, tenantId, clock.now(), signal);
    const unplanned = await planDue(parts, tenantId, clock.now(), signal);
    // Only now are the groups known whose owners are to be gone through.
    await store.jobs.enqueue([checkOwnersJob(tenantId, clock.now())]);
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
