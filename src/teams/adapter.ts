import {
  ActivityTypes,
  BotAdapter,
  INVOKE_RESPONSE_KEY,
  TurnContext,
  type Activity,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
} from 'botbuilder';
import { z } from 'zod';
import type { Connector } from './connector/connector.ts';
import type { InvokeAnswer } from './sign-in/sign-in.ts';

const resource = z.object({ id: z.string() });
const account = z.object({
  aadObjectId: z.guid().optional(),
  objectId: z.guid().optional(),
  tenantId: z.string().optional(),
});
/** Ids of events and invokes; the connector knows no such message to reply to. */
const noMessage = /^f:/;

/** What a turn does. */
export type TurnLogic = (turn: TurnContext) => Promise<void>;

/**
 * Joins botbuilder's turns to the connector. Who may start a turn is decided before (`inbound/`); this class sends.
 * Errors come out as they are: whoever runs a turn handles them.
 */
export class TeamsAdapter extends BotAdapter {
  readonly #connector: Connector;
  readonly #botId: string;
  readonly #isReply: boolean;

  /** @param options.speaksFirst nobody waits for what this one says: it makes way for what answers somebody */
  constructor(options: { connector: Connector; botId: string; speaksFirst?: boolean }) {
    super();
    this.#isReply = options.speaksFirst !== true;
    this.#connector = options.connector;
    this.#botId = options.botId;
  }

  /**
   * Runs one turn.
   * @returns the answer of an invoke, undefined when nothing gave one
   */
  async runTurn(activity: Partial<Activity>, logic: TurnLogic): Promise<InvokeAnswer | undefined> {
    const turn = new TurnContext(this, activity);
    await this.runMiddleware(turn, logic);
    const answer = turn.turnState.get<Partial<Activity> | undefined>(INVOKE_RESPONSE_KEY)?.value as
      InvokeResponse | undefined;
    return answer && { status: answer.status, body: answer.body as unknown };
  }

  override async sendActivities(turn: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === ActivityTypes.InvokeResponse) {
        turn.turnState.set(INVOKE_RESPONSE_KEY, activity);
        sent.push({ id: '' });
      } else if (activity.type === ActivityTypes.Trace) sent.push({ id: '' });
      else sent.push(await this.#post(activity));
    }
    return sent;
  }

  async #post(activity: Partial<Activity>): Promise<ResourceResponse> {
    const { conversationId, serviceUrl, tenantId } = target(activity);
    const { replyToId, ...rest } = activity;
    const replyTo = replyToId && !noMessage.test(replyToId) ? replyToId : undefined;
    const answer = await this.#connector({
      method: 'POST',
      serviceUrl,
      path: ['v3', 'conversations', conversationId, 'activities', ...(replyTo ? [replyTo] : [])],
      body: replyTo ? { ...rest, replyToId: replyTo } : rest,
      paced: { tenantId, conversationId, isReply: this.#isReply },
    });
    return { id: resource.safeParse(answer).data?.id ?? '' };
  }

  override async updateActivity(_turn: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    const { conversationId, serviceUrl, tenantId } = target(activity);
    if (!activity.id) throw new Error('A message without id cannot be updated.');
    const answer = await this.#connector({
      method: 'PUT',
      serviceUrl,
      path: ['v3', 'conversations', conversationId, 'activities', activity.id],
      body: activity,
      paced: { tenantId, conversationId, isReply: this.#isReply },
    });
    return { id: resource.safeParse(answer).data?.id ?? activity.id };
  }

  override async deleteActivity(_turn: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    const { conversationId, serviceUrl, tenantId } = target(reference);
    if (!reference.activityId) throw new Error('A message without id cannot be deleted.');
    await this.#connector({
      method: 'DELETE',
      serviceUrl,
      path: ['v3', 'conversations', conversationId, 'activities', reference.activityId],
      paced: { tenantId, conversationId, isReply: this.#isReply },
    });
  }

  /** Runs a turn in a conversation that is known, without anything having arrived. */
  override async continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void> {
    const event = { type: ActivityTypes.Event, name: 'ContinueConversation' };
    // What is sent is a new message, not a reply to the one from which the reference was taken.
    const activity = TurnContext.applyConversationReference(event, { ...reference, activityId: '' }, true);
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }

  /**
   * Who somebody in a conversation is to the directory.
   * @param teamsUserId the `29:…` id
   * @param where.conversationId of a channel that of its team
   * @returns the directory object id; undefined for somebody of another organisation
   * @throws AppError as the connector's calls do
   */
  async directoryIdOf(
    teamsUserId: string,
    { activity, conversationId }: { activity: Partial<Activity>; conversationId: string },
  ): Promise<string | undefined> {
    const { serviceUrl, tenantId } = target(activity);
    const path = ['v3', 'conversations', conversationId, 'members', teamsUserId];
    const member = account.parse(await this.#connector({ method: 'GET', serviceUrl, path }));
    const isFromElsewhere = member.tenantId !== undefined && tenantId !== undefined && member.tenantId !== tenantId;
    return isFromElsewhere ? undefined : (member.aadObjectId ?? member.objectId)?.toLowerCase();
  }

  /**
   * Opens the personal chat with somebody. Asking again gives the same chat.
   * @param person.userId directory object id; the app must be installed for this person
   * @returns the id of the conversation
   * @throws AppError `message.unreachable` when the app is not installed for the person
   */
  async createConversation(person: { userId: string; tenantId: string; serviceUrl: string }): Promise<string> {
    const answer = await this.#connector({
      method: 'POST',
      serviceUrl: person.serviceUrl,
      path: ['v3', 'conversations'],
      body: {
        isGroup: false,
        bot: { id: `28:${this.#botId}` },
        members: [{ id: person.userId }],
        tenantId: person.tenantId,
        channelData: { tenant: { id: person.tenantId } },
      },
      repeatable: true,
      // What it opens has no id yet, and is a place of its own.
      paced: { tenantId: person.tenantId, conversationId: `person ${person.userId}`, isReply: this.#isReply },
    });
    return resource.parse(answer).id;
  }
}

function target(place: Partial<Activity> | Partial<ConversationReference>): {
  conversationId: string;
  serviceUrl: string;
  tenantId: string | undefined;
} {
  const { conversation, serviceUrl } = place;
  if (!conversation?.id || !serviceUrl) throw new Error('A message needs a conversation and a service URL.');
  return { conversationId: conversation.id, serviceUrl, tenantId: conversation.tenantId };
}
