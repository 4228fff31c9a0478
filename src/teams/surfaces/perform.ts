import { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { Operation, Outcome, Services } from '../../operations/operation.ts';
import { recordCopy } from '../../operations/requests/record-copy.ts';
import type { FrontDoorParts } from './parts.ts';

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
): Promise<Services> {
  if (operation.scopes.length > 0) await assureSignedIn(parts, caller, operation.scopes);
  return {
    caller,
    directory: parts.directoryFor(caller, operation.scopes, correlationId),
    store: parts.store,
    clock: parts.clock,
    correlationId,
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
export async function rememberCopy(
  parts: FrontDoorParts,
  caller: Caller,
  outcome: Outcome,
  shown: { conversationId: string; activityId: string },
): Promise<void> {
  if (!outcome.shows || shown.activityId === '') return;
  const { stamp, ...about } = outcome.shows;
  const { tenantId, userId: recipientId } = caller;
  await recordCopy(parts.store, { ...about, tenantId, recipientId, ...shown }, stamp);
}
