import { randomUUID } from 'node:crypto';
import {
  comingThresholds,
  dayMs,
  dueThreshold,
  type Expiration,
  type Notice,
  type NoticeRecipient,
} from '../domain/expiry.ts';
import { deliverJob } from '../operations/notices/notice-jobs.ts';
import type { ExpiringGroup } from '../ports/scan.ts';
import type { Store } from '../ports/store.ts';
import type { HandlerParts } from './handler-parts.ts';

/** Thresholds up to the scan after the next one are planned: a scan that comes late makes no notice late. */
export const lookAheadMs = 2 * dayMs;

/** An end of a group, and what has to be said of it. */
export interface Plan {
  expiration: Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt' | 'groupName' | 'isDeletion'>;
  notices: Notice[];
}

/**
 * Writes down whom to tell about the ends of groups and when, together with the jobs that do it, all of it at once: what
 * somebody hears of several groups then waits together, and goes as one message. What is written down already stays as it
 * is, so this may run any number of times.
 */
export async function planNotices(
  { store, policy }: Pick<HandlerParts, 'store' | 'policy'>,
  tenantId: string,
  groups: readonly ExpiringGroup[],
  now: Date,
): Promise<void> {
  const plans: Plan[] = [];
  for (const group of groups) {
    const steps = stepsOf(group.expiresAt, now, policy().expiry.noticeDays);
    if (steps.length === 0) continue;
    const channel = await store.conversations.channelOf(tenantId, group.id);
    const recipients: NoticeRecipient[] = [
      ...[...new Set(group.ownerIds)].map((userId) => ({ kind: 'owner' as const, userId })),
      ...(channel ? [{ kind: 'channel' as const, groupId: group.id }] : []),
    ];
    const expiration = { tenantId, groupId: group.id, groupName: group.displayName, expiresAt: group.expiresAt };
    plans.push({ expiration, notices: noticesOf(expiration, steps, recipients, now) });
  }
  await writePlans(store, plans);
}

/** A notice for each step and recipient. */
export function noticesOf(
  { tenantId, groupId, expiresAt }: Plan['expiration'],
  steps: readonly { step: string; dueAt: Date }[],
  recipients: readonly NoticeRecipient[],
  now: Date,
): Notice[] {
  return steps.flatMap(({ step, dueAt }) =>
    recipients.map((recipient): Notice => {
      const about = { id: randomUUID(), tenantId, groupId, expiresAt };
      return { ...about, step, recipient, dueAt, plannedAt: now, state: 'waiting' };
    }),
  );
}

/** @returns how many notices are new */
export async function writePlans(store: Store, plans: readonly Plan[]): Promise<number> {
  if (plans.length === 0) return 0;
  return store.atomically(async (inside) => {
    let count = 0;
    for (const { expiration, notices } of plans) {
      const fresh = await inside.notices.plan(expiration, notices);
      await inside.jobs.enqueue(fresh.map(deliverJob));
      count += fresh.length;
    }
    return count;
  });
}

/** What has to be said about an end now, or until the scan after the next one: a step of policy each, with its time. */
export function stepsOf(expiresAt: Date, now: Date, days: readonly number[]): { step: string; dueAt: Date }[] {
  const due = dueThreshold(expiresAt, now, days);
  const coming = comingThresholds(expiresAt, now, new Date(now.getTime() + lookAheadMs), days);
  return [
    ...(due === undefined ? [] : [{ step: String(due), dueAt: now }]),
    ...coming.map(({ days: left, at }) => ({ step: String(left), dueAt: at })),
  ];
}
