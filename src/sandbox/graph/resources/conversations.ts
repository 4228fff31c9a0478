import type { ThreadRecord } from '../../tenant/mail-records.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { isExchangeId } from '../../tenant/exchange-ids.ts';
import { mayManage } from '../access.ts';
import { deniedByExchange } from '../errors.ts';
import { readMailBody } from '../mail-body.ts';
import { groupContext, itemNotFound, mailboxOf } from '../mailbox-access.ts';
import { outlookPage, selectedItem } from '../query/outlook-page.ts';
import { newConversation, newConversationKey, postRecord, senderOf, threadRecord } from '../thread-fields.ts';
import { conversationType, renderConversation } from '../thread-shape.ts';
import type { Answer, Call, Route } from '../types.ts';

/** Threads of the conversation of the path. @throws GraphError 404 when there are none, 400 when the id can be nobody's */
export function askedConversation(call: Call, group: GroupRecord): ThreadRecord[] {
  const id = call.params['conversation'] ?? '';
  const threads = call.tenant.mail.threadsOf(group.id).filter((thread) => thread.conversationId === id);
  if (threads.length === 0) throw itemNotFound(isExchangeId(id));
  return threads;
}

/**
 * Deleting is for those who own the group, for apps, and for people who take back what they alone have written.
 * @throws GraphError 403
 */
export function refuseDeletion(call: Call, group: GroupRecord, threads: readonly ThreadRecord[]): void {
  if (mayManage(call.caller, group, call.tenant)) return;
  const own = senderOf(call, group).emailAddress.address;
  const posts = threads.flatMap((thread) => thread.posts);
  if (posts.some((post) => post.from.emailAddress.address !== own)) throw deniedByExchange();
}

function listConversations(call: Call): Answer {
  const group = mailboxOf(call, 'group-list-conversations', 'read');
  const byConversation = Map.groupBy(call.tenant.mail.threadsOf(group.id), (thread) => thread.conversationId);
  const items = [...byConversation.values()].map((threads) => renderConversation(call, group, threads));
  const context = groupContext(call, group.id, 'conversations');
  return { status: 200, body: { '@odata.context': context, ...outlookPage(call, conversationType, items) } };
}

function getConversation(call: Call): Answer {
  const group = mailboxOf(call, 'group-get-conversation', 'read');
  const shown = renderConversation(call, group, askedConversation(call, group));
  const context = groupContext(call, group.id, 'conversations/$entity');
  return {
    status: 200,
    body: { '@odata.context': context, ...selectedItem(shown, conversationType, call.query.select) },
  };
}

/** Starts a conversation: at least one thread, each with at least one post. */
function createConversation(call: Call): Answer {
  const group = mailboxOf(call, 'group-create-conversation', 'post');
  const sent = readMailBody(call, newConversation);
  const conversation = newConversationKey(group);
  const threads = sent.threads.map((thread) => {
    const posts = thread.posts.map((post) => postRecord(call, group, post));
    return threadRecord(group, { topic: thread.topic ?? sent.topic, posts }, conversation);
  });
  call.tenant.atomically(() => threads.forEach((thread) => call.tenant.mail.threads.put(thread)));
  const shown = renderConversation(call, group, [...threads].reverse());
  const context = groupContext(call, group.id, 'conversations/$entity');
  const made = threads.map(({ id }) => ({ id }));
  return { status: 201, body: { '@odata.context': context, ...shown, threads: made } };
}

function deleteConversation(call: Call): Answer {
  const group = mailboxOf(call, 'group-delete-conversation', 'read');
  const threads = askedConversation(call, group);
  refuseDeletion(call, group, threads);
  call.tenant.atomically(() => {
    for (const thread of threads) call.tenant.mail.threads.remove(thread.id);
  });
  return { status: 204 };
}

/** Conversations of a group. Exchange refuses in its own words, so handlers ask for the permission themselves. */
export const conversationRoutes: readonly Route[] = [
  { method: 'GET', path: '/groups/{group}/conversations', handle: listConversations },
  { method: 'POST', path: '/groups/{group}/conversations', handle: createConversation },
  { method: 'GET', path: '/groups/{group}/conversations/{conversation}', handle: getConversation },
  { method: 'DELETE', path: '/groups/{group}/conversations/{conversation}', handle: deleteConversation },
];
