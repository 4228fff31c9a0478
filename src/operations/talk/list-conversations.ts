import { z } from 'zod';
import { conversationsListCard, type ConversationsList } from '../../cards/conversations-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { mailGroupWith } from './mail-group.ts';

const pageSize = 8;

/** What people talk about in a group, latest first. @see https://learn.microsoft.com/graph/api/group-list-conversations */
export const listConversations = defineOperation({
  name: 'talk.list',
  phrases: [
    'conversations of',
    'conversations in',
    'conversations',
    'discussions in',
    'discussions of',
    'show conversations of',
    'show conversations in',
    'what do people talk about in',
  ],
  summary: 'Show what people talk about in a group',
  example: 'conversations of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['Group-Conversation.Read.All', 'GroupMember.Read.All'],

  async run({ group: name, next }, services): Promise<ConversationsList> {
    const { group, found } = await mailGroupWith(name, services, (groupId) =>
      services.conversations.conversations(groupId, { pageSize, ...(next !== undefined && { next }) }),
    );
    return { of: 'conversations', group, items: found.items, isContinued: next !== undefined, next: found.next };
  },
  card: conversationsListCard,
});

/** The same without regard to which conversation they are in. @see https://learn.microsoft.com/graph/api/group-list-threads */
export const listThreads = defineOperation({
  name: 'talk.latest',
  phrases: [
    'latest in',
    'latest posts in',
    'latest from',
    'what is new in',
    "what's new in",
    'threads of',
    'threads in',
  ],
  summary: 'Show what was written last in a group',
  example: 'what is new in Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextPage }),
  scopes: ['Group-Conversation.Read.All', 'GroupMember.Read.All'],

  async run({ group: name, next }, services): Promise<ConversationsList> {
    const { group, found } = await mailGroupWith(name, services, (groupId) =>
      services.conversations.threads(groupId, { pageSize, ...(next !== undefined && { next }) }),
    );
    return { of: 'threads', group, items: found.items, isContinued: next !== undefined, next: found.next };
  },
  card: conversationsListCard,
});
