import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { talkLimits } from '../domain/talk.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { ada, guild, talk } from './samples.ts';

export interface ForwardForm {
  group: Group;
  thread: string;
  post: string;
  people: readonly PersonRef[];
  comment: string;
  problem?: string;
}

const sample: ForwardForm = { group: guild, thread: talk.id, post: talk.id, people: [], comment: '' };

export const forwardFormCard = defineCard<ForwardForm>('form', {
  samples: { forward: sample, forwardWrong: { ...sample, people: [ada], problem: 'Please choose somebody.' } },
  text: ({ group }) => `Forward from ${plain(group.displayName, 120)}`,
  view: ({ group, thread, post, people, comment, problem }) =>
    formView({
      title: `Forward from ${escapeText(group.displayName, 120)}`,
      sentence: 'It goes out as a mail from you.',
      fields: [
        { kind: 'people', id: 'picked', label: 'To', isRequired: true, isMultiSelect: true, value: people, problem },
        {
          kind: 'text',
          id: 'comment',
          label: 'Your words',
          value: comment,
          maxLength: talkLimits.comment,
          isMultiline: true,
        },
      ],
      send: { title: 'Forward', verb: 'talk.forward', data: { group: group.id, thread, post, sent: 'yes' } },
      others: [executeAction('Not now', 'talk.read', { group: group.id, thread })],
    }),
});
