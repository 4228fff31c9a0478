import { z } from 'zod';
import { conversationIdOf, itemIdOf, itemKey, threadIdOf } from '../tenant/exchange-ids.ts';
import type { PostRecord, Recipient, ThreadRecord } from '../tenant/mail-records.ts';
import type { GroupRecord } from '../tenant/records.ts';
import { isoSeconds } from './dates.ts';
import { itemBody, recipient, storedBody } from './mail-body.ts';
import { mailOfGroup } from './thread-shape.ts';
import type { Call } from './types.ts';

const attachment = z.looseObject({
  '@odata.type': z.string().regex(/^#?microsoft\.graph\.fileAttachment$/i),
  name: z.string().max(255).optional(),
  contentType: z.string().nullish(),
  contentBytes: z.base64().optional(),
  isInline: z.boolean().optional(),
});

/** A post as a caller sends it; who wrote it and when is not the caller's to say. */
const newPost = z.looseObject({
  body: itemBody,
  newParticipants: z.array(recipient).max(500).optional(),
  attachments: z.array(attachment).max(100).optional(),
});

const topic = z.string().max(255);
export const newThread = z.looseObject({ topic, posts: z.array(newPost).min(1) });
export const newConversation = z.looseObject({
  topic,
  threads: z.array(z.looseObject({ topic: topic.optional(), posts: z.array(newPost).min(1) })).min(1),
});
export const reply = z.looseObject({ post: newPost });
export const forward = z.looseObject({
  toRecipients: z.array(recipient).min(1).max(500),
  comment: z.string().nullish(),
});
export const threadChange = z.looseObject({ isLocked: z.boolean().optional(), topic: topic.optional() });

/** Whoever calls, as a sender; an app speaks as the group. */
export function senderOf({ caller }: Call, group: GroupRecord): Recipient {
  if (caller.kind === 'app') return mailOfGroup(group);
  const { displayName, mail, userPrincipalName } = caller.user;
  return { emailAddress: { name: displayName, address: mail ?? userPrincipalName } };
}

/** @param inReplyToId the post that is answered */
export function postRecord(
  call: Call,
  group: GroupRecord,
  sent: z.infer<typeof newPost>,
  inReplyToId: string | null = null,
): PostRecord {
  const now = isoSeconds(call.now());
  return {
    id: itemIdOf(group.id, 'posts', itemKey()),
    createdDateTime: now,
    body: storedBody(sent.body),
    from: senderOf(call, group),
    newParticipants: sent.newParticipants ?? [],
    inReplyToId,
    attachments: (sent.attachments ?? []).map(({ name, contentType, contentBytes, isInline }) => ({
      id: itemIdOf(group.id, 'posts', itemKey()),
      name: name ?? 'attachment',
      contentType: contentType ?? 'application/octet-stream',
      isInline: isInline ?? false,
      contentBytes: contentBytes ?? '',
      lastModifiedDateTime: now,
    })),
  };
}

/** @param conversation the conversation's key and id; a new conversation when absent */
export function threadRecord(
  group: GroupRecord,
  words: { topic: string; posts: PostRecord[] },
  conversation = newConversationKey(group),
): ThreadRecord {
  return {
    id: threadIdOf(group.id, conversation.key, itemKey()),
    groupId: group.id,
    conversationId: conversation.id,
    topic: words.topic,
    isLocked: false,
    posts: words.posts,
  };
}

export function newConversationKey(group: Pick<GroupRecord, 'id'>): { id: string; key: Buffer } {
  const key = itemKey();
  return { id: conversationIdOf(group.id, key), key };
}

/** What a conversation's threads are made with. */
export function conversationKey(id: string): { id: string; key: Buffer } {
  return { id, key: Buffer.from(id, 'base64url').subarray(-16) };
}
