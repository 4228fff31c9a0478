import { z } from 'zod';
import { postedCard, type Posted } from '../../cards/posted.ts';
import { talkDeleteConfirmCard, type TalkDeleteConfirm } from '../../cards/talk-delete-confirm.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { mailGroup } from './mail-group.ts';
import { talkId } from './talk-inputs.ts';

type Deleting = { ask: TalkDeleteConfirm } | { posted: Posted };

const scopes = ['Group-Conversation.ReadWrite.All', 'GroupMember.Read.All'];

/** Lets nobody answer any more, or again. @see https://learn.microsoft.com/graph/api/group-update-thread */
export const lockThread = defineOperation({
  name: 'talk.lock',
  phrases: [],
  summary: 'Lock or unlock a conversation',
  example: '',
  input: z.object({
    group: groupName,
    thread: talkId,
    locked: z.enum(['yes', 'no'], { error: 'This button is broken. Ask again for the conversations.' }),
  }),
  scopes,

  async run({ group: name, thread, locked }, services): Promise<Posted> {
    const group = await mailGroup(name, services);
    await services.conversations.setLocked(group.id, thread, locked === 'yes');
    return { what: locked === 'yes' ? 'locked' : 'unlocked', group, thread };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: postedCard,
});

/** Deletes a conversation with all that was written in it, after asking. @see https://learn.microsoft.com/graph/api/group-delete-conversation */
export const deleteConversation = defineOperation({
  name: 'talk.delete',
  phrases: [],
  summary: 'Delete a conversation',
  example: '',
  input: z.object({ group: groupName, conversation: talkId, confirmed }),
  scopes,

  async run({ group: name, conversation, confirmed: answer }, services): Promise<Deleting> {
    const group = await mailGroup(name, services);
    if (answer !== 'yes') return { ask: { group, conversation } };
    await services.conversations.deleteConversation(group.id, conversation);
    return { posted: { what: 'deleted', group } };
  },
  changes: changeOf,
  card: draw,
});

/** Deletes one thread, after asking. @see https://learn.microsoft.com/graph/api/group-delete-thread */
export const deleteThread = defineOperation({
  name: 'talk.delete-thread',
  phrases: [],
  summary: 'Delete a thread of a conversation',
  example: '',
  input: z.object({ group: groupName, thread: talkId, confirmed }),
  scopes,

  async run({ group: name, thread, confirmed: answer }, services): Promise<Deleting> {
    const group = await mailGroup(name, services);
    if (answer !== 'yes') return { ask: { group, thread } };
    await services.conversations.deleteThread(group.id, thread);
    return { posted: { what: 'deleted', group } };
  },
  changes: changeOf,
  card: draw,
});

/** Sets back what counts as unseen for the caller. @see https://learn.microsoft.com/graph/api/group-resetunseencount */
export const markSeen = defineOperation({
  name: 'talk.seen',
  phrases: ['mark as read', 'mark as seen', 'mark read', 'i have read'],
  summary: 'Let everything in a group count as read',
  example: 'mark as read Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, services): Promise<Posted> {
    const group = await mailGroup(name, services);
    await services.conversations.markSeen(group.id);
    return { what: 'seen', group };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: postedCard,
});

function changeOf(deleting: Deleting) {
  return 'posted' in deleting ? { outcome: 'done' as const, groupId: deleting.posted.group.id } : undefined;
}

function draw(deleting: Deleting, reader: Parameters<typeof postedCard>[1]) {
  return 'ask' in deleting ? talkDeleteConfirmCard(deleting.ask, reader) : postedCard(deleting.posted, reader);
}
