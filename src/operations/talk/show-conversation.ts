import { z } from 'zod';
import { conversationsListCard, type ConversationsList } from '../../cards/conversations-list.ts';
import { threadShownCard, type ThreadShown } from '../../cards/thread-shown.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { mailGroup } from './mail-group.ts';
import { talkId } from './talk-inputs.ts';

type Shown = { list: ConversationsList } | { thread: ThreadShown };

const pageSize = 6;
const scopes = ['Group-Conversation.Read.All', 'GroupMember.Read.All'];

/** Shows a conversation: its posts where it has one thread, as most have, else its threads. */
export const showConversation = defineOperation({
  name: 'talk.show',
  phrases: [],
  summary: 'Show a conversation',
  example: '',
  input: z.object({ group: groupName, conversation: talkId }),
  scopes,

  async run({ group: name, conversation: id }, services): Promise<Shown> {
    const group = await mailGroup(name, services);
    const { conversation, threads } = await services.conversations.conversation(group.id, id);
    const [only, ...others] = threads;
    if (only && others.length === 0)
      return { thread: { ...(await posts(group, only.id, undefined, services)), conversation: conversation.id } };
    return { list: { of: 'within', group, conversation, items: threads } };
  },
  card: (shown, reader) =>
    'list' in shown ? conversationsListCard(shown.list, reader) : threadShownCard(shown.thread, reader),
});

/** Shows what was written in a thread, from the first post on. @see https://learn.microsoft.com/graph/api/conversationthread-list-posts */
export const readThread = defineOperation({
  name: 'talk.read',
  phrases: [],
  summary: 'Read what was written in a conversation',
  example: '',
  input: z.object({ group: groupName, thread: talkId, next: nextPage }),
  scopes,

  async run({ group: name, thread, next }, services) {
    return posts(await mailGroup(name, services), thread, next, services);
  },
  card: threadShownCard,
});

async function posts(
  group: Group,
  threadId: string,
  next: string | undefined,
  { conversations }: Services,
): Promise<ThreadShown> {
  const page = { pageSize, ...(next !== undefined && { next }) };
  const { thread, posts: found } = await conversations.thread(group.id, threadId, page);
  return { group, thread, posts: found.items, next: found.next, isContinued: next !== undefined };
}

/** Shows the whole of one post. @see https://learn.microsoft.com/graph/api/post-get */
export const readPost = defineOperation({
  name: 'talk.post',
  phrases: [],
  summary: 'Read the whole of a post',
  example: '',
  input: z.object({ group: groupName, thread: talkId, post: talkId }),
  scopes,

  async run({ group: name, thread, post: postId }, services): Promise<ThreadShown> {
    const group = await mailGroup(name, services);
    const post = await services.conversations.post(group.id, thread, postId);
    return { group, threadId: thread, posts: [post], isWhole: true };
  },
  card: threadShownCard,
});
