import { dayMs } from '../../domain/expiry.ts';
import type { NewJob } from '../../ports/jobs.ts';

/** Cuts old entries off the audit trail: once a day (UTC) and tenant, however often it is asked for. */
export function cutAuditJob(tenantId: string, now: Date): NewJob {
  const day = new Date(Math.floor(now.getTime() / dayMs) * dayMs).toISOString().slice(0, 10);
  return { kind: 'cut-audit', key: `cut-audit:${day}`, tenantId, payload: {} };
}
