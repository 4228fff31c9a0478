import { groupThemes } from '../domain/group-profile.ts';
import { planLimits } from '../domain/group-plan.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Choice, type Field } from './form.ts';
import { guild } from './samples.ts';

/** What stands in the fields; empty for what is not set. */
export interface EditValues {
  displayName: string;
  description: string;
  classification: string;
  /** BCP 47 tag. */
  language: string;
  theme: string;
}

export interface EditForm {
  group: Group;
  values: EditValues;
  /** What the organisation has; any words do where it is empty. */
  classifications: readonly string[];
  problems?: Partial<Record<keyof EditValues, string>>;
}

const values: EditValues = {
  displayName: guild.displayName,
  description: guild.description ?? '',
  classification: 'Internal',
  language: 'en-GB',
  theme: 'Teal',
};

export const editFormCard = defineCard<EditForm>('form', {
  samples: {
    first: { group: guild, values, classifications: ['Internal', 'Public'] },
    free: { group: guild, values: { ...values, classification: '', language: '', theme: '' }, classifications: [] },
    wrong: {
      group: guild,
      values: { ...values, displayName: '' },
      classifications: ['Internal'],
      problems: { displayName: 'A group needs a name.' },
    },
  },
  asks: () => true,
  text: ({ group }) => `Change ${plain(group.displayName)}`,
  view: ({ group, values: shown, classifications, problems = {} }) =>
    formView({
      title: `Change ${escapeText(group.displayName)}`,
      fields: [
        {
          kind: 'text',
          id: 'displayName',
          label: 'Name',
          isRequired: true,
          value: shown.displayName,
          maxLength: planLimits.displayName,
          problem: problems.displayName,
        },
        {
          kind: 'text',
          id: 'description',
          label: 'Description',
          value: shown.description,
          maxLength: planLimits.description,
          isMultiline: true,
          problem: problems.description,
        },
        classificationField(shown.classification, classifications, problems.classification),
        ...(group.kind === 'microsoft365' ? mailboxFields(shown, problems) : []),
      ],
      send: { title: 'Save', verb: 'group.edit', data: { group: group.id, confirmed: 'yes' } },
      others: [
        ...(group.kind === 'microsoft365'
          ? [executeAction('Mail settings', 'group.mail-settings', { group: group.id })]
          : []),
        executeAction('Leave as it is', 'group.show', { group: group.id }),
      ],
    }),
});

function classificationField(value: string, offered: readonly string[], problem: string | undefined): Field {
  const common = { id: 'classification', label: 'Classification', value, problem };
  if (offered.length === 0) return { kind: 'text', maxLength: 256, ...common };
  // What is not offered any more is still what it is.
  const all = value === '' || offered.includes(value) ? offered : [value, ...offered];
  const choices = [none, ...all.map((one) => ({ value: one, title: one }))];
  return { kind: 'choice', choices, ...common, value: value === '' ? none.value : value };
}

/** An empty value would be no choice. */
const none: Choice = { value: 'none', title: 'None' };

function mailboxFields(shown: EditValues, problems: NonNullable<EditForm['problems']>): Field[] {
  return [
    {
      kind: 'text',
      id: 'language',
      label: 'Language of its automatic mail',
      value: shown.language,
      maxLength: 12,
      placeholder: 'en-GB',
      problem: problems.language,
    },
    {
      kind: 'choice',
      id: 'theme',
      label: 'Colour in Outlook',
      value: shown.theme === '' ? none.value : shown.theme,
      choices: [none, ...groupThemes.map((theme) => ({ value: theme, title: theme }))],
      problem: problems.theme,
    },
  ];
}
