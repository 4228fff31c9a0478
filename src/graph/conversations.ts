import { z } from 'zod';
import type { Conversations } from '../ports/conversations.ts';
import type { GraphCall } from './client.ts';
import { bodyOf } from './client.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import {
  exchangeId,
  readConversation,
  readConversations,
  readPost,
  readThread,
  readThreads,
  talking,
  threadPath,
} from './read-talk.ts';
import type { Doing, Reply } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';
import { addSender, readSenders, removeSender } from './senders.ts';

const deleting: Doing = {
  denied: {
    code: 'talk.delete-denied',
    advice: 'Only an owner of the group may delete this, or who alone has written in it.',
  },
  ...(talking.notFound && { notFound: talking.notFound }),
};
const locking: Doing = {
  denied: { code: 'talk.lock-denied', advice: 'Only an owner of the group may lock or unlock this.' },
  ...(talking.notFound && { notFound: talking.notFound }),
};
const made = z.object({ id: z.string() });

/** What people write to groups over Graph. @see https://learn.microsoft.com/graph/api/resources/conversation */
export function conversationsOver({ reader, writer }: Link): Conversations {
  const { client, scopes } = writer;
  const send = async (call: Omit<GraphCall, 'isRead'>, doing = talking): Promise<Reply> => {
    const reply = await client.send({ ...call, isRead: false });
    // What is to be deleted and is gone after an attempt in doubt is our own work.
    const isDone = call.method === 'DELETE' && reply.inDoubt && classify(reply) === 'notFound';
    if (reply.status >= 400 && !isDone) throw refusalOf(reply, doing, scopes);
    return reply;
  };
  const post = async (path: string, body: unknown): Promise<Reply> =>
    send({ method: 'POST', path, body, isOnce: true });
  const postPath = (groupId: string, threadId: string, postId: string): string =>
    `${threadPath(groupId, threadId)}/posts/${exchangeId(postId)}`;
  const conversationPath = (groupId: string, conversationId: string): string =>
    `${groupPath(groupId)}/conversations/${exchangeId(conversationId)}`;
  return {
    conversations: (groupId, page) => readConversations(reader, groupId, page),
    threads: (groupId, page) => readThreads(reader, groupId, page),
    conversation: (groupId, conversationId) => readConversation(reader, groupId, conversationId),
    thread: (groupId, threadId, page) => readThread(reader, groupId, threadId, page),
    post: (groupId, threadId, postId) => readPost(reader, groupId, threadId, postId),
    async start(groupId, { topic, text }) {
      await post(`${groupPath(groupId)}/conversations`, { topic, threads: [{ posts: [written(text)] }] });
    },
    async announce(groupId, { topic, text }) {
      const reply = await post(`${groupPath(groupId)}/threads`, { topic, posts: [written(text)] });
      return parsed(made, bodyOf(reply)).id;
    },
    async startThread(groupId, conversationId, { topic, text }) {
      await post(`${conversationPath(groupId, conversationId)}/threads`, { topic, posts: [written(text)] });
    },
    async reply(groupId, threadId, text) {
      await post(`${threadPath(groupId, threadId)}/reply`, { post: written(text) });
    },
    async replyToPost(groupId, threadId, postId, text) {
      await post(`${postPath(groupId, threadId, postId)}/reply`, { post: written(text) });
    },
    async forward(groupId, threadId, postId, { recipients, comment }) {
      const toRecipients = recipients.map((emailAddress) => ({ emailAddress }));
      await post(`${postPath(groupId, threadId, postId)}/forward`, { comment, toRecipients });
    },
    async setLocked(groupId, threadId, isLocked) {
      await send({ method: 'PATCH', path: threadPath(groupId, threadId), body: { isLocked } }, locking);
    },
    async deleteThread(groupId, threadId) {
      await send({ method: 'DELETE', path: threadPath(groupId, threadId) }, deleting);
    },
    async deleteConversation(groupId, conversationId) {
      await send({ method: 'DELETE', path: conversationPath(groupId, conversationId) }, deleting);
    },
    async markSeen(groupId) {
      await send({ method: 'POST', path: `${groupPath(groupId)}/resetUnseenCount` });
    },
    senders: (groupId, list) => readSenders(reader, groupId, list),
    addSender: (groupId, list, userId) => addSender(writer, groupId, list, userId),
    removeSender: (groupId, list, userId) => removeSender(writer, groupId, list, userId),
  };
}

function written(text: string) {
  return { body: { contentType: 'text', content: text } };
}
