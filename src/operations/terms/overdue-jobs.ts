import type { NewJob } from '../../ports/jobs.ts';

const dayMs = 24 * 3_600_000;
/** After so long administrators hear of a membership that nobody has ended. */
export const overdueLongMs = 3 * dayMs;

/** Named by its day: whatever scans there are, each day looks once. */
export function remindOverdueJob(tenantId: string, now: Date): NewJob {
  const key = `remind-overdue:${now.toISOString().slice(0, 10)}`;
  return { kind: 'remind-overdue', key, tenantId, payload: {}, dueAt: now };
}

/** One a day to an owner, and one in seven days (counted from 1970) to an administrator. */
export function tellOverdueJob(
  tenantId: string,
  recipientId: string,
  now: Date,
  about: { groupIds: readonly string[] } | { count: number },
): NewJob {
  const when = 'count' in about ? `week:${Math.floor(now.getTime() / (7 * dayMs))}` : now.toISOString().slice(0, 10);
  return {
    kind: 'tell-overdue',
    key: `tell-overdue:${when}:${recipientId}`,
    tenantId,
    payload: { recipientId, ...about },
    dueAt: now,
  };
}
