import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { isPersonal as isToPerson, type Notice } from '../../domain/expiry.ts';
import type { Caller } from '../../domain/people.ts';
import { adoptAttestationCopy } from '../../operations/attestation/adopt-copy.ts';
import { removeDoubleJob } from '../../operations/notices/notice-jobs.ts';
import type { Outcome } from '../../operations/operation.ts';
import { adoptCopy } from '../../operations/requests/record-copy.ts';
import type { SentMessage } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store.ts';
import { rootOf } from '../references.ts';
import { withoutWords, type Attempt } from './failures.ts';
import { isPersonal } from './messages.ts';
import type { FrontDoorParts } from './parts.ts';

const ofMessage = z.object({ messageId: z.guid() });

/**
 * A card was looked at in somebody's own chat, and says which message of ours it stands in: then that one has arrived, whether
 * or not its sender knows. It may be the second of two of which only one was meant, and is taken away then. Never rejects.
 */
export async function hasArrived(turn: TurnContext, attempt: Required<Attempt>, parts: FrontDoorParts): Promise<void> {
  const messageId = ofMessage.safeParse(attempt.raw).data?.messageId;
  const { replyToId: activityId, conversation } = turn.activity;
  if (messageId === undefined || activityId === undefined || !isPersonal(turn)) return;
  const { store } = parts;
  const { tenantId, userId } = attempt.caller;
  await noted(attempt, parts, async () => {
    const message = await store.sentMessages.get(tenantId, messageId);
    if (message?.recipientId !== userId) return;
    const sent = { conversationId: conversation.id, activityId };
    if ((await store.sentMessages.record(tenantId, messageId, sent)) === 'double')
      await store.jobs.enqueue([removeDoubleJob(tenantId, sent)]);
  });
}

/** A message shows something that is kept true, and its sender may have died before it could note that. Never rejects. */
export async function showsWhat(
  turn: TurnContext,
  outcome: Outcome,
  attempt: Attempt,
  isAutomatic: boolean,
  parts: FrontDoorParts,
): Promise<void> {
  const { replyToId: activityId, conversation } = turn.activity;
  if (activityId === undefined) return;
  const message = { conversationId: conversation.id, activityId };
  await noted(attempt, parts, async () => {
    await noticeArrived(parts, attempt.caller, outcome, message);
    // What a press shows is kept once the message has been changed.
    if (!isAutomatic || !isPersonal(turn)) return;
    await copyArrived(parts, attempt.caller, outcome, message);
    await attestationArrived(parts, attempt.caller, outcome, message);
  });
}

/** The answer does not depend on it. */
async function noted({ correlationId }: Attempt, { log }: FrontDoorParts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ correlationId, ...withoutWords(error) }, 'A message was not recorded');
  }
}

/** The client of somebody who looks at a message in their own chat says that it shows a request. */
async function copyArrived(
  { store }: Pick<FrontDoorParts, 'store'>,
  { tenantId, userId: recipientId }: Pick<Caller, 'tenantId' | 'userId'>,
  { shows }: Outcome,
  shown: SentMessage,
): Promise<void> {
  if (!shows) return;
  const { requestId, role, stage } = shows;
  await adoptCopy(store, { requestId, role, stage, tenantId, recipientId, ...shown });
}

/** A message shows a group to confirm: its sender may have died before it could note that, or it is an answer. */
export async function attestationArrived(
  { store }: Pick<FrontDoorParts, 'store'>,
  { tenantId, userId: recipientId }: Pick<Caller, 'tenantId' | 'userId'>,
  { showsAttestation: about }: Outcome,
  shown: SentMessage,
): Promise<void> {
  if (!about || shown.activityId === '') return;
  await adoptAttestationCopy(store, { attestationId: about.id, tenantId, recipientId, ...shown }, about.revision);
}

/**
 * A message that shows a notice was looked at. It may be one whose sender died before it could note it; it may also be
 * the second of two of which only one was meant, and is taken away then. Where it stands is where the notice was meant
 * to go, or it proves nothing.
 */
async function noticeArrived(
  { store }: Pick<FrontDoorParts, 'store'>,
  { tenantId }: Pick<Caller, 'tenantId'>,
  { showsNotice, showsDigest }: Outcome,
  shown: SentMessage,
): Promise<void> {
  const message = { ...shown, conversationId: rootOf(shown.conversationId) };
  const notice = await noticeOf({ showsNotice, showsDigest }, tenantId, store);
  const place = notice && (await placeOf(notice, store));
  if (!notice || place?.conversationId !== message.conversationId) return;
  const recorded =
    showsDigest === undefined
      ? await store.notices.record(tenantId, notice.id, message)
      : await store.notices.recordDigest(tenantId, showsDigest, message);
  if (recorded === 'double') await store.jobs.enqueue([removeDoubleJob(tenantId, message)]);
}

async function noticeOf(
  { showsNotice, showsDigest }: { showsNotice: string | undefined; showsDigest: string | undefined },
  tenantId: string,
  { notices }: Store,
): Promise<Notice | undefined> {
  if (showsDigest !== undefined) return (await notices.inDigest(tenantId, showsDigest))[0]?.notice;
  return showsNotice === undefined ? undefined : (await notices.get(tenantId, showsNotice))?.notice;
}

function placeOf({ tenantId, recipient }: Notice, { conversations }: Store) {
  return isToPerson(recipient)
    ? conversations.personal(tenantId, recipient.userId)
    : conversations.channelOf(tenantId, recipient.groupId);
}
