import type { PersonRef } from '../domain/people.ts';
import type { Conversation, Post, Thread } from '../domain/talk.ts';
import type { Page } from './directory.ts';

/** Who may write to a group, or may not. */
export type SenderList = 'accepted' | 'rejected';

/** Who stands on either list. */
export type SenderLists = Record<SenderList, PersonRef[]>;

/**
 * What people write to a group, kept by Exchange, as one caller reaches it. Ids of conversations, threads and posts come
 * back from cards: they are checked before they become part of an address.
 * Every method may throw `AppError` as those of `Directory` do, besides `talk.denied` and `talk.not-found`.
 */
export interface Conversations {
  /** Latest first. */
  conversations(groupId: string, options: { pageSize: number; next?: string }): Promise<Page<Conversation>>;
  /** Latest first, over all conversations. */
  threads(groupId: string, options: { pageSize: number; next?: string }): Promise<Page<Thread>>;
  conversation(groupId: string, conversationId: string): Promise<{ conversation: Conversation; threads: Thread[] }>;
  thread(
    groupId: string,
    threadId: string,
    options: { pageSize: number; next?: string },
  ): Promise<{ thread: Thread; posts: Page<Post> }>;
  /** The whole of one post. */
  post(groupId: string, threadId: string, postId: string): Promise<Post>;
  /** Starts a conversation. */
  start(groupId: string, words: { topic: string; text: string }): Promise<void>;
  /** Posts without a conversation in mind. @returns the thread that it began */
  announce(groupId: string, words: { topic: string; text: string }): Promise<string>;
  /** Begins another thread in a conversation. */
  startThread(groupId: string, conversationId: string, words: { topic: string; text: string }): Promise<void>;
  /** @throws AppError `talk.denied` also where the thread is locked */
  reply(groupId: string, threadId: string, text: string): Promise<void>;
  replyToPost(groupId: string, threadId: string, postId: string, text: string): Promise<void>;
  forward(
    groupId: string,
    threadId: string,
    postId: string,
    to: { recipients: readonly { name: string; address: string }[]; comment: string },
  ): Promise<void>;
  setLocked(groupId: string, threadId: string, isLocked: boolean): Promise<void>;
  deleteThread(groupId: string, threadId: string): Promise<void>;
  deleteConversation(groupId: string, conversationId: string): Promise<void>;
  /** Nothing in the group counts as unseen by the caller any more. */
  markSeen(groupId: string): Promise<void>;
  senders(groupId: string, list: SenderList): Promise<PersonRef[]>;
  /**
   * @returns the lists as they are then; undefined where they could not be read
   * @throws AppError `sender.on-other-list`, `sender.already-present`
   */
  addSender(groupId: string, list: SenderList, userId: string): Promise<SenderLists | undefined>;
  /** @throws AppError `sender.not-present` */
  removeSender(groupId: string, list: SenderList, userId: string): Promise<void>;
}
