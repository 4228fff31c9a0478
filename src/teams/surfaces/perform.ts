import type { TurnContext } from 'botbuilder';
import { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { Operation, Outcome, Progress, Services } from '../../operations/operation.ts';
import { recordAnswer } from '../../operations/requests/record-copy.ts';
import type { SentMessage } from '../../ports/messenger.ts';
import { attestationArrived } from './arrivals.ts';
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
    readPolicy: (source) => parts.policy.read(source),
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
