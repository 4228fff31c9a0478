import { AppError } from '../domain/errors.ts';
import type { Notice } from '../domain/expiry.ts';
import { updateNoticeJob } from '../operations/notices/notice-jobs.ts';
import type { NoticeAndEnd } from '../ports/notices.ts';
import { drawNotice } from './draw-notice.ts';
import { inDoubt, mayHaveArrived } from './in-doubt.ts';
import type { NoticeParts } from './notice-parts.ts';
import { postOf } from './post-of.ts';
import { onlyWanted } from './wanted-notices.ts';

/** Nobody can be answered any more in a thread whose post is gone, nor where the channel is. */
const lostThread: ReadonlySet<string> = new Set(['message.gone', 'message.unreachable']);

/**
 * A team's channel has one post for each end of its group: the first notice begins it, each further one is a reply below it
 * and brings the post up to date. Where somebody has taken the post away, the next one begins another.
 */
export async function deliverToChannel(
  found: NoticeAndEnd,
  parts: NoticeParts,
  signal: AbortSignal,
): Promise<readonly NoticeAndEnd[]> {
  const wanted = await onlyWanted([found], parts);
  if (wanted.length === 0) return [];
  signal.throwIfAborted();
  const post = await postOf(found.notice, parts.store);
  if (!post?.message) {
    // News are for those who have read what was said before.
    await send(await taken(found.notice, undefined, parts), found, await channelOf(found.notice, parts), parts);
    return wanted;
  }
  const { conversationId, activityId } = post.message;
  const reply = await taken(found.notice, activityId, parts);
  try {
    await send(reply, found, `${conversationId};messageid=${activityId}`, parts);
  } catch (error) {
    if (!(error instanceof AppError && lostThread.has(error.code))) throw error;
    await send(await taken(await seen(reply, parts), undefined, parts), found, conversationId, parts);
    return wanted;
  }
  await parts.store.jobs.enqueue([updateNoticeJob(post, found.expiration, found.notice.step)]);
  return wanted;
}

/** @throws AppError `message.in-doubt` when the message has just spoken for itself */
async function taken(notice: Notice, rootId: string | undefined, { store, clock }: NoticeParts): Promise<Notice> {
  const how = { at: clock.now(), ...(rootId !== undefined && { rootId }) };
  const [own] = await store.notices.claim(notice.tenantId, [notice], how);
  if (!own) throw inDoubt();
  return own;
}

/** As it stands after a failure. */
async function seen(notice: Notice, { store }: NoticeParts): Promise<Notice> {
  return (await store.notices.get(notice.tenantId, notice.id))?.notice ?? notice;
}

async function channelOf({ tenantId, groupId, id }: Notice, { store, clock }: NoticeParts): Promise<string> {
  const channel = await store.conversations.channelOf(tenantId, groupId);
  if (channel) return channel.conversationId;
  await store.notices.move(tenantId, id, 'dead', clock.now());
  throw new AppError('denied', { code: 'message.unreachable', advice: 'Muster is not in a channel of this team.' });
}

/** @param to with the thread, where it is a reply */
async function send(own: Notice, { expiration }: NoticeAndEnd, to: string, parts: NoticeParts): Promise<void> {
  const { store, messenger, clock } = parts;
  const { tenantId, id } = own;
  try {
    const card = await drawNotice(own, expiration, parts);
    const { activityId } = await messenger.send({ conversationId: to, tenantId }, card);
    const [conversationId = to] = to.split(';');
    await store.notices.record(tenantId, id, { conversationId, activityId });
  } catch (error) {
    if (!mayHaveArrived(error)) {
      const isDead = error instanceof AppError && lostThread.has(error.code);
      await store.notices.move(tenantId, id, isDead ? 'dead' : 'waiting', clock.now());
    }
    throw error;
  }
}
