import { planLimits, type GroupPlan } from '../domain/group-plan.ts';
import type { PersonRef } from '../domain/people.ts';
import type { Group } from '../domain/groups.ts';
import type { CreatedVisibility } from '../domain/group-plan.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { alan, grace, guild } from './samples.ts';
import { traitsOf } from './words.ts';

export interface GroupFormShown {
  /** Names this form: sending it twice asks once. */
  draftId: string;
  /** What stands in the fields. */
  plan: GroupPlan;
  /** As it was typed; empty when it follows the name. */
  typedNickname: string;
  /** With which template the form was filled in; empty for none. */
  template: string;
  choices: {
    visibilities: readonly CreatedVisibility[];
    classifications: readonly string[];
    templates: readonly string[];
    minimumOwners: number;
  };
  /** Whom it is for, where that is somebody else than whoever asks. */
  forWhom?: PersonRef;
  /** The request that this one takes up again. */
  from?: string;
  /** Whether somebody has to agree. */
  needsApproval: boolean;
  /** What is wrong, by field. */
  problems?: Partial<Record<string, string>>;
  /** Groups whose names resemble this one. */
  similar?: readonly Group[];
  /** The names were checked and would do. */
  isChecked?: boolean;
  /** A template was just filled in. */
  isFilled?: boolean;
  /** The name got what the organisation wants before or after every name. */
  isFitted?: boolean;
}

const plan: GroupPlan = {
  displayName: 'Tide Pool',
  mailNickname: 'tide-pool',
  description: 'Everything between high and low water.',
  visibility: 'private',
  hasTeam: true,
  owners: [{ id: grace.id, displayName: grace.displayName }],
  classification: 'Internal',
};
const choices: GroupFormShown['choices'] = {
  visibilities: ['private', 'public'],
  classifications: ['Internal', 'Public'],
  templates: ['Project'],
  minimumOwners: 2,
};
const sample: GroupFormShown = {
  draftId: '55555555-0000-4000-8000-000000000001',
  plan,
  typedNickname: '',
  template: '',
  choices,
  needsApproval: true,
};
const emptyPlan: GroupPlan = { ...plan, displayName: '', mailNickname: '', description: '', owners: [] };

/** The form for a new group, as it is drawn first and as it comes back with what is wrong beside each field. */
export const groupFormCard = defineCard<GroupFormShown>('group-form', {
  samples: {
    empty: {
      ...sample,
      plan: emptyPlan,
      choices: { visibilities: ['private'], classifications: [], templates: [], minimumOwners: 1 },
    },
    filled: { ...sample, template: 'Project', isFilled: true },
    wrong: { ...sample, problems: { displayName: 'A group needs a name.', owners: 'Please choose somebody.' } },
    forSomebody: { ...sample, forWhom: { id: alan.id, displayName: alan.displayName } },
    forNobody: {
      ...sample,
      problems: { forWhom: 'This person is not in the directory any more. Please choose again.' },
    },
    similar: { ...sample, similar: [guild], isChecked: true },
    checked: { ...sample, similar: [], isChecked: true, needsApproval: false },
    fitted: { ...sample, plan: { ...plan, displayName: 'Tide Pool Design' }, isChecked: true, isFitted: true },
  },
  asks: () => true,
  text: ({ plan: { displayName } }) => (displayName === '' ? 'A new group' : `A new group: ${plain(displayName, 120)}`),
  view: (data) => ({
    ...fieldsOf(data),
    ...problemsView(data),
    intro: introOf(data),
    notice: noticeOf(data),
    hasNotice: noticeOf(data) !== '',
    similar: (data.similar ?? []).map(similarView),
    hasSimilar: (data.similar ?? []).length > 0,
    actions: actionsOf(data),
  }),
});

