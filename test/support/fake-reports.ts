import type { ReportStore } from '../../src/ports/reports.ts';

/** Reports in memory, where nothing is counted; the contract suite says what the real ones do. */
export function fakeReports(): ReportStore {
  const problems = new Map<string, Awaited<ReturnType<ReportStore['adminsProblem']>>>();
  return {
    counts: () => Promise.resolve({ expiring: 0, restorable: 0, lapsed: 0, failed: 0, unreached: 0 }),
    setAdminsProblem: (tenantId, problem, at) =>
      Promise.resolve(void problems.set(tenantId, problem && { problem, at })),
    adminsProblem: (tenantId) => Promise.resolve(problems.get(tenantId)),
  };
}
