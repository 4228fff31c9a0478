import type { PostRecord, Recipient, ThreadRecord } from '../tenant/mail-records.ts';
import type { GroupRecord } from '../tenant/records.ts';
import { changeKeyOf } from '../tenant/exchange-ids.ts';
import { badRequest } from './errors.ts';
import { previewOf, shownBody } from './mail-body.ts';
import type { Item, ItemType } from './query/outlook-page.ts';
import { selectedItem } from './query/outlook-page.ts';
import type { Call } from './types.ts';
import { preferencesOf } from './prefer.ts';

export const conversationType: ItemType = {
  name: 'conversation',
  defaults: ['id', 'topic', 'hasAttachments', 'lastDeliveredDateTime', 'uniqueSenders', 'preview'],
};

export const threadType: ItemType = {
  name: 'conversationThread',
  defaults: [...conversationType.defaults, 'isLocked'],
  more: ['toRecipients', 'ccRecipients'],
};

export const postType: ItemType = {
  name: 'post',
  defaults:
    'id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime hasAttachments body from sender'.split(
      ' ',
    ),
  more: ['conversationId', 'conversationThreadId', 'newParticipants'],
};

/** @param threads all threads of one conversation, the one with the latest post first */
export function renderConversation(call: Call, group: GroupRecord, threads: readonly ThreadRecord[]): Item {
  const [latest] = threads;
  const posts = threads.flatMap((thread) => thread.posts);
  return {
    id: latest?.conversationId,
    topic: threads.at(-1)?.topic ?? '',
    ...summary(posts, latest?.posts.at(-1)),
    ...expanded(call, { threads: () => threads.map((thread) => threadOnly(group, thread)) }, { threads: threadType }),
  };
}

/** With its posts, where they are asked for. */
export function renderThread(call: Call, group: GroupRecord, thread: ThreadRecord): Item {
  const posts = (): Item[] => thread.posts.map((post) => postOnly(call, thread, post));
  return { ...threadOnly(group, thread), ...expanded(call, { posts }, { posts: postType }) };
}

function threadOnly(group: GroupRecord, thread: ThreadRecord): Item {
  return {
    id: thread.id,
    topic: thread.topic,
    ...summary(thread.posts, thread.posts.at(-1)),
    isLocked: thread.isLocked,
    toRecipients: recipientsOf(group, thread),
    ccRecipients: [],
  };
}

/** With what it answers and what is attached to it, where they are asked for. */
export function renderPost(call: Call, thread: ThreadRecord, post: PostRecord): Item {
  const answered = thread.posts.find((other) => other.id === post.inReplyToId);
  return {
    ...postOnly(call, thread, post),
    ...expanded(
      call,
      {
        inReplyTo: () => (answered ? postOnly(call, thread, answered) : null),
        attachments: () => post.attachments.map(renderAttachment),
      },
      { inReplyTo: postType },
    ),
  };
}

function postOnly(call: Call, thread: ThreadRecord, post: PostRecord): Item {
  const changeKey = changeKeyOf(post.id);
  return {
    '@odata.etag': `W/"${changeKey}"`,
    id: post.id,
    createdDateTime: post.createdDateTime,
    lastModifiedDateTime: post.createdDateTime,
    changeKey,
    categories: [],
    receivedDateTime: post.createdDateTime,
    hasAttachments: post.attachments.length > 0,
    body: shownBody(post.body, preferencesOf(call).asText),
    from: post.from,
    sender: post.from,
    conversationId: thread.conversationId,
    conversationThreadId: thread.id,
    newParticipants: post.newParticipants,
  };
}

function renderAttachment(attachment: PostRecord['attachments'][number]): Item {
  const size = Buffer.byteLength(attachment.contentBytes, 'base64');
  return { '@odata.type': '#microsoft.graph.fileAttachment', ...attachment, size };
}

function summary(posts: readonly PostRecord[], last: PostRecord | undefined): Item {
  return {
    hasAttachments: posts.some((post) => post.attachments.length > 0),
    lastDeliveredDateTime: last?.createdDateTime,
    uniqueSenders: [...new Set(posts.map((post) => post.from.emailAddress.name))],
    preview: last ? previewOf(last.body) : '',
  };
}

/** The group and whoever was brought in by a post. */
function recipientsOf(group: GroupRecord, thread: ThreadRecord): Recipient[] {
  const all = [mailOfGroup(group), ...thread.posts.flatMap((post) => post.newParticipants)];
  return [...new Map(all.map((one) => [one.emailAddress.address.toLowerCase(), one])).values()];
}

export function mailOfGroup(group: GroupRecord): Recipient {
  return { emailAddress: { name: group.displayName, address: group.mail ?? '' } };
}

/** @throws GraphError 400 for what cannot be expanded */
function expanded(
  call: Call,
  relations: Record<string, () => Item[] | Item | null>,
  types: Record<string, ItemType>,
): Item {
  const shown: Item = {};
  for (const { relation, select } of call.query.expand ?? []) {
    const related = relations[relation]?.();
    if (related === undefined)
      throw badRequest(
        `Parsing OData Select and Expand failed: there is no relation named '${relation}' here.`,
        'BadRequest',
      );
    const type = types[relation];
    const render = (item: Item): Item => (type ? selectedItem(item, type, select) : item);
    shown[relation] = Array.isArray(related) ? related.map(render) : related && render(related);
  }
  return shown;
}
