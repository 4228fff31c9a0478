import { z } from 'zod';
import type { ActionOutcome, SubmitAction } from '../page/api.ts';
import { envelope, invoke, placeOf, withConversation } from './activities.ts';
import type { Card, SignInButton, StoredConversation, StoredMessage } from './chats.ts';
import type { BotAnswer } from './delivery.ts';
import type { TeamsPerson } from './people.ts';
import type { Resumes } from './resumes.ts';
import { oauthCard, signInButton } from './sign-in.ts';
import { Refused, wentWrong } from './world.ts';
import type { TeamsWorld } from './world.ts';

/** A message with a card on which somebody acts. */
export interface Target {
  person: TeamsPerson;
  conversation: StoredConversation;
  message: StoredMessage;
}

/** Result body of `adaptiveCard/action`. */
const actionResult = z.object({ statusCode: z.number().default(200), type: z.string(), value: z.unknown().optional() });
const cardBody = z.looseObject({ type: z.literal('AdaptiveCard') });
const errorBody = z.object({ message: z.string() });

type Result =
  | { kind: 'card'; card: Card }
  | { kind: 'message' | 'error'; text: string }
  | { kind: 'loginRequest'; card: z.infer<typeof oauthCard> }
  | { kind: 'preconditionFailed' };

/** @param trigger `automatic` for a refresh */
export interface ExecuteOptions {
  trigger: 'manual' | 'automatic';
  /** The popup's one-time code, when this is the repetition after it. */
  state?: string;
  /** The button to show again when the code was not enough. */
  button?: SignInButton;
}

/**
 * Action.Execute as Teams does it: send, get a token silently when the bot asks for one and send again, and fall back to the
 * sign-in button when that was not enough. The card that comes back replaces the shared one for this person only.
 */
export async function execute(
  world: TeamsWorld,
  resumes: Resumes,
  target: Target,
  asked: SubmitAction,
  options: ExecuteOptions,
): Promise<ActionOutcome> {
  const send = async (more: Record<string, unknown>): Promise<Result> =>
    readResult(await world.delivery.send(executeActivity(world, target, asked, options.trigger, more), 'invoke'));

  let result = await send(options.state === undefined ? {} : { state: options.state });
  let { button } = options;
  if (result.kind === 'loginRequest') {
    button = signInButton(result.card) ?? button;
    const exchange = result.card.tokenExchangeResource;
    if (exchange !== undefined && options.state === undefined) {
      if (!world.grants(target.person.id).installed) world.setInstalled(target.person.id, true); // Teams offers the install first
      const token = await world.ssoToken(target.person);
      const authentication = { id: exchange.id ?? '', connectionName: result.card.connectionName ?? '', token };
      result = await send({ authentication });
      if (result.kind === 'loginRequest') button = signInButton(result.card) ?? button;
    }
  }
  switch (result.kind) {
    case 'card':
      target.message.views[target.person.id] = result.card;
      world.chats.changed();
      world.emit({ kind: 'messages', conversation: target.conversation.id }, [target.person.id]);
      return { kind: 'card' };
    case 'message':
    case 'error':
      return { kind: result.kind, text: result.text };
    case 'loginRequest':
    case 'preconditionFailed': {
      if (button === undefined || options.trigger === 'automatic') return { kind: 'error', text: wentWrong };
      return { kind: 'signIn', ...button, resume: resumes.keep({ kind: 'action', action: asked, button }) };
    }
  }
}

function executeActivity(
  world: TeamsWorld,
  { person, conversation, message }: Target,
  { action }: SubmitAction,
  trigger: string,
  more: Record<string, unknown>,
): ReturnType<typeof invoke> {
  const { id, verb, data } = action;
  const sent = {
    type: 'Action.Execute',
    ...(id === undefined ? {} : { id }),
    ...(verb === undefined ? {} : { verb }),
    data,
  };
  const place = placeOf(conversation, message);
  return invoke(
    world,
    person,
    place,
    'adaptiveCard/action',
    { action: sent, trigger, ...more },
    { replyToId: message.id },
  );
}

/** The status that counts is the body's; on the wire an older SDK repeats it. */
function readResult({ status, body }: BotAnswer): Result {
  const wrong: Result = { kind: 'error', text: wentWrong };
  if (![200, 401, 412].includes(status)) return wrong;
  const parsed = actionResult.safeParse(body);
  if (!parsed.success) return status === 412 ? { kind: 'preconditionFailed' } : wrong;
  const { statusCode, type, value } = parsed.data;
  switch (type) {
    case 'application/vnd.microsoft.card.adaptive': {
      const card = cardBody.safeParse(value);
      return card.success ? { kind: 'card', card: card.data } : wrong;
    }
    case 'application/vnd.microsoft.activity.message':
      return { kind: 'message', text: typeof value === 'string' ? value : '' };
    case 'application/vnd.microsoft.activity.loginRequest': {
      const card = oauthCard.safeParse(value);
      return card.success && statusCode === 401 ? { kind: 'loginRequest', card: card.data } : wrong;
    }
    case 'application/vnd.microsoft.error.preconditionFailed':
      return { kind: 'preconditionFailed' };
    case 'application/vnd.microsoft.error.incorrectAuthCode':
      return { kind: 'error', text: 'Sign-in did not succeed. Please try again.' };
    default: {
      const problem = errorBody.safeParse(value);
      return problem.success ? { kind: 'error', text: problem.data.message } : wrong;
    }
  }
}

/** Action.Submit: a message without text, whose `value` is the form. */
export async function submit(world: TeamsWorld, target: Target, data: Record<string, unknown>): Promise<ActionOutcome> {
  const { person, conversation, message } = target;
  const place = placeOf(conversation, message);
  const common = envelope(world, person, place);
  const { status } = await world.delivery.send(
    withConversation(world, place, {
      ...common,
      type: 'message',
      id: world.chats.nextId(),
      value: data,
      replyToId: message.id,
      channelData: {
        ...(common['channelData'] as Record<string, unknown>),
        source: { name: 'message' },
        legacy: { replyToId: `1:${message.id}` },
      },
    }),
    'message',
  );
  return status >= 200 && status < 300
    ? { kind: 'message', text: 'Your response was sent to the app' }
    : { kind: 'error', text: wentWrong };
}

/**
 * Finds what somebody acts on, if they can see it.
 * @throws Refused 403 or 404
 */
export function targetOf(world: TeamsWorld, asked: Pick<SubmitAction, 'as' | 'conversation' | 'message'>): Target {
  const { person, conversation } = seat(world, asked.as, asked.conversation);
  const message = conversation.messages.find((one) => one.id === asked.message);
  const seen = message !== undefined && !message.deleted && (message.onlyFor ?? person.id) === person.id;
  if (!seen) throw new Refused(404, 'This message is not there any more.');
  return { person, conversation, message };
}

/**
 * A person in a conversation.
 * @throws Refused 403 or 404
 */
export function seat(
  world: TeamsWorld,
  personId: string,
  conversationId: string,
): { person: TeamsPerson; conversation: StoredConversation } {
  const person = world.people.byId(personId);
  if (person === undefined) throw new Refused(404, 'There is no such person.');
  const conversation = world.chats.find(conversationId);
  if (conversation === undefined) throw new Refused(404, 'There is no such conversation.');
  if (!world.members(conversation).includes(person.id))
    throw new Refused(403, 'This person is not in the conversation.');
  return { person, conversation };
}
