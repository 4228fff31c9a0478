import { MessageFactory, TurnContext } from 'botbuilder';
import type { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import { oauthCard } from './answers.ts';
import { causeOf } from './cause.ts';
import { maySignInSilently, startFlow } from './context.ts';
import type { SignInContext } from './context.ts';
import { commandInWords, permissionsInWords } from './words.ts';

/** Keeps the command, then asks: an answer can come before the question is known to be sent. */
export async function challengeInChat(
  context: SignInContext,
  turn: TurnContext,
  caller: Caller,
  need: SignInRequired,
): Promise<void> {
  const { store, appIdUri } = context;
  const { tenantId, userId } = caller;
  const silent = await maySignInSilently(context, caller, need);
  const { flowId, link, createdAt, expiresAt } = await startFlow(context, caller, need);
  await store.pendingCommands.insert({
    flowId,
    tenantId,
    userId,
    conversationId: turn.activity.conversation.id,
    activity: JSON.parse(JSON.stringify(turn.activity)) as Record<string, unknown>,
    scopes: need.scopes,
    createdAt,
    expiresAt,
  });

  const card = oauthCard(reason(turn, caller, need), link, silent ? { flowId, appIdUri } : undefined);
  const attachment = { contentType: 'application/vnd.microsoft.card.oauth', content: card };
  const sent = await turn.sendActivity(MessageFactory.attachment(attachment));
  if (!sent?.id) return;

  // A quick client has answered by now, and whoever claimed the command did not know the card's id yet.
  const waits = await store.pendingCommands.setCardActivity(tenantId, flowId, sent.id);
  if (!waits) await deleteCard(context, turn, turn.activity.conversation.id, sent.id);
}

/** Which command waits, and for what. Seen only when silence is not enough. */
function reason(turn: TurnContext, caller: Caller, need: SignInRequired): string {
  const command = commandInWords(turn.activity);
  // In a group everybody sees the card, but only one person can use it.
  const name = turn.activity.conversation.conversationType === 'personal' ? '' : `${caller.displayName}: `;
  const permissions = permissionsInWords(need.scopes);
  switch (need.reason) {
    case 'noToken':
      return `${name}Please sign in, and I go on with ${command}. I need your permission to ${permissions}.`;
    case 'consent':
      return `${name}For ${command} I need your permission to ${permissions}. Sign in to give it; I go on by myself.`;
    case 'interaction':
      return `${name}Your organisation wants a fresh sign-in before ${command}. I go on by myself afterwards.`;
  }
}

/** The sign-in card has done its duty. Best effort: a card that stays is untidy, not wrong. */
export async function tidyUp(context: SignInContext, turn: TurnContext, pending: PendingCommand): Promise<void> {
  if (pending.cardActivityId) await deleteCard(context, turn, pending.conversationId, pending.cardActivityId);
}

async function deleteCard(
  { log }: SignInContext,
  turn: TurnContext,
  conversationId: string,
  activityId: string,
): Promise<void> {
  const reference = TurnContext.getConversationReference(turn.activity);
  const conversation = { ...turn.activity.conversation, id: conversationId };
  try {
    await turn.deleteActivity({ ...reference, conversation, activityId });
  } catch (error) {
    log.info({ code: 'sign-in.card-stays', cause: causeOf(error) }, 'The sign-in card could not be removed');
  }
}
