import { auditData, type AuditView } from './audit-list.ts';
import { outcomeChoices, outcomes } from './audit-words.ts';
import { defineCard, executeAction } from './define-card.ts';
import { formView } from './form.ts';
import { ada, guild } from './samples.ts';

export interface AuditForm {
  view: AuditView;
  /** What is wrong with the days. */
  problem?: string;
}

/** Asks what to look at in the audit trail. */
export const auditFormCard = defineCard<AuditForm>('form', {
  samples: {
    empty: { view: {} },
    wrong: {
      view: { group: guild, person: ada, from: '2026-02-01', to: '2026-01-01' },
      problem: 'The last day comes before the first.',
    },
  },
  asks: () => true,
  text: () => 'What do you want to look at?',
  view: ({ view, problem }) =>
    formView({
      title: 'What do you want to look at?',
      sentence: 'Leave empty what does not matter.',
      fields: [
        { kind: 'text', id: 'group', label: 'Group', value: view.group?.displayName ?? '', maxLength: 256 },
        {
          kind: 'people',
          id: 'picked',
          label: 'Person who did it, or whom it was about',
          value: view.person ? [view.person] : [],
        },
        {
          kind: 'choice',
          id: 'outcome',
          label: 'How it ended',
          value: view.outcome ?? 'any',
          choices: [
            { title: 'It does not matter', value: 'any' },
            ...outcomeChoices.map((value) => ({ title: outcomes[value], value })),
          ],
        },
        { kind: 'date', id: 'from', label: 'First day', ...(view.from !== undefined && { value: view.from }) },
        { kind: 'date', id: 'to', label: 'Last day', ...(view.to !== undefined && { value: view.to }), problem },
      ],
      send: { title: 'Show', verb: 'audit.show', data: view.request === undefined ? {} : { request: view.request } },
      others: [executeAction('Back', 'audit.show', auditData(view))],
    }),
});
