import type { Group } from '../domain/groups.ts';
import type { Conversation, Thread } from '../domain/talk.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, relativeTime } from './reader.ts';
import { pageActions, rowsView } from './rows.ts';
import { guild, talk } from './samples.ts';
import { avatarOf } from './words.ts';

export interface ConversationsList {
  /** `within`: the threads of one conversation. */
  of: 'conversations' | 'threads' | 'within';
  group: Group;
  items: readonly (Conversation | Thread)[];
  /** The conversation whose threads these are. */
  conversation?: Conversation;
  next?: string | undefined;
  isContinued?: boolean;
}

export const conversationsListCard = defineCard<ConversationsList>('rows', {
  samples: {
    conversations: { of: 'conversations', group: guild, items: [talk], next: 'opaque' },
    threads: { of: 'threads', group: guild, items: [{ ...talk, isLocked: true }], isContinued: true },
    within: { of: 'within', group: guild, conversation: talk, items: [{ ...talk, isLocked: false }] },
    noTalk: { of: 'conversations', group: guild, items: [] },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: data.items.length === 0 ? 'Nobody has written anything yet. Be the first.' : '',
      rows: data.items.map((item) => ({
        name: item.topic === '' ? 'Without a subject' : item.topic,
        avatar: avatarOf({ displayName: item.senders.at(-1) ?? '', kind: 'security' }),
        meta: [
          item.senders
            .slice(0, 3)
            .map((name) => escapeText(name, 60))
            .join(', '),
          `${longTime(item.lastPostAt, reader)} (${relativeTime(item.lastPostAt, reader)})`,
          'isLocked' in item && item.isLocked ? 'Locked' : '',
        ],
        text: item.preview,
        actions: [{ ...openAction('Open', ...opening(data, item)), tooltip: `Open ${plain(item.topic, 80)}` }],
      })),
      actions: actionsOf(data),
    }),
});

function opening({ of, group }: ConversationsList, { id }: Conversation): [string, Record<string, unknown>] {
  return of === 'conversations'
    ? ['talk.show', { group: group.id, conversation: id }]
    : ['talk.read', { group: group.id, thread: id }];
}

function titleOf({ of, group, conversation }: ConversationsList, show: (text: string, maxLength: number) => string) {
  const name = show(group.displayName, 120);
  switch (of) {
    case 'conversations':
      return `Conversations of ${name}`;
    case 'threads':
      return `Latest in ${name}`;
    case 'within':
      return `${show(conversation?.topic ?? '', 120)} in ${name}`;
  }
}

function actionsOf(data: ConversationsList): Record<string, unknown>[] {
  const { of, group, conversation } = data;
  const again = { group: group.id };
  if (of === 'within' && conversation) {
    const about = { ...again, conversation: conversation.id };
    return [openDialog('Write…', 'talk.start', about), executeAction('Delete the conversation', 'talk.delete', about)];
  }
  return [
    openDialog('Write…', 'talk.start', again),
    ...pageActions(of === 'threads' ? 'talk.latest' : 'talk.list', again, data),
    executeAction('Mark as read', 'talk.seen', again),
  ];
}
