import { z } from 'zod';
import { anyReader } from '../cards/reader.ts';
import { weeklyReportCard } from '../cards/weekly-report.ts';
import { dayMs } from '../domain/expiry.ts';
import { beginOfDay } from '../domain/report-week.ts';
import { collectReport } from '../operations/reports/collect-report.ts';
import { reportJob } from '../operations/reports/report-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { adminsToTell } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const planning = z.object({ day: z.string() });

/** Plans the report of a week for each administrator. One that is late by most of a week is left out: it would tell of today, and the next one is near. */
export function planReport(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store, policy, clock } = parts;
  return async ({ tenantId, payload }) => {
    const { day } = planning.parse(payload);
    if (policy().reports.weekly === 'never' || isOver(day, clock.now())) return;
    const adminIds = await adminsToTell(tenantId, parts);
    const jobs = await Promise.all(
      adminIds.map(async (userId) => {
        const known = await store.conversations.personal(tenantId, userId);
        const timeZone = known?.timeZone ?? anyReader(clock.now()).timeZone;
        return reportJob(tenantId, day, userId, beginOfDay(day, policy().quietHours, timeZone, clock.now()));
      }),
    );
    await store.jobs.enqueue(jobs);
  };
}

const delivering = z.object({ userId: z.string(), day: z.string() });

/** Sends the report, as the groups stand when it is sent. */
export function deliverReport(parts: HandlerParts): Handler {
  const { store, policy, clock } = parts;
  return async (job, signal) => {
    const { tenantId, payload } = job;
    const { userId, day } = delivering.parse(payload);
    if (policy().reports.weekly === 'never' || isOver(day, clock.now())) return;
    await waitForWaking({ tenantId, userId }, parts);
    const reader = await readerOfRecipient({ tenantId, userId }, parts);
    const report = await collectReport(store, tenantId, clock.now());
    signal.throwIfAborted();
    await sendOnce(job, userId, weeklyReportCard(report, reader), parts);
  };
}

/** The next one is near by then. */
function isOver(day: string, now: Date): boolean {
  return now.getTime() - Date.parse(`${day}T00:00Z`) >= 6 * dayMs;
}
