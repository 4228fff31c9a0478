import { planLimits, type CreatedVisibility, type GroupPlan } from '../domain/group-plan.ts';
import type { GroupRequest } from '../domain/requests.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { asksFor } from './request-words.ts';
import { amendVerb } from './request-verbs.ts';
import { renaming } from './samples-approvals.ts';
import { aboutAlan, newGroup, requestSample } from './samples.ts';

/** What whoever approves can change first, filled in with what was asked for. */
export interface AmendForm {
  request: GroupRequest;
  /** What stands in the fields: of a new group, until when, or the name. */
  values:
    | { what: 'plan'; plan: GroupPlan; visibilities: readonly CreatedVisibility[]; classifications: readonly string[] }
    | { what: 'until'; until: string }
    | { what: 'name'; displayName: string };
  problems?: Partial<Record<string, string>>;
  /** The name got what the organisation wants before or after every name, and is to be seen first. */
  isFitted?: boolean;
}

const plan = newGroup().details;
const choices = { visibilities: ['private', 'public'], classifications: ['Internal', 'Public'] } as const;

export const amendFormCard = defineCard<AmendForm>('form', {
  samples: {
    ...(plan && {
      group: { request: newGroup(), values: { what: 'plan', plan, ...choices } },
      groupFitted: { request: newGroup(), values: { what: 'plan', plan, ...choices }, isFitted: true },
    }),
    membership: { request: requestSample(), values: { what: 'until', until: '' } },
    membershipOver: {
      request: aboutAlan(),
      values: { what: 'until', until: 'until yesterday' },
      problems: { until: 'This time is over already. Say a day that is still to come.' },
    },
    name: { request: renaming(), values: { what: 'name', displayName: 'Project Guild' } },
  },
  asks: () => true,
  text: ({ request }) => `Change and approve: ${asksFor(request, plain)}`,
  view: ({ request, values, problems = {}, isFitted = false }) =>
    formView({
      title: 'Change and approve',
      sentence: `${asksFor(request, escapeText)}. ${sentenceOf(values, isFitted)}`,
      fields: fieldsOf(values).map((field) => ({ ...field, problem: problems[field.id] })),
      send: {
        title: 'Approve with these changes',
        verb: amendVerb(request) ?? '',
        data: { requestId: request.id, stage: String(request.stage), confirmed: 'yes' },
      },
    }),
});

function sentenceOf({ what }: AmendForm['values'], isFitted: boolean): string {
  if (isFitted)
    return 'Nothing is decided yet: you would create this group, and your organisation’s names follow whoever creates them. This one would do.';
  const hears = 'Whoever asked hears what you changed.';
  return what === 'until' ? `Leave the field empty for a membership for good. ${hears}` : hears;
}

function fieldsOf(values: AmendForm['values']): Field[] {
  switch (values.what) {
    case 'until':
      return [
        {
          kind: 'text',
          id: 'until',
          label: 'Until when',
          value: values.until,
          maxLength: 100,
          placeholder: 'Such as “until 15 March” or “for two weeks”',
        },
      ];
    case 'name':
      return [{ ...nameField, value: values.displayName }];
    case 'plan':
      return planFields(values);
  }
}

const nameField = {
  kind: 'text',
  id: 'displayName',
  label: 'Name',
  isRequired: true,
  maxLength: planLimits.displayName,
} as const;

function planFields({ plan: shown, visibilities, classifications }: AmendForm['values'] & { what: 'plan' }): Field[] {
  return [
    { ...nameField, value: shown.displayName },
    {
      kind: 'text',
      id: 'mailNickname',
      label: 'Mail address before the @',
      value: shown.mailNickname,
      maxLength: planLimits.mailNickname,
    },
    {
      kind: 'text',
      id: 'description',
      label: 'What it is for',
      value: shown.description,
      maxLength: planLimits.description,
      isMultiline: true,
    },
    {
      kind: 'choice',
      id: 'visibility',
      label: 'Who can join',
      isRequired: true,
      value: shown.visibility,
      choices: visibilities.map((value) => ({
        value,
        title: value === 'public' ? 'Public: anybody in the organisation' : 'Private: whom its owners let in',
      })),
    },
    { kind: 'toggle', id: 'hasTeam', label: '', value: shown.hasTeam, title: 'With a team' },
    ...(classifications.length === 0
      ? []
      : [
          {
            kind: 'choice' as const,
            id: 'classification',
            label: 'Classification',
            value: shown.classification ?? '',
            choices: classifications.map((value) => ({ value, title: value })),
          },
        ]),
  ];
}
