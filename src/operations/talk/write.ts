import { z } from 'zod';
import { postFormCard, type PostForm } from '../../cards/post-form.ts';
import { postedCard, type Posted } from '../../cards/posted.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { textAfter } from '../text-words.ts';
import { mailGroup } from './mail-group.ts';
import { post, talkId, topic, topicOf } from './talk-inputs.ts';

/** What came of wanting to write: the form, as long as something is missing, or that it was posted. */
export type Writing = { form: PostForm } | { posted: Posted };

const scopes = ['Group-Conversation.ReadWrite.All', 'GroupMember.Read.All'];

/**
 * Starts a conversation in a group with a form, or another thread in one that there is.
 * @see https://learn.microsoft.com/graph/api/group-post-conversations
 * @see https://learn.microsoft.com/graph/api/conversation-post-threads
 */
export const startConversation = defineOperation({
  name: 'talk.start',
  phrases: ['start a conversation in', 'start conversation in', 'new conversation in', 'write to group', 'write to'],
  summary: 'Start a conversation in a group',
  example: 'start a conversation in Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    conversation: talkId.optional(),
    topic,
    text: post,
    sent: z.string().optional(),
  }),
  scopes,
  dialog: { title: 'Start a conversation' },

  async run({ group: name, conversation, topic: subject, text, sent }, services): Promise<Writing> {
    const group = await mailGroup(name, services);
    if (subject === '' || text === '') {
      const about = { group, topic: subject, text, ...(conversation !== undefined && { conversation }) };
      return { form: { what: 'start', ...about, isIncomplete: sent === 'yes' } };
    }
    if (conversation === undefined) await services.conversations.start(group.id, { topic: subject, text });
    else await services.conversations.startThread(group.id, conversation, { topic: subject, text });
    return { posted: { what: 'started', group } };
  },
  changes: changeOf,
  card: draw,
});

/** Posts to a group in one sentence; the first line is the subject. @see https://learn.microsoft.com/graph/api/group-post-threads */
export const announce = defineOperation({
  name: 'talk.announce',
  phrases: ['post to', 'post in', 'announce to', 'announce in', 'tell group', 'tell'],
  summary: 'Post something to a group at once',
  example: 'post to Design Guild: The room is free on Friday',
  fromWords: (words) => firstColon(words),
  input: z.object({ group: groupName, text: post }),
  scopes,

  async run({ group: name, text }, services): Promise<Writing> {
    const group = await mailGroup(name, services);
    if (text === '') return { form: { what: 'start', group, topic: '', text: '', isIncomplete: false } };
    const thread = await services.conversations.announce(group.id, { topic: topicOf(text), text });
    return { posted: { what: 'started', group, thread } };
  },
  changes: changeOf,
  card: draw,
});

/** A text may hold colons, a name seldom does: the first one counts. */
function firstColon(words: string): Record<string, string> {
  const found = words.indexOf(':');
  if (found < 0) return textAfter(words, /\s+that\s+/giu, 'text');
  return {
    group: words
      .slice(0, found)
      .replace(/^["“]|["”]$/gu, '')
      .trim(),
    text: words.slice(found + 1).trim(),
  };
}

const inThread = z.object({ group: groupName, thread: talkId, text: post, sent: z.string().optional() });

/** @see https://learn.microsoft.com/graph/api/conversationthread-reply */
export const reply = defineOperation({
  name: 'talk.reply',
  phrases: [],
  summary: 'Reply in a conversation',
  example: '',
  input: inThread,
  scopes,
  dialog: { title: 'Reply' },

  async run({ group: name, thread, text, sent }, services): Promise<Writing> {
    const group = await mailGroup(name, services);
    if (text === '') return { form: { what: 'reply', group, thread, text, isIncomplete: sent === 'yes' } };
    await services.conversations.reply(group.id, thread, text);
    return { posted: { what: 'replied', group, thread } };
  },
  changes: changeOf,
  card: draw,
});

/** @see https://learn.microsoft.com/graph/api/post-reply */
export const answerPost = defineOperation({
  name: 'talk.answer',
  phrases: [],
  summary: 'Answer a post',
  example: '',
  input: inThread.extend({ post: talkId }),
  scopes,
  dialog: { title: 'Answer' },

  async run({ group: name, thread, post: postId, text, sent }, services: Services): Promise<Writing> {
    const group = await mailGroup(name, services);
    if (text === '')
      return { form: { what: 'answer', group, thread, post: postId, text, isIncomplete: sent === 'yes' } };
    await services.conversations.replyToPost(group.id, thread, postId, text);
    return { posted: { what: 'replied', group, thread } };
  },
  changes: changeOf,
  card: draw,
});

function changeOf(writing: Writing) {
  return 'posted' in writing ? { outcome: 'done' as const, groupId: writing.posted.group.id } : undefined;
}

function draw(writing: Writing, reader: Parameters<typeof postFormCard>[1]) {
  return 'form' in writing ? postFormCard(writing.form, reader) : postedCard(writing.posted, reader);
}
