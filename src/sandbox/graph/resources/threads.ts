import type { ThreadRecord } from '../../tenant/mail-records.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { isExchangeId } from '../../tenant/exchange-ids.ts';
import { mayManage } from '../access.ts';
import { deniedByExchange } from '../errors.ts';
import { readMailBody } from '../mail-body.ts';
import { groupContext, itemNotFound, mailboxOf } from '../mailbox-access.ts';
import { outlookPage, selectedItem } from '../query/outlook-page.ts';
import { conversationKey, newThread, postRecord, threadChange, threadRecord } from '../thread-fields.ts';
import { renderThread, threadType } from '../thread-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { askedConversation, refuseDeletion } from './conversations.ts';

/** The thread of the path. @throws GraphError 404 when it is not there, 400 when the id can be nobody's */
export function askedThread(call: Call, group: GroupRecord): ThreadRecord {
  const { thread: id = '', conversation } = call.params;
  const thread = call.tenant.mail.threads.get(id);
  const isThere =
    thread?.groupId === group.id && (conversation === undefined || thread.conversationId === conversation);
  if (!thread || !isThere) throw itemNotFound(isExchangeId(id));
  return thread;
}

/** Both addresses of something below a thread. */
export function threadPaths(end = ''): string[] {
  return [
    `/groups/{group}/threads/{thread}${end}`,
    `/groups/{group}/conversations/{conversation}/threads/{thread}${end}`,
  ];
}

function listThreads(call: Call): Answer {
  const inConversation = call.params['conversation'] !== undefined;
  const group = mailboxOf(call, inConversation ? 'conversation-list-threads' : 'group-list-threads', 'read');
  const threads = inConversation ? askedConversation(call, group) : call.tenant.mail.threadsOf(group.id);
  const items = threads.map((thread) => renderThread(call, group, thread));
  const context = groupContext(call, group.id, placeOf(call, 'threads'));
  return { status: 200, body: { '@odata.context': context, ...outlookPage(call, threadType, items) } };
}

function getThread(call: Call): Answer {
  const group = mailboxOf(call, 'group-get-thread', 'read');
  const shown = renderThread(call, group, askedThread(call, group));
  const context = groupContext(call, group.id, placeOf(call, 'threads/$entity'));
  return { status: 200, body: { '@odata.context': context, ...selectedItem(shown, threadType, call.query.select) } };
}

/** Starts a conversation with this thread, or one more thread in a conversation. */
function createThread(call: Call): Answer {
  const inConversation = call.params['conversation'] !== undefined;
  const group = mailboxOf(call, inConversation ? 'conversation-create-thread' : 'group-create-thread', 'post');
  const [first] = inConversation ? askedConversation(call, group) : [];
  const { topic, posts } = readMailBody(call, newThread);
  const words = { topic, posts: posts.map((post) => postRecord(call, group, post)) };
  const thread = threadRecord(group, words, first && conversationKey(first.conversationId));
  call.tenant.mail.threads.put(thread);
  const context = groupContext(call, group.id, placeOf(call, 'threads/$entity'));
  return { status: 201, body: { '@odata.context': context, ...renderThread(call, group, thread) } };
}

/** Whoever owns the group, and apps, may lock a thread. What a thread does not have is passed over, as Exchange does. */
function updateThread(call: Call): Answer {
  const group = mailboxOf(call, 'group-update-thread', 'read');
  const thread = askedThread(call, group);
  if (!mayManage(call.caller, group, call.tenant)) throw deniedByExchange();
  const { isLocked, topic } = readMailBody(call, threadChange);
  if (isLocked === undefined && topic === undefined) return { status: 204 };
  call.tenant.mail.threads.put({ ...thread, isLocked: isLocked ?? thread.isLocked, topic: topic ?? thread.topic });
  return { status: 200, body: {} };
}

function deleteThread(call: Call): Answer {
  const group = mailboxOf(call, 'group-delete-thread', 'read');
  const thread = askedThread(call, group);
  refuseDeletion(call, group, [thread]);
  call.tenant.mail.threads.remove(thread.id);
  return { status: 204 };
}

function placeOf({ params }: Call, what: string): string {
  const { conversation } = params;
  return conversation === undefined ? what : `conversations('${encodeURIComponent(conversation)}')/${what}`;
}

/** Threads of a group, with and without their conversation. */
export const threadRoutes: readonly Route[] = [
  ...['/groups/{group}/threads', '/groups/{group}/conversations/{conversation}/threads'].flatMap((path): Route[] => [
    { method: 'GET', path, handle: listThreads },
    { method: 'POST', path, handle: createThread },
  ]),
  ...threadPaths().flatMap((path): Route[] => [
    { method: 'GET', path, handle: getThread },
    { method: 'PATCH', path, handle: updateThread },
    { method: 'DELETE', path, handle: deleteThread },
  ]),
];
