import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Conversation, Post, Thread } from '../domain/talk.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { instant, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { readableText } from './mail-text.ts';
import { continued, nextOf } from './paging.ts';
import type { Doing } from './refusals.ts';
import { noMailboxWords } from './refusals.ts';

const gone = { code: 'talk.not-found', advice: 'This conversation is not there any more. Ask for the list again.' };

/** 403 comes from Exchange, which looks at membership alone; an administrator is nobody special to it. */
export const talking: Doing = {
  denied: {
    code: 'talk.denied',
    advice:
      'Only members of this group can do that here. In a private group that goes for reading, too; ask its owners to let you in.',
  },
  notFound: gone,
  noMailbox: noMailboxWords,
};

const conversationShape = z.object({
  id: z.string(),
  topic: z.string().nullish(),
  preview: z.string().nullish(),
  uniqueSenders: z.array(z.string()).nullish(),
  lastDeliveredDateTime: instant,
});
const threadShape = conversationShape.extend({ isLocked: z.boolean().nullish() });
const postShape = z.object({
  id: z.string(),
  receivedDateTime: instant,
  hasAttachments: z.boolean().nullish(),
  from: z.object({ emailAddress: z.object({ name: z.string().nullish(), address: z.string().nullish() }) }).nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
});
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ '@odata.nextLink': z.string().optional(), value: z.array(item) });
const conversationList = listOf(conversationShape);
const threadList = listOf(threadShape);
const postList = listOf(postShape);

const conversationFields = 'id,topic,preview,uniqueSenders,lastDeliveredDateTime';
const threadFields = `${conversationFields},isLocked`;
const postFields = 'id,receivedDateTime,hasAttachments,from,body';
const asText = { Prefer: 'outlook.body-content-type="text"' };

interface PageOptions {
  pageSize: number;
  next?: string;
}

/** Exchange's ids come back from cards. @throws AppError `talk.not-found` for what can be none */
export function exchangeId(id: string): string {
  if (!/^[\w\-=+/]{1,512}$/.test(id)) throw new AppError('notFound', gone);
  return encodeURIComponent(id);
}

export function threadPath(groupId: string, threadId: string): string {
  return `${groupPath(groupId)}/threads/${exchangeId(threadId)}`;
}

/** @see https://learn.microsoft.com/graph/api/group-list-conversations */
export async function readConversations(
  reader: Reader,
  groupId: string,
  page: PageOptions,
): Promise<Page<Conversation>> {
  const path = `${groupPath(groupId)}/conversations?$select=${conversationFields}&$top=${page.pageSize}`;
  const body = parsed(conversationList, await reader.read({ path: continued(path, page.next) }, talking));
  return pageOf(path, body, conversationFrom);
}

/** @see https://learn.microsoft.com/graph/api/group-list-threads */
export async function readThreads(reader: Reader, groupId: string, page: PageOptions): Promise<Page<Thread>> {
  const path = `${groupPath(groupId)}/threads?$select=${threadFields}&$top=${page.pageSize}`;
  const body = parsed(threadList, await reader.read({ path: continued(path, page.next) }, talking));
  return pageOf(path, body, threadFrom);
}

/** @see https://learn.microsoft.com/graph/api/conversation-list-threads */
export async function readConversation(reader: Reader, groupId: string, conversationId: string) {
  const path = `${groupPath(groupId)}/conversations/${exchangeId(conversationId)}`;
  const [one, threads] = await Promise.all([
    reader.read({ path: `${path}?$select=${conversationFields}` }, talking),
    reader.read({ path: `${path}/threads?$select=${threadFields}` }, talking),
  ]);
  return {
    conversation: conversationFrom(parsed(conversationShape, one)),
    threads: parsed(threadList, threads).value.map(threadFrom),
  };
}

/** A thread, and a page of its posts, the first post first. @see https://learn.microsoft.com/graph/api/conversationthread-list-posts */
export async function readThread(
  reader: Reader,
  groupId: string,
  threadId: string,
  page: PageOptions,
): Promise<{ thread: Thread; posts: Page<Post> }> {
  const path = threadPath(groupId, threadId);
  const listed = `${path}/posts?$select=${postFields}&$top=${page.pageSize}`;
  const [one, posts] = await Promise.all([
    reader.read({ path: `${path}?$select=${threadFields}` }, talking),
    reader.read({ path: continued(listed, page.next), headers: asText }, talking),
  ]);
  return { thread: threadFrom(parsed(threadShape, one)), posts: pageOf(listed, parsed(postList, posts), postFrom) };
}

/** @see https://learn.microsoft.com/graph/api/post-get */
export async function readPost(reader: Reader, groupId: string, threadId: string, postId: string): Promise<Post> {
  const path = `${threadPath(groupId, threadId)}/posts/${exchangeId(postId)}?$select=${postFields}`;
  return postFrom(parsed(postShape, await reader.read({ path, headers: asText }, talking)));
}

function pageOf<Raw, T>(
  path: string,
  { value, '@odata.nextLink': nextLink }: { value: Raw[]; '@odata.nextLink'?: string | undefined },
  from: (raw: Raw) => T,
): Page<T> {
  const following = nextOf(path, nextLink);
  return { items: value.map(from), ...(following === undefined ? {} : { next: following }) };
}

function conversationFrom(raw: z.infer<typeof conversationShape>): Conversation {
  return {
    id: raw.id,
    topic: raw.topic ?? '',
    preview: raw.preview ?? '',
    senders: raw.uniqueSenders ?? [],
    lastPostAt: raw.lastDeliveredDateTime,
  };
}

function threadFrom(raw: z.infer<typeof threadShape>): Thread {
  return { ...conversationFrom(raw), isLocked: raw.isLocked ?? false };
}

function postFrom({ id, receivedDateTime, hasAttachments, from, body }: z.infer<typeof postShape>): Post {
  const { name, address } = from?.emailAddress ?? {};
  return {
    id,
    from: name ?? address ?? 'Somebody',
    at: receivedDateTime,
    text: readableText({ contentType: body?.contentType ?? 'text', content: body?.content ?? '' }),
    hasAttachments: hasAttachments ?? false,
  };
}
