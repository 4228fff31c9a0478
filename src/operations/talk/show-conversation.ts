import { z } from 'zod';
import { conversationsListCard, type ConversationsList } from '../../cards/conversations-list.ts';
import { threadShownCard, type ThreadShown } from '../../cards/thread-shown.ts';
import type { Group } from '../../domain/groups.ts';
import type { Post, Thread } from '../../domain/talk.ts';
import type { Page } from '../../ports/directory.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { mailGroupWith } from './mail-group.ts';
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
    const { conversations } = services;
    const { group, found } = await mailGroupWith(name, services, (groupId) => conversations.conversation(groupId, id));
    const { conversation, threads } = found;
    const [only, ...others] = threads;
    if (only && others.length === 0) {
      const inside = await conversations.thread(group.id, only.id, { pageSize });
      return { thread: { ...shownOf(group, inside), conversation: conversation.id } };
    }
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
    const page = { pageSize, ...(next !== undefined && { next }) };
    const { group, found } = await mailGroupWith(name, services, (groupId) =>
      services.conversations.thread(groupId, thread, page),
    );
    return { ...shownOf(group, found), isContinued: next !== undefined };
  },
  card: threadShownCard,
});

function shownOf(group: Group, { thread, posts }: { thread: Thread; posts: Page<Post> }): ThreadShown {
  return { group, thread, posts: posts.items, next: posts.next, isContinued: false };
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
    const { group, found } = await mailGroupWith(name, services, (groupId) =>
      services.conversations.post(groupId, thread, postId),
    );
    return { group, threadId: thread, posts: [found], isWhole: true };
  },
  card: threadShownCard,
});
