import { randomUUID } from 'node:crypto';
import { comingThresholds, dayMs, dueThreshold, type Notice, type NoticeRecipient } from '../domain/expiry.ts';
import { deliverJob } from '../operations/notices/notice-jobs.ts';
import type { ExpiringGroup } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** Thresholds up to the scan after the next one are planned: a scan that comes late makes no notice late. */
export const lookAheadMs = 2 * dayMs;

/**
 * Writes down whom to tell about the end of a group and when, together with the jobs that do it. What is written down
 * already stays as it is, so this may run any number of times.
 */
export async function planNotices(
  { store, policy }: Pick<HandlerParts, 'store' | 'policy'>,
  tenantId: string,
  group: ExpiringGroup,
  now: Date,
): Promise<void> {
  const channel = await store.conversations.channelOf(tenantId, group.id);
  const recipients: NoticeRecipient[] = [
    ...[...new Set(group.ownerIds)].map((userId) => ({ kind: 'owner' as const, userId })),
    ...(channel ? [{ kind: 'channel' as const, groupId: group.id }] : []),
  ];
  const notices = stepsOf(group.expiresAt, now, policy().expiry.noticeDays).flatMap(({ step, dueAt }) =>
    recipients.map((recipient): Notice => {
      const about = { id: randomUUID(), tenantId, groupId: group.id, expiresAt: group.expiresAt };
      return { ...about, step, recipient, dueAt, plannedAt: now, state: 'waiting' };
    }),
  );
  if (notices.length === 0) return;
  const expiration = { tenantId, groupId: group.id, groupName: group.displayName, expiresAt: group.expiresAt };
  await store.atomically(async (inside) => {
    const fresh = await inside.notices.plan(expiration, notices);
    await inside.jobs.enqueue(fresh.map(deliverJob));
  });
}

/** What has to be said about an end now, or until the scan after the next one: a step of policy each, with its time. */
export function stepsOf(expiresAt: Date, now: Date, noticeDays: readonly number[]): { step: string; dueAt: Date }[] {
  const due = dueThreshold(expiresAt, now, noticeDays);
  const coming = comingThresholds(expiresAt, now, new Date(now.getTime() + lookAheadMs), noticeDays);
  return [
    ...(due === undefined ? [] : [{ step: String(due), dueAt: now }]),
    ...coming.map(({ days, at }) => ({ step: String(days), dueAt: at })),
  ];
}
