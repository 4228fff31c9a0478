import { AppError } from '../domain/errors.ts';
import { expirationStamp, isStillDue, type Expiration, type Notice } from '../domain/expiry.ts';
import { updateNoticeJob } from '../operations/notices/notice-jobs.ts';
import type { Recipient } from '../ports/messenger.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { drawNotice } from './draw-notice.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { mayHaveArrived } from './in-doubt.ts';
import { noticePayload } from './notice-payload.ts';
import { settleExpiration } from './settle-expiration.ts';

/** How long a message that may have arrived has to say so itself (its card asks for a refresh) before it is sent again. */
const doubtMs = 10 * 60_000;
/** What a scan found is believed for so long; a notice that was planned earlier asks the directory once more. */
const freshMs = 3_600_000;

type Parts = HandlerParts & { scan: DirectoryScan };

/**
 * Sends one notice, once. That it is being sent is written down first, so that a process which dies before it could note
 * the message's id leaves a notice in doubt, not a forgotten one. What is not true or not wanted any more is dropped.
 * @throws AppError `message.unreachable` once, after which the notice is dead; `notice.in-doubt` while it may have arrived
 */
export function deliverNotice(parts: Parts): Handler {
  const { store, clock } = parts;
  return async ({ tenantId, payload }, signal) => {
    const { noticeId } = noticePayload.parse(payload);
    const found = await store.notices.get(tenantId, noticeId);
    // A dead one has a job again only if an administrator wants it tried once more.
    if (!found || found.notice.state === 'sent' || found.notice.state === 'dropped') return;
    const { notice, expiration } = found;
    waitForWord(notice, clock.now());
    if (!(await isWanted(notice, expiration, parts))) {
      await store.notices.move(tenantId, noticeId, 'dropped', clock.now());
      return;
    }
    signal.throwIfAborted();
    await send(notice, expiration, parts);
  };
}

/** @throws AppError `notice.in-doubt` (throttled) until the time is over in which the message may speak for itself */
function waitForWord({ state, sendingAt }: Notice, now: Date): void {
  if (state !== 'sending' || !sendingAt) return;
  const leftMs = sendingAt.getTime() + doubtMs - now.getTime();
  // Longer than that: the clock was moved back.
  if (leftMs <= 0 || leftMs > doubtMs) return;
  throw new AppError('throttled', {
    code: 'notice.in-doubt',
    advice: 'Muster waits whether this message has arrived.',
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
}

async function isWanted(notice: Notice, expiration: Expiration, parts: Parts): Promise<boolean> {
  const { store, scan, clock, policy } = parts;
  const now = clock.now();
  if (expiration.state !== 'open' || !isStillDue(notice, now, policy().expiry.noticeDays)) return false;
  const { recipient, tenantId, groupId } = notice;
  if (recipient.kind === 'owner' && expiration.notNeeded?.by.id === recipient.userId) return false;
  if (now.getTime() - notice.plannedAt.getTime() < freshMs) return true;
  const group = (await scan.groupsById(tenantId, [groupId])).get(groupId);
  return settleExpiration(store, expiration, group);
}

async function send(notice: Notice, expiration: Expiration, parts: Parts): Promise<void> {
  const { store, messenger, clock } = parts;
  const { tenantId, id } = notice;
  const to = await addressOf(notice, parts);
  const card = await drawNotice(notice, expiration, parts);
  // False when the message has just spoken for itself.
  if (!(await store.notices.move(tenantId, id, 'sending', clock.now()))) return;
  try {
    await store.notices.record(tenantId, id, await messenger.send(to, card));
  } catch (error) {
    await afterFailure(notice, error, parts);
    throw error;
  }
  await catchUp(notice, expiration, parts);
}

async function addressOf({ recipient, tenantId, id }: Notice, { store, clock }: Parts): Promise<Recipient> {
  if (recipient.kind === 'owner') return { userId: recipient.userId, tenantId };
  const channel = await store.conversations.channelOf(tenantId, recipient.groupId);
  if (channel) return { conversationId: channel.conversationId, tenantId };
  await store.notices.move(tenantId, id, 'dead', clock.now());
  throw new AppError('denied', { code: 'message.unreachable', advice: 'Muster is not in a channel of this team.' });
}

async function afterFailure({ tenantId, id }: Notice, error: unknown, { store, clock }: Parts): Promise<void> {
  if (mayHaveArrived(error)) return;
  const isDead = error instanceof AppError && error.code === 'message.unreachable';
  await store.notices.move(tenantId, id, isDead ? 'dead' : 'waiting', clock.now());
}

/** What changed between drawing and recording did not know of this message. */
async function catchUp(notice: Notice, drawn: Expiration, { store }: Parts): Promise<void> {
  const now = await store.notices.get(notice.tenantId, notice.id);
  if (now && expirationStamp(now.expiration) !== expirationStamp(drawn))
    await store.jobs.enqueue([updateNoticeJob(notice, now.expiration)]);
}
