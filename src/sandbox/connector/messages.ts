import { z } from 'zod';
import type { Answer, Call, Route } from '../server/http.ts';
import type { StoredConversation, StoredMessage } from '../teams/chats.ts';
import { personalChatId } from '../teams/chats.ts';
import { signInButton } from '../teams/sign-in.ts';
import { readActivity } from './activity.ts';
import type { BotActivity } from './activity.ts';
import type { Connector } from './connector.ts';
import { conversationOf, guarded } from './connector.ts';
import { badArgument, ConnectorError, noActivity, noConversation, notInRoster } from './errors.ts';

const path = 'v3/conversations/{conversation}/activities';

/** Sending, changing and deleting messages, and opening conversations. */
export function messageRoutes(connector: Connector): Route[] {
  const create = (call: Call, body: unknown): Answer => {
    const conversation = conversationOf(connector, call);
    const activity = readActivity(body);
    const id = store(connector, conversation, activity, call, call.params['conversation'] ?? '');
    // What opens a chat or changes a message can be done again without harm, and nobody reads that somebody is typing.
    if (activity.type !== 'typing' && connector.settings.takeFault('connectorFailAfterStore'))
      throw new ConnectorError(502, 'BadGateway', 'The message was stored, but no answer came back.');
    return { status: 201, body: { id } };
  };
  const summary = 'sends a message';
  return [
    guarded(connector, { method: 'POST', path, kind: 'send', summary, handle: create }),
    guarded(connector, { method: 'POST', path: `${path}/{activity}`, kind: 'send', summary, handle: create }),
    guarded(connector, {
      method: 'PUT',
      path: `${path}/{activity}`,
      kind: 'send',
      summary: 'changes its message',
      handle: (call, body) => change(connector, call, body),
    }),
    guarded(connector, {
      method: 'DELETE',
      path: `${path}/{activity}`,
      kind: 'send',
      summary: 'deletes its message',
      handle: (call) => remove(connector, call),
    }),
    guarded(connector, {
      method: 'POST',
      path: 'v3/conversations',
      kind: 'send',
      summary: 'opens a conversation',
      handle: (call, body) => open(connector, call, body),
    }),
  ];
}

/**
 * @param address the conversation id as it was called: in a channel with the thread, else a new post begins
 * @returns the id under which the message can be changed
 */
function store(
  connector: Connector,
  conversation: StoredConversation,
  activity: BotActivity,
  call: Call,
  address: string,
): string {
  const { teams } = connector;
  const { world } = teams;
  if (activity.type === 'typing') {
    call.trace.summary = 'is typing';
    world.emit({ kind: 'typing', conversation: conversation.id }, world.members(conversation));
    return world.chats.nextId();
  }
  const rootId = address.split(';messageid=')[1];
  // Nobody can answer what was taken away.
  if (rootId !== undefined && !isThere(conversation, rootId)) throw noActivity();
  const base = { from: 'bot', summary: activity.summary, ...(rootId === undefined ? {} : { rootId }) };
  const { text, cards, oauth } = activity;
  if (oauth !== undefined) {
    call.trace.summary = 'sends an OAuth card';
    return storeOAuthCard(connector, conversation, activity, base);
  }
  if (text !== '' && cards.length > 0) {
    // Teams makes two messages of it, and the id that it returns belongs to neither.
    call.trace.summary = 'sends a text with a card, which become two messages';
    teams.botWrote(conversation, world.chats.add(conversation, { ...base, text }));
    teams.botWrote(conversation, world.chats.add(conversation, { ...base, text: '', cards }));
    return `1:${world.chats.nextId()}`;
  }
  const message = world.chats.add(conversation, { ...base, text, cards });
  teams.botWrote(conversation, message);
  return message.id;
}

function isThere({ messages }: StoredConversation, id: string): boolean {
  const root = messages.find((one) => one.id === id);
  return root !== undefined && !root.deleted;
}

