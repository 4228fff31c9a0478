import { createHash, randomUUID } from 'node:crypto';
import { dayMs, expirationStamp, newsStep, type Expiration, type Notice } from '../../domain/expiry.ts';
import type { Caller } from '../../domain/people.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { ExpirationKey } from '../../ports/notices.ts';
import type { Store } from '../../ports/store.ts';

/** How long the directory has to know everywhere what was just changed. */
const replicationMs = 2_000;

/**
 * The scan of the day after, spread over its first two hours so that not every tenant is read at midnight. Named by its
 * day: there is one a day, and each one makes the next.
 */
export function nextScanJob(tenantId: string, now: Date): NewJob {
  const day = new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
  const spreadMs = createHash('sha256').update(tenantId).digest().readUInt32BE() % (2 * 3_600_000);
  const dueAt = new Date(day.getTime() + spreadMs);
  return { kind: 'scan-expiry', key: `scan-expiry:${day.toISOString().slice(0, 10)}`, tenantId, payload: {}, dueAt };
}

/**
 * One more scan at once: the bot has just started, or time has jumped. All instances together make one a minute, but for
 * those that have a reason of their own.
 */
export function extraScanJob(tenantId: string, now: Date, reason?: string): NewJob {
  const minute = now.toISOString().slice(0, 16);
  return {
    kind: 'scan-expiry',
    key: `scan-expiry:${reason === undefined ? minute : `${minute}:${reason}`}`,
    tenantId,
    payload: {},
    dueAt: now,
  };
}

export function deliverJob({ tenantId, id, dueAt }: Notice): NewJob {
  return { kind: 'deliver-notice', key: `notice:${id}`, tenantId, payload: { noticeId: id }, dueAt };
}

/**
 * Asks the directory how long a group lives now, and brings every open notice about it up to date. For whoever has just
 * renewed it.
 */
export function checkExpirationJob(tenantId: string, groupId: string, now: Date): NewJob {
  return {
    kind: 'check-expiration',
    key: `check-expiration:${groupId}:${now.getTime()}`,
    tenantId,
    payload: { groupId },
    dueAt: new Date(now.getTime() + replicationMs),
  };
}

/** Takes a message away that says what another one says already. */
export function removeDoubleJob(tenantId: string, message: { conversationId: string; activityId: string }): NewJob {
  const key = `remove-double:${message.conversationId}:${message.activityId}`;
  return { kind: 'remove-double', key, tenantId, payload: { ...message } };
}

/**
 * @param expiration as it stands now; the same message is brought to the same state once
 * @param step a further one that was said of it: what a card says of the time left is another then
 */
export function updateNoticeJob({ tenantId, id }: Notice, expiration: Expiration, step?: string): NewJob {
  const key = `notice-update:${id}:${expirationStamp(expiration)}${step === undefined ? '' : `:${step}`}`;
  return { kind: 'update-notice', key, tenantId, payload: { noticeId: id } };
}

/**
 * Every message about this end of the group shows how it stands now, and the thread in the team's channel hears what became
 * of it. Call it in the transaction of the change.
 */
export async function announceExpiration(store: Store, key: ExpirationKey, now: Date): Promise<void> {
  const notices = await store.notices.about(key);
  const shown = notices.filter(({ message }) => message !== undefined);
  const [first] = shown;
  const found = first && (await store.notices.get(key.tenantId, first.id));
  if (!found) return;
  const { expiration } = found;
  await store.jobs.enqueue(shown.map((notice) => updateNoticeJob(notice, expiration)));
  const post = shown.findLast(({ recipient, rootId }) => recipient.kind === 'channel' && rootId === undefined);
  if (!post || expiration.state === 'open') return;
  const about = { id: randomUUID(), tenantId: key.tenantId, groupId: key.groupId, expiresAt: key.expiresAt };
  const news: Notice = {
    ...about,
    step: newsStep(expiration),
    recipient: post.recipient,
    dueAt: now,
    plannedAt: now,
    state: 'waiting',
  };
  await store.jobs.enqueue((await store.notices.plan(expiration, [news])).map(deliverJob));
}

/** Looks whether anybody else has to be told, because no owner could be. @param noticeId the notice that has just failed */
export function tellNextJob(
  { tenantId, groupId, expiresAt, step }: Pick<Notice, 'tenantId' | 'groupId' | 'expiresAt' | 'step'>,
  dueAt: Date,
  noticeId?: string,
): NewJob {
  const end = expiresAt.getTime();
  const key = `tell-next:${groupId}:${end}:${step}${noticeId === undefined ? '' : `:${noticeId}`}`;
  return { kind: 'tell-next', key, tenantId, payload: { groupId, expiresAt: end, step }, dueAt };
}

/** How the keys of the jobs begin that tell of this group's deletion. */
export function tellDeletionKey(groupId: string): string {
  return `tell-deletion:${groupId}:`;
}

/** Tells the other owners of a group that somebody has just deleted it through Muster. */
export function tellDeletionJob(
  { tenantId, userId: id, displayName }: Pick<Caller, 'tenantId' | 'userId' | 'displayName'>,
  groupId: string,
  ownerIds: readonly string[],
  now: Date,
): NewJob {
  return {
    kind: 'tell-deletion',
    key: `${tellDeletionKey(groupId)}${now.getTime()}`,
    tenantId,
    payload: { groupId, ownerIds: [...ownerIds], by: { id, displayName } },
    dueAt: new Date(now.getTime() + replicationMs),
  };
}
