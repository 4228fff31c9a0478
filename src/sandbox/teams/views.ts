import type { Conversation, Message } from '../page/api.ts';
import type { StoredConversation, StoredMessage } from './chats.ts';
import type { TeamsWorld } from './world.ts';

const shownMessages = 200;

/** The conversations of a person, those with news first. */
export function conversationsOf(world: TeamsWorld, personId: string): Conversation[] {
  return world.chats
    .all()
    .filter((conversation) => world.members(conversation).includes(personId))
    .map((conversation) => summarize(world, conversation, personId))
    .sort((one, other) => other.lastAt.localeCompare(one.lastAt));
}

function summarize(world: TeamsWorld, conversation: StoredConversation, personId: string): Conversation {
  const seen = conversation.messages.filter((message) => isVisible(message, personId));
  const last = seen.at(-1);
  const readUpTo = Number(conversation.readUpTo[personId] ?? 0);
  return {
    id: conversation.id,
    kind: conversation.kind,
    title: conversation.title,
    subtitle: conversation.subtitle,
    unread: seen.filter((message) => Number(message.id) > readUpTo && message.from !== personId).length,
    lastMessage: last === undefined ? '' : preview(last),
    lastAt: last?.at ?? '',
    botInstalled: conversation.botInstalled,
    mayAddApps: world.mayAddApps(conversation, personId),
  };
}

function preview(message: StoredMessage): string {
  if (message.deleted) return 'This message has been deleted.';
  const text = message.text || message.summary || message.signIn?.text;
  return (text ?? withoutWords(message)).replace(/<\/?at>/g, '').slice(0, 140);
}

function withoutWords({ picture, file }: StoredMessage): string {
  if (file !== undefined) return file.name;
  return picture === undefined ? 'Sent a card' : 'Sent a picture';
}

/** The last messages of a conversation as this person sees them, oldest first. */
export function messagesOf(world: TeamsWorld, conversation: StoredConversation, personId: string): Message[] {
  return conversation.messages
    .filter((message) => isVisible(message, personId))
    .slice(-shownMessages)
    .map((message) => describe(world, message, personId));
}

/** An OAuth card is only seen when its button is needed. */
function isVisible(message: StoredMessage, personId: string): boolean {
  if (message.onlyFor !== undefined && message.onlyFor !== personId) return false;
  return message.signIn === undefined || message.signIn.shown;
}

function describe(world: TeamsWorld, message: StoredMessage, personId: string): Message {
  const { signIn } = message;
  const view = message.views[personId];
  return {
    id: message.id,
    rootId: message.rootId,
    at: message.at,
    edited: message.edited,
    from: author(world, message.from),
    text: message.deleted ? '' : message.text,
    cards: message.deleted ? [] : view === undefined ? message.cards : [view],
    ...(message.picture === undefined || message.deleted ? {} : { picture: `/api/pictures/${message.picture}` }),
    ...(message.file === undefined || message.deleted ? {} : { file: message.file.name }),
    ...(signIn === undefined || message.deleted
      ? {}
      : { signIn: { text: signIn.text, title: signIn.title, url: signIn.url } }),
    deleted: message.deleted,
  };
}

function author(world: TeamsWorld, from: string): Message['from'] {
  if (from === 'bot') return { id: world.bot.mri, name: world.bot.name, isBot: true };
  if (from === 'teams') return { id: 'teams', name: 'Teams', isBot: false };
  return { id: from, name: world.people.byId(from)?.displayName ?? 'Somebody who left', isBot: false };
}