function storeOAuthCard(
  connector: Connector,
  conversation: StoredConversation,
  { oauth, replyToId }: BotActivity,
  base: { from: string; summary: string; rootId?: string },
): string {
  if (oauth === undefined) return '';
  const { world } = connector.teams;
  const answered = conversation.messages.find((one) => one.id === (replyToId || base.rootId));
  const personId = conversation.kind === 'personal' ? conversation.memberIds[0] : answered?.from;
  const person = personId === undefined ? undefined : world.people.byId(personId);
  if (person === undefined) throw badArgument('The OAuth card answers nobody.');
  const button = signInButton(oauth) ?? { text: oauth.text ?? '', title: 'Sign in', url: '' };
  const message = world.chats.add(conversation, {
    ...base,
    text: '',
    onlyFor: person.id,
    signIn: { ...button, shown: false },
  });
  connector.teams.botWrote(conversation, message, { forPerson: person.id, content: oauth });
  return message.id;
}

function change(connector: Connector, call: Call, body: unknown): Answer {
  const { conversation, message } = ownMessage(connector, call);
  const { text, cards, summary } = readActivity(body);
  delete message.signIn;
  Object.assign(message, { text, cards, summary, edited: true });
  connector.teams.botChanged(conversation, message);
  return { status: 200, body: { id: message.id } };
}

function remove(connector: Connector, call: Call): Answer {
  const { conversation, message } = ownMessage(connector, call);
  // Of an OAuth card that nobody saw there is nothing to say.
  if (message.signIn !== undefined) conversation.messages = conversation.messages.filter((one) => one !== message);
  else message.deleted = true;
  connector.teams.botChanged(conversation, message);
  return { status: 200 };
}

function ownMessage(connector: Connector, call: Call): { conversation: StoredConversation; message: StoredMessage } {
  const conversation = conversationOf(connector, call);
  const message = conversation.messages.find((one) => one.id === call.params['activity'] && !one.deleted);
  if (message === undefined) throw noActivity();
  if (message.from !== 'bot') {
    throw new ConnectorError(403, 'NotEnoughPermissions', 'A bot may change its own messages only.');
  }
  return { conversation, message };
}

const parameters = z.object({
  isGroup: z.boolean().nullish(),
  members: z.array(z.object({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z
    .object({ channel: z.object({ id: z.string() }).nullish(), tenant: z.object({ id: z.string() }).nullish() })
    .nullish(),
  activity: z.unknown().optional(),
});

function open(connector: Connector, call: Call, body: unknown): Answer {
  const parsed = parameters.safeParse(body);
  if (!parsed.success) throw badArgument(z.prettifyError(parsed.error).slice(0, 300));
  const { members, channelData, tenantId, activity } = parsed.data;
  const { world } = connector.teams;
  if ((tenantId ?? channelData?.tenant?.id ?? world.tenantId) !== world.tenantId) throw badArgument('Unknown tenant.');
  const channelId = channelData?.channel?.id;
  const conversation = channelId === undefined ? personal(connector, members ?? []) : world.chats.find(channelId);
  if (conversation === undefined) throw noConversation();
  if (!conversation.botInstalled) throw notInRoster();
  if (channelId !== undefined && activity === undefined) throw badArgument('A new post needs an activity.');
  const { serviceUrl } = world;
  if (activity === undefined) return { status: 201, body: { id: conversation.id, serviceUrl } };
  const activityId = store(connector, conversation, readActivity(activity), call, '');
  const id = channelId === undefined ? conversation.id : `${conversation.id};messageid=${activityId}`;
  return { status: 201, body: { id, activityId, serviceUrl } };
}

/** A person's chat has always the same id, so opening it twice opens one. */
function personal(connector: Connector, members: { id: string }[]): StoredConversation {
  const { world } = connector.teams;
  const [first, ...others] = members;
  if (first === undefined || others.length > 0) throw badArgument('Bots can open chats with one person only.');
  const person = world.people.byIdOrMri(first.id);
  if (person === undefined) throw badArgument('Unknown member.');
  const chat = world.chats.find(personalChatId(world.bot.id, person.id));
  if (chat === undefined) throw notInRoster();
  return chat;
}
