import type { PostRecord, ThreadRecord } from '../../tenant/mail-records.ts';
import { tenantDomain } from '../../tenant/cast.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { isExchangeId } from '../../tenant/exchange-ids.ts';
import { deniedByExchange } from '../errors.ts';
import { readMailBody } from '../mail-body.ts';
import { groupContext, itemNotFound, mailboxOf, maySend } from '../mailbox-access.ts';
import { preferenceApplied, preferencesOf } from '../prefer.ts';
import { outlookPage, selectedItem } from '../query/outlook-page.ts';
import { forward, postRecord, reply, threadRecord } from '../thread-fields.ts';
import { postType, renderPost } from '../thread-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { askedThread, threadPaths } from './threads.ts';

/** The post of the path. @throws GraphError 404 when it is not in the thread, 400 when the id can be nobody's */
function askedPost(call: Call, thread: ThreadRecord): PostRecord {
  const { post: id = '' } = call.params;
  const post = thread.posts.find((one) => one.id === id);
  if (!post) throw itemNotFound(isExchangeId(id));
  return post;
}

function listPosts(call: Call): Answer {
  const group = mailboxOf(call, 'thread-list-posts', 'read');
  const thread = askedThread(call, group);
  const items = thread.posts.map((post) => renderPost(call, thread, post));
  const context = groupContext(call, group.id, `threads('${encodeURIComponent(thread.id)}')/posts`);
  const body = { '@odata.context': context, ...outlookPage(call, postType, items) };
  return { status: 200, headers: preferenceApplied({ asText: preferencesOf(call).asText }), body };
}

function getPost(call: Call): Answer {
  const group = mailboxOf(call, 'post-get', 'read');
  const thread = askedThread(call, group);
  const shown = renderPost(call, thread, askedPost(call, thread));
  const context = groupContext(call, group.id, `threads('${encodeURIComponent(thread.id)}')/posts/$entity`);
  const body = { '@odata.context': context, ...selectedItem(shown, postType, call.query.select) };
  return { status: 200, headers: preferenceApplied({ asText: preferencesOf(call).asText }), body };
}

function replyToThread(call: Call): Answer {
  const group = mailboxOf(call, 'thread-reply', 'post');
  const thread = askedThread(call, group);
  return addPost(call, group, thread, thread.posts.at(-1));
}

function replyToPost(call: Call): Answer {
  const group = mailboxOf(call, 'post-reply', 'post');
  const thread = askedThread(call, group);
  return addPost(call, group, thread, askedPost(call, thread));
}

/** Nobody posts to a thread that is locked. */
function addPost(call: Call, group: GroupRecord, thread: ThreadRecord, answered: PostRecord | undefined): Answer {
  if (thread.isLocked) throw deniedByExchange();
  const { post } = readMailBody(call, reply);
  const posts = [...thread.posts, postRecord(call, group, post, answered?.id ?? null)];
  call.tenant.mail.threads.put({ ...thread, posts });
  return { status: 202 };
}

/** Sends a post on. Of whom it goes to, only groups have a mailbox here; each gets a new conversation. */
function forwardPost(call: Call): Answer {
  const group = mailboxOf(call, 'post-forward', 'read');
  const thread = askedThread(call, group);
  const post = askedPost(call, thread);
  const { toRecipients, comment } = readMailBody(call, forward);
  const { contentType, content } = post.body;
  const words = comment === null || comment === undefined ? '' : comment;
  const forwarded = {
    contentType,
    content: contentType === 'html' ? `<p>${escaped(words)}</p>${content}` : `${words}\r\n${content}`,
  };
  call.tenant.atomically(() => {
    for (const other of groupsAmong(
      call,
      toRecipients.map((one) => one.emailAddress.address),
    )) {
      const posts = [{ ...postRecord(call, other, { body: forwarded }), attachments: post.attachments }];
      call.tenant.mail.threads.put(threadRecord(other, { topic: `FW: ${thread.topic}`, posts }));
    }
  });
  return { status: 200 };
}

function groupsAmong(call: Call, addresses: string[]): GroupRecord[] {
  const { caller, tenant } = call;
  return addresses.flatMap((address) => {
    const [nickname = '', domain = ''] = address.split('@');
    const group = domain.toLowerCase() === tenantDomain ? tenant.groupByNickname(nickname) : undefined;
    return group && (caller.kind === 'app' || maySend(call, group, caller.user.id)) ? [group] : [];
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Posts of a thread: reading, answering, sending on. */
export const postRoutes: readonly Route[] = [
  ...threadPaths('/reply').map((path): Route => ({ method: 'POST', path, handle: replyToThread })),
  ...threadPaths('/posts').map((path): Route => ({ method: 'GET', path, handle: listPosts })),
  ...threadPaths('/posts/{post}').map((path): Route => ({ method: 'GET', path, handle: getPost })),
  ...threadPaths('/posts/{post}/reply').map((path): Route => ({ method: 'POST', path, handle: replyToPost })),
  ...threadPaths('/posts/{post}/forward').map((path): Route => ({ method: 'POST', path, handle: forwardPost })),
];
