import type { TurnContext } from 'botbuilder';
import { SignInRequired } from '../../domain/errors.ts';
import { isPersonal, type Notice } from '../../domain/expiry.ts';
import type { Caller } from '../../domain/people.ts';
import type { Operation, Outcome, Progress, Services } from '../../operations/operation.ts';
import { adoptCopy, recordAnswer } from '../../operations/requests/record-copy.ts';
import { adoptAttestationCopy } from '../../operations/attestation/adopt-copy.ts';
import { removeDoubleJob } from '../../operations/notices/notice-jobs.ts';
import type { SentMessage } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store.ts';
import { rootOf } from '../references.ts';
import { withoutWords, type Attempt } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';

/** Where an answer is given once and cannot be changed. */
const noProgress: Progress = { tell: () => Promise.resolve(), pause: () => Promise.resolve(false) };

/**
 * Makes sure that the caller is signed in for what the operation needs.
 * @returns what the operation may use
 * @throws SignInRequired, AppError `upstream`
 */
export async function servicesFor(
  parts: FrontDoorParts,
  caller: Caller,
  operation: Operation,
  correlationId: string,
  progress: Progress = noProgress,
  inPlaceOf?: SentMessage,
): Promise<Services> {
  if (operation.scopes.length > 0) await assureSignedIn(parts, caller, operation.scopes);
  const fault = parts.policy.fault();
  const anew = () => parts.graphFor(caller, operation.scopes, correlationId);
  return {
    ...anew(),
    anew,
    beyond: (scopes) => parts.graphFor(caller, scopes, correlationId),
    caller,
    store: parts.store,
    clock: parts.clock,
    policy: parts.policy.current(),
    ...(fault && { policyFault: fault }),
    progress,
    pictures: parts.pictures,
    files: parts.files,
    correlationId,
    ...(inPlaceOf && { inPlaceOf }),
  };
}

/** Whoever signed out did so from every instance, also from those that still hold tokens. */
async function assureSignedIn(
  { store, tokens }: FrontDoorParts,
  caller: Caller,
  scopes: readonly string[],
): Promise<void> {
  if (await store.signIns.isSignedOut(caller.tenantId, caller.userId)) throw new SignInRequired('noToken', scopes);
  await tokens.onBehalfOf(caller, scopes);
}

/** Keeps a message among those that show a request and have to be kept true. */
async function rememberCopy(
  parts: FrontDoorParts,
  caller: Caller,
  outcome: Outcome,
  shown: { conversationId: string; activityId: string },
): Promise<void> {
  if (!outcome.shows || shown.activityId === '') return;
  const { stamp, ...about } = outcome.shows;
  const { tenantId, userId: recipientId } = caller;
  await recordAnswer(parts.store, { ...about, tenantId, recipientId, ...shown }, stamp, parts.clock.now());
}

/** The answer was sent: what fails from here on must not make the channel deliver the command again. */
export async function remember(
  turn: Pick<TurnContext, 'activity'>,
  outcome: Outcome,
  activityId: string,
  attempt: Attempt,
  parts: FrontDoorParts,
): Promise<void> {
  const conversationId = turn.activity.conversation.id;
  try {
    if (outcome.about !== undefined) await parts.topics.note(attempt.caller, conversationId, outcome.about);
    await rememberCopy(parts, attempt.caller, outcome, { conversationId, activityId });
    await attestationArrived(parts, attempt.caller, outcome, { conversationId, activityId });
  } catch (error) {
    parts.log.error(
      { correlationId: attempt.correlationId, ...withoutWords(error) },
      'A card is shown that will not be kept true',
    );
  }
}

/** The client of somebody who looks at a message in their own chat says that it shows a request. */
export async function copyArrived(
  { store }: Pick<FrontDoorParts, 'store'>,
  { tenantId, userId: recipientId }: Pick<Caller, 'tenantId' | 'userId'>,
  { shows }: Outcome,
  shown: { conversationId: string; activityId: string },
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
  shown: { conversationId: string; activityId: string },
): Promise<void> {
  if (!about || shown.activityId === '') return;
  await adoptAttestationCopy(store, { attestationId: about.id, tenantId, recipientId, ...shown }, about.revision);
}

/**
 * A message that shows a notice was looked at. It may be one whose sender died before it could note it; it may also be
 * the second of two of which only one was meant, and is taken away then. Where it stands is where the notice was meant
 * to go, or it proves nothing.
 */
export async function noticeArrived(
  { store }: Pick<FrontDoorParts, 'store'>,
  { tenantId }: Pick<Caller, 'tenantId'>,
  { showsNotice, showsDigest }: Outcome,
  shown: { conversationId: string; activityId: string },
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
  return isPersonal(recipient)
    ? conversations.personal(tenantId, recipient.userId)
    : conversations.channelOf(tenantId, recipient.groupId);
}
