import { planLimits } from '../domain/group-plan.ts';
import {
  lineOf,
  ruleComparisons,
  ruleLimits,
  type MembershipRule,
  type RuleAttribute,
  type RuleLine,
  type RuleOperator,
} from '../domain/membership-rule.ts';
import { defineCard, openAction } from './define-card.ts';
import { formView, type Field } from './form.ts';
import { guild } from './samples.ts';

export interface DynamicForm {
  draftId: string;
  displayName: string;
  description: string;
  kind: 'security' | 'microsoft365';
  rule: MembershipRule;
  /** In plain words, by field. */
  problems: Readonly<Record<string, string>>;
}

/** As people say them, in the order of the list. */
const attributeWords: Readonly<Record<RuleAttribute, string>> = {
  department: 'Department',
  country: 'Country',
  jobTitle: 'Job title',
  companyName: 'Company',
  city: 'City',
  userType: 'Kind of account (Member or Guest)',
};
const operatorWords: Readonly<Record<RuleOperator, string>> = {
  equals: 'is',
  startsWith: 'begins with',
  contains: 'contains',
};

/** Such as “Department begins with”. */
export function comparisonWords({ attribute, operator }: Pick<RuleLine, 'attribute' | 'operator'>): string {
  return `${attributeWords[attribute]} ${operatorWords[operator]}`;
}

const rule: MembershipRule = {
  match: 'any',
  lines: [
    { attribute: 'department', operator: 'equals', value: 'Design' },
    { attribute: 'jobTitle', operator: 'contains', value: 'مصمم "x"' },
  ],
};
const empty = { draftId: guild.id, displayName: '', description: '', kind: 'security', problems: {} } as const;

export const dynamicFormCard = defineCard<DynamicForm>('form', {
  samples: {
    empty: { ...empty, rule: { match: 'all', lines: [] } },
    wrong: {
      ...empty,
      kind: 'microsoft365',
      displayName: 'Everybody in Design',
      rule,
      problems: { value2: 'Quotation marks and line breaks cannot be part of a rule.' },
    },
  },
  text: () => 'New group by a rule',
  view: (data) =>
    formView({
      title: 'New group by a rule',
      sentence:
        'Who fits is a member, and nobody is added by hand. It takes an administrator role, such as Groups Administrator.',
      fields: [...namesOf(data), matchOf(data), ...linesOf(data)],
      send: {
        title: 'See who would be in it',
        verb: 'group.new-dynamic',
        data: { draftId: data.draftId, step: 'preview' },
      },
      others: [openAction('My groups', 'group.mine', {})],
    }),
});

function namesOf({ displayName, description, kind, problems }: DynamicForm): Field[] {
  return [
    {
      kind: 'text',
      id: 'displayName',
      label: 'Name',
      isRequired: true,
      value: displayName,
      maxLength: planLimits.displayName,
      problem: problems['displayName'],
    },
    {
      kind: 'text',
      id: 'description',
      label: 'What it is for',
      value: description,
      maxLength: planLimits.description,
      problem: problems['description'],
    },
    {
      kind: 'choice',
      id: 'groupKind',
      label: 'Kind',
      isRequired: true,
      value: kind,
      choices: [
        { value: 'security', title: 'Security group: gives access' },
        { value: 'microsoft365', title: 'Microsoft 365 group: mailbox, calendar, files' },
      ],
    },
  ];
}

function matchOf({ rule: { match } }: DynamicForm): Field {
  return {
    kind: 'choice',
    id: 'match',
    label: 'Members are people for whom',
    isRequired: true,
    value: match,
    choices: [
      { value: 'all', title: 'all of these are true' },
      { value: 'any', title: 'any of these is true' },
    ],
  };
}

function linesOf({ rule: { lines }, problems }: DynamicForm): Field[] {
  return Array.from({ length: ruleLimits.lines }, (_, index) => {
    const number = String(index + 1);
    const line = lines[index];
    const fields: Field[] = [
      {
        kind: 'choice',
        id: `compare${number}`,
        label: `${number}. What`,
        isRequired: true,
        value: line ? `${line.attribute}:${line.operator}` : 'department:equals',
        choices: ruleComparisons.map((value) => ({ value, title: comparisonWords(lineOf(value, '')) })),
      },
      {
        kind: 'text',
        id: `value${number}`,
        label: index === 0 ? '1. Which' : `${number}. Which, if any`,
        isRequired: index === 0,
        value: line?.value ?? '',
        maxLength: ruleLimits.value,
        problem: problems[`value${number}`],
      },
    ];
    return fields;
  }).flat();
}
