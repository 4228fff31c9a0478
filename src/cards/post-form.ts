import type { Group } from '../domain/groups.ts';
import { talkLimits } from '../domain/talk.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { guild, talk } from './samples.ts';

export interface PostForm {
  what: 'start' | 'reply' | 'answer';
  group: Group;
  /** Where it goes: a thread is to be added to a conversation, a thread or a post is answered. */
  conversation?: string;
  thread?: string;
  post?: string;
  topic?: string;
  text: string;
  /** It was sent with something missing. */
  isIncomplete: boolean;
}

export const postFormCard = defineCard<PostForm>('form', {
  samples: {
    start: { what: 'start', group: guild, topic: '', text: '', isIncomplete: false },
    startIncomplete: { what: 'start', group: guild, topic: 'Grid', text: '', isIncomplete: true },
    startThread: { what: 'start', group: guild, conversation: talk.id, topic: '', text: '', isIncomplete: false },
    reply: { what: 'reply', group: guild, thread: talk.id, text: '', isIncomplete: false },
    answer: { what: 'answer', group: guild, thread: talk.id, post: talk.id, text: '', isIncomplete: false },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { what, group, conversation, thread, post, topic = '', text, isIncomplete } = data;
    const missing = (value: string): string | undefined =>
      isIncomplete && value === '' ? 'Please write something here.' : undefined;
    const subject: Field = {
      kind: 'text',
      id: 'topic',
      label: 'Subject',
      isRequired: true,
      value: topic,
      maxLength: talkLimits.topic,
      problem: missing(topic),
    };
    const words: Field = {
      kind: 'text',
      id: 'text',
      label: 'Text',
      isRequired: true,
      value: text,
      maxLength: talkLimits.post,
      isMultiline: true,
      problem: missing(text),
    };
    const place = Object.fromEntries(
      Object.entries({ conversation, thread, post }).filter(([, id]) => id !== undefined),
    );
    return formView({
      title: titleOf(data, escapeText),
      sentence: 'Everybody in the group can read it, and gets it by mail if they have subscribed.',
      fields: what === 'start' ? [subject, words] : [words],
      send: { title: 'Post', verb: `talk.${what}`, data: { group: group.id, ...place, sent: 'yes' } },
      others: [executeAction('Not now', 'group.show', { group: group.id })],
    });
  },
});

function titleOf({ what, group }: PostForm, show: (text: string, maxLength: number) => string): string {
  const name = show(group.displayName, 120);
  switch (what) {
    case 'start':
      return `Write to ${name}`;
    case 'reply':
      return `Reply in ${name}`;
    case 'answer':
      return `Answer in ${name}`;
  }
}
