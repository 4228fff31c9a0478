import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { isPersonal, type Notice, type PersonalRecipient } from '../domain/expiry.ts';
import { mostInDigest } from '../cards/expiry-digest.ts';
import { tellNextJob } from '../operations/notices/notice-jobs.ts';
import type { NoticeAndEnd } from '../ports/notices.ts';
import { drawNotice } from './draw-notice.ts';
import { inDoubt, mayHaveArrived } from './in-doubt.ts';
import type { NoticeParts } from './notice-parts.ts';
import { waitForMorning } from './waking-moment.ts';
import { onlyWanted } from './wanted-notices.ts';

/** Teams needs a moment until somebody can be written to for whom the app was just installed. */
const installSeconds = 20;

/** One message to one person: this notice, and up to seven more that are due for them. @returns what it says */
export async function deliverToPerson(
  found: NoticeAndEnd,
  parts: NoticeParts,
  signal: AbortSignal,
): Promise<readonly NoticeAndEnd[]> {
  const { store, messenger, clock } = parts;
  const { notice } = found;
  const { tenantId } = notice;
  const recipient = personOf(notice);
  await waitForMorning({ tenantId, userId: recipient.userId }, found.expiration.expiresAt, parts);
  const wanted = await onlyWanted(await together(found, recipient, parts), parts);
  if (!wanted.some((one) => one.notice.id === notice.id)) return [];
  signal.throwIfAborted();
  const digestId = notice.digestId ?? randomUUID();
  const claimed = await store.notices.claim(
    tenantId,
    wanted.map((one) => one.notice),
    { at: clock.now(), digestId },
  );
  const own = claimed.find(({ id }) => id === notice.id);
  // The message has just spoken for itself, or another one takes this notice along.
  if (!own) throw inDoubt();
  try {
    const card = await drawNotice(own, found.expiration, parts);
    const message = await messenger.send({ userId: recipient.userId, tenantId }, card);
    if (own.digestId === undefined) await store.notices.record(tenantId, own.id, message);
    else await store.notices.recordDigest(tenantId, own.digestId, message);
  } catch (error) {
    const isDead = await afterFailure(claimed, recipient, error, parts);
    // Who is told in an owner's stead need not have the app: then it is the turn of the next, and nothing to mend.
    if (isDead && recipient.kind !== 'owner') return [];
    throw error;
  }
  return wanted.filter((one) => claimed.some(({ id }) => id === one.notice.id));
}

function personOf({ recipient }: Notice): PersonalRecipient {
  if (!isPersonal(recipient)) throw new Error('A notice for a channel was about to go to a person.');
  return recipient;
}

/** What goes in one message: as before when it was in one, else what is due. */
async function together(
  found: NoticeAndEnd,
  recipient: PersonalRecipient,
  { store, clock }: NoticeParts,
): Promise<NoticeAndEnd[]> {
  const { notice } = found;
  const { tenantId, digestId, state } = notice;
  if (digestId !== undefined) {
    const before = await store.notices.inDigest(tenantId, digestId);
    const sendingAt = notice.sendingAt?.getTime();
    // What somebody else has just taken is theirs to send, though it looks like what is in doubt.
    const others = before.filter(
      (one) =>
        one.notice.id !== notice.id &&
        one.notice.state === state &&
        one.notice.sendingAt?.getTime() === sendingAt &&
        !one.notice.message,
    );
    return [found, ...others];
  }
  // In doubt, or tried again: that message was about this end alone.
  if (state !== 'waiting' || recipient.kind !== 'owner') return [found];
  const due = await store.notices.waitingFor(tenantId, recipient.userId, {
    dueBy: clock.now(),
    limit: mostInDigest * 2,
  });
  const others = due.filter((one) => one.notice.id !== notice.id && one.notice.digestId === undefined);
  return [found, ...others].slice(0, mostInDigest);
}

/** @returns whether the recipient cannot be reached @throws AppError `message.installing` when the app was just installed for them */
async function afterFailure(
  claimed: readonly Notice[],
  { userId }: PersonalRecipient,
  error: unknown,
  parts: NoticeParts,
): Promise<boolean> {
  if (mayHaveArrived(error)) return false;
  const { store, clock } = parts;
  const [first] = claimed;
  const isUnreachable = error instanceof AppError && error.code === 'message.unreachable';
  const isInstalled = isUnreachable && first !== undefined && (await installFor(first.tenantId, userId, parts));
  const isDead = isUnreachable && !isInstalled;
  await store.atomically(async (inside) => {
    for (const notice of claimed) {
      const { tenantId, id } = notice;
      await inside.notices.move(tenantId, id, isDead ? 'dead' : 'waiting', clock.now());
      if (isDead) await inside.jobs.enqueue([tellNextJob(notice, clock.now(), id)]);
    }
  });
  if (isInstalled)
    throw new AppError('upstream', {
      code: 'message.installing',
      advice: 'Muster was just installed for this person, and tries again.',
      retryAfterSeconds: installSeconds,
    });
  return isDead;
}

/** What cannot be installed is no reason to look no further. */
async function installFor(tenantId: string, userId: string, { installer }: NoticeParts): Promise<boolean> {
  try {
    return (await installer?.install(tenantId, userId)) === 'installed';
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