function fieldsOf({
  plan: shown,
  typedNickname,
  choices: offered,
  template,
  forWhom,
}: GroupFormShown): Record<string, unknown> {
  const { classifications, templates, visibilities, minimumOwners } = offered;
  return {
    name: plain(shown.displayName, planLimits.displayName),
    nickname: plain(typedNickname, planLimits.mailNickname),
    nicknameHint: shown.mailNickname === '' ? 'Made from the name' : plain(shown.mailNickname, planLimits.mailNickname),
    purpose: shown.description.toWellFormed().slice(0, planLimits.description),
    visibility: shown.visibility,
    visibilities: visibilities.map((value) => ({ value, title: visibilityTitle(value) })),
    hasTeam: String(shown.hasTeam),
    forWhom: forWhom?.id ?? '',
    forWhomChoices: forWhom ? [{ value: forWhom.id, title: plain(forWhom.displayName, 80) }] : [],
    owners: shown.owners.map(({ id }) => id).join(','),
    ownerChoices: shown.owners.map(({ id, displayName }) => ({ value: id, title: plain(displayName, 80) })),
    ownersLabel: minimumOwners > 1 ? `Further owners (at least ${minimumOwners - 1})` : 'Further owners (optional)',
    classification: shown.classification ?? '',
    classifications: classifications.map((value) => ({ value, title: plain(value) })),
    hasClassifications: classifications.length > 0,
    template,
    templates: templates.map((value) => ({ value, title: plain(value) })),
    hasTemplates: templates.length > 0,
  };
}

const fields = [
  'displayName',
  'mailNickname',
  'description',
  'visibility',
  'forWhom',
  'owners',
  'classification',
] as const;

function problemsView({ problems = {} }: GroupFormShown): Record<string, unknown> {
  return Object.fromEntries<unknown>(
    fields.flatMap((field): [string, unknown][] => {
      const problem = problems[field] ?? '';
      return [
        [`${field}Problem`, escapeText(problem, 600)],
        [`has${field[0]?.toUpperCase() ?? ''}${field.slice(1)}Problem`, problem !== ''],
      ];
    }),
  );
}

function visibilityTitle(value: CreatedVisibility): string {
  return value === 'public' ? 'Public: anybody in the organisation can join' : 'Private: owners let people in';
}

function introOf({ needsApproval, forWhom }: GroupFormShown): string {
  const owner = forWhom ? escapeText(forWhom.displayName, 80) : 'You';
  return needsApproval
    ? `Somebody has to agree before it is created. ${owner} will own it, and you hear here as soon as it is decided.`
    : `It is created at once, and ${forWhom ? owner : 'you'} will own it.`;
}

function noticeOf(data: GroupFormShown): string {
  const { problems = {}, similar = [], isChecked = false, isFilled = false, isFitted = false, plan: shown } = data;
  if (Object.keys(problems).length > 0) return 'Not sent yet: please look at the marked fields.';
  if (isFilled) return 'Not sent yet: this is what the template fills in. Change what you like.';
  if (!isChecked) return '';
  const address = `Its mail address begins with ${escapeText(shown.mailNickname, planLimits.mailNickname)}.`;
  const look = similar.length > 0 ? ' Those below look similar: would you rather join one?' : '';
  if (isFitted)
    return `Not sent yet: your organisation’s names begin or end in a set way, so it becomes “${escapeText(shown.displayName, 120)}”. ${address}${look}`;
  return similar.length > 0
    ? `Not sent yet: these look similar. Would you rather join one? ${address}`
    : `Not sent yet: the name is free. ${address}`;
}

function similarView(group: Group): Record<string, unknown> {
  return {
    name: escapeText(group.displayName, 120),
    traits: traitsOf(group),
    actions: [
      {
        ...openAction('Join instead', 'group.join', { group: group.id }),
        tooltip: `Join ${plain(group.displayName, 80)}`,
        associatedInputs: 'none',
      },
    ],
  };
}

function actionsOf(shown: GroupFormShown): Record<string, unknown>[] {
  const { draftId, needsApproval, similar = [], isChecked = false, template, from } = shown;
  const verb = needsApproval ? 'group.request' : 'group.create';
  const anyway = similar.length > 0 ? ' anyway' : '';
  const data = { draftId, filledWith: template, ...(from !== undefined && { from }) };
  const send = executeAction(`${needsApproval ? 'Send request' : 'Create'}${anyway}`, verb, {
    ...data,
    ...(isChecked && { seenFor: shown.plan.displayName }),
    step: 'send',
  });
  return [{ ...send, style: 'positive' }, executeAction('Check the name', 'group.request', { ...data, step: 'check' })];
}
