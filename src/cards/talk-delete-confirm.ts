import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, talk } from './samples.ts';

export type TalkDeleteConfirm = { group: Group } & ({ conversation: string } | { thread: string });

export const talkDeleteConfirmCard = defineCard<TalkDeleteConfirm>('confirm', {
  samples: {
    deleteConversation: { group: guild, conversation: talk.id },
    deleteThread: { group: guild, thread: talk.id },
  },
  text: (data) => `Delete ${what(data)} from ${plain(data.group.displayName, 120)}?`,
  view: (data) => {
    const { group } = data;
    const about = 'conversation' in data ? { conversation: data.conversation } : { thread: data.thread };
    return confirmView({
      title: `Delete ${what(data)} from ${escapeText(group.displayName, 120)}?`,
      sentence: 'Everything that was written in it is gone for everybody, and cannot be brought back.',
      yes: {
        title: 'Delete',
        verb: 'conversation' in data ? 'talk.delete' : 'talk.delete-thread',
        data: { group: group.id, ...about },
      },
      no: { title: 'Keep it', verb: 'talk.list', data: { group: group.id } },
    });
  },
});

function what(data: TalkDeleteConfirm): string {
  return 'conversation' in data ? 'this conversation' : 'this thread';
}
