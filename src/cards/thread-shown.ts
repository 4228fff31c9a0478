import type { Group } from '../domain/groups.ts';
import type { Post, Thread } from '../domain/talk.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, relativeTime } from './reader.ts';
import { pageActions, rowsView } from './rows.ts';
import { guild, post, talk } from './samples.ts';
import { avatarOf } from './words.ts';

/** Of a longer post the list shows the beginning. */
const shownChars = 400;
const wholeChars = 6_000;

export interface ThreadShown {
  group: Group;
  /** Absent where one post is shown whole. */
  thread?: Thread;
  threadId?: string;
  /** Absent where it is not known. */
  conversation?: string;
  /** First posts first. */
  posts: readonly Post[];
  isWhole?: boolean;
  next?: string | undefined;
  isContinued?: boolean;
}

const thread: Thread = { ...talk, isLocked: false };

/** What was written in a thread, or one post whole. */
export const threadShownCard = defineCard<ThreadShown>('rows', {
  samples: {
    thread: { group: guild, thread, conversation: talk.id, posts: [post, { ...post, text: 'long '.repeat(200) }] },
    locked: { group: guild, thread: { ...thread, isLocked: true }, posts: [post], isContinued: true },
    whole: { group: guild, threadId: thread.id, posts: [{ ...post, text: 'long '.repeat(200) }], isWhole: true },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: data.thread?.isLocked ? 'It is locked: nobody can answer.' : '',
      rows: data.posts.map((one) => ({
        name: one.from,
        avatar: avatarOf({ displayName: one.from, kind: 'security' }),
        meta: [
          `${longTime(one.at, reader)} (${relativeTime(one.at, reader)})`,
          one.hasAttachments ? 'with attachments, to be seen in Outlook' : '',
        ],
        text: one.text,
        textLength: data.isWhole ? wholeChars : shownChars,
        actions: postActions(data, one),
      })),
      actions: actionsOf(data),
    }),
});

function threadIdOf({ thread: shown, threadId = '' }: ThreadShown): string {
  return shown?.id ?? threadId;
}

function titleOf({ group, thread: shown, posts: [first] }: ThreadShown, show: (text: string, max: number) => string) {
  if (!shown) return `What ${show(first?.from ?? '', 80)} wrote in ${show(group.displayName, 80)}`;
  return shown.topic === '' ? `Without a subject, in ${show(group.displayName, 80)}` : show(shown.topic, 160);
}

function postActions(data: ThreadShown, { id, text, from }: Post): Record<string, unknown>[] {
  const about = { group: data.group.id, thread: threadIdOf(data), post: id };
  const isLocked = data.thread?.isLocked ?? false;
  const whose = plain(from, 80);
  if (!data.isWhole)
    return text.length > shownChars
      ? [{ ...openAction('Read all', 'talk.post', about), tooltip: `Read all that ${whose} wrote` }]
      : [{ ...openDialog('Forward…', 'talk.forward', about), tooltip: `Forward what ${whose} wrote` }];
  return isLocked ? [] : [{ ...openDialog('Answer…', 'talk.answer', about), tooltip: `Answer ${whose}` }];
}

function actionsOf(data: ThreadShown): Record<string, unknown>[] {
  const { group, thread: shown, conversation } = data;
  const about = { group: group.id, thread: threadIdOf(data) };
  if (!shown) return [openAction('Back to the conversation', 'talk.read', about)];
  return [
    ...(shown.isLocked ? [] : [openDialog('Reply…', 'talk.reply', about)]),
    ...pageActions('talk.read', about, data),
    executeAction(shown.isLocked ? 'Unlock' : 'Lock', 'talk.lock', { ...about, locked: shown.isLocked ? 'no' : 'yes' }),
    conversation === undefined
      ? executeAction('Delete', 'talk.delete-thread', about)
      : executeAction('Delete', 'talk.delete', { group: group.id, conversation }),
  ];
}
