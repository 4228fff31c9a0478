import type { ReportDay } from '../../domain/policy.ts';
import { isoWeek, nextReportDay } from '../../domain/report-week.ts';
import type { NewJob } from '../../ports/jobs.ts';

/** When a day begins furthest in the east, before it begins in UTC. */
const eastMs = 14 * 3_600_000;

/** The next report, planned before its day begins anywhere: one a week. None where the policy wants none. */
export function planReportJobs(tenantId: string, now: Date, weekly: ReportDay): NewJob[] {
  const day = nextReportDay(now.toISOString().slice(0, 10), weekly);
  if (day === undefined) return [];
  const dueAt = new Date(Date.parse(`${day}T00:00Z`) - eastMs);
  return [{ kind: 'plan-report', key: `report:${isoWeek(day)}`, tenantId, payload: { day }, dueAt }];
}

/** The report of a week to one administrator, when their day begins. */
export function reportJob(tenantId: string, day: string, userId: string, dueAt: Date): NewJob {
  const key = `report:${isoWeek(day)}:${userId}`;
  return { kind: 'deliver-report', key, tenantId, payload: { userId, day }, dueAt };
}
