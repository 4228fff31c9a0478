import { createHash } from 'node:crypto';
import type { Saved } from '../server/saved.ts';

export type Card = Record<string, unknown>;

/** The sign-in button of an OAuth card. */
export interface SignInButton {
  text: string;
  title: string;
  url: string;
}

/** A message as it is kept. */
export interface StoredMessage {
  /** Epoch milliseconds as text, unique in the sandbox and rising. */
  id: string;
  at: string;
  edited: boolean;
  /** A person's object id, `bot`, or `teams` for what the client itself says. */
  from: string;
  text: string;
  /** What the conversation list shows instead of a message that has only a card. */
  summary: string;
  cards: Card[];
  /** In a channel: the post that this one answers, or itself. */
  rootId: string;
  /** Seen by this person only. */
  onlyFor?: string;
  /** Something pasted into it, by its id. */
  picture?: string;
  /** A file that was attached to it: its name, and what opens it. */
  file?: { name: string; id: string; key: string };
  deleted: boolean;
  /** What an action or a refresh returned, by person; shown to that person instead of the cards. */
  views: Record<string, Card>;
  /** An OAuth card: hidden while silent sign-in works. */
  signIn?: SignInButton & { shown: boolean };
}

/** A conversation as it is kept. */
export interface StoredConversation {
  id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  title: string;
  subtitle: string;
  /** For a channel: its team. */
  team?: { id: string; groupId: string; name: string; general: boolean };
  /** For a personal chat and a group chat. A channel's people are its group's. */
  memberIds: string[];
  botInstalled: boolean;
  /** Install events that the bot has not received yet. */
  installPending: boolean;
  /** Who added the app, where the administrator did not. */
  installedBy?: string;
  messages: StoredMessage[];
  /** By person: the last message that they have seen. */
  readUpTo: Record<string, string>;
}

export interface StoredChats {
  lastId: number;
  conversations: StoredConversation[];
}

/** A message to be added; the rest is filled in. */
export type NewMessage = Pick<StoredMessage, 'from' | 'text'> &
  Partial<Pick<StoredMessage, 'cards' | 'rootId' | 'onlyFor' | 'signIn' | 'summary' | 'picture' | 'file'>>;

const keptMessages = 500;

/** All conversations, kept on disk. */
export class Chats {
  readonly #saved: Saved<StoredChats>;
  readonly #now: () => Date;

  /** @param now the sandbox's time */
  constructor(saved: Saved<StoredChats>, now: () => Date) {
    this.#saved = saved;
    this.#now = now;
  }

  all(): readonly StoredConversation[] {
    return this.#saved.value.conversations;
  }

  /** @param id with or without `;messageid=` */
  find(id: string): StoredConversation | undefined {
    const [bare] = id.split(';messageid=');
    return this.all().find((conversation) => conversation.id === bare);
  }

  put(conversation: StoredConversation): StoredConversation {
    this.#saved.value.conversations.push(conversation);
    this.#saved.changed();
    return conversation;
  }

  replaceAll(conversations: StoredConversation[]): void {
    this.#saved.value.conversations = conversations;
    this.#saved.changed();
  }

  /** Says that a conversation or one of its messages was changed in place. */
  changed(): void {
    this.#saved.changed();
  }

  nextId(): string {
    this.#saved.value.lastId = Math.max(this.#saved.value.lastId + 1, this.#now().getTime());
    this.#saved.changed();
    return String(this.#saved.value.lastId);
  }

  add(conversation: StoredConversation, message: NewMessage): StoredMessage {
    const id = this.nextId();
    const stored: StoredMessage = {
      summary: '',
      cards: [],
      rootId: id,
      ...message,
      id,
      at: this.#now().toISOString(),
      edited: false,
      deleted: false,
      views: {},
    };
    conversation.messages = [...conversation.messages.slice(1 - keptMessages), stored];
    return stored;
  }
}

/** The personal chat of a person with the bot has always the same id. */
export function personalChatId(botId: string, personId: string): string {
  return `a:1${createHash('sha256').update(`${personId}/${botId}`).digest('base64url')}`;
}
