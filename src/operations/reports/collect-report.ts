import type { WeeklyReport } from '../../cards/weekly-report.ts';
import { dayMs, restorableDays } from '../../domain/expiry.ts';
import { silentKinds } from '../../domain/outgoing.ts';
import type { Store } from '../../ports/store.ts';

const weekMs = 7 * dayMs;
/** How far a report looks ahead, in days. */
export const aheadDays = 30;

/** How the groups of a tenant stand: what has happened in the last seven days, and what comes in the next thirty. */
export async function collectReport(store: Store, tenantId: string, now: Date): Promise<WeeklyReport> {
  const at = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
  const times = { now, since: at(-weekMs), until: at(aheadDays * dayMs), restorableSince: at(-restorableDays * dayMs) };
  const [counts, searches, undelivered] = await Promise.all([
    store.reports.counts(tenantId, times),
    store.ownerSearches.countOpen(tenantId),
    store.jobs.countUndelivered(tenantId, silentKinds),
  ]);
  return { ...counts, searches, undelivered };
}
