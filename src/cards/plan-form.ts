import type { Group } from '../domain/groups.ts';
import { plannerLimits, type Plan } from '../domain/plans.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { catalogue } from './plan-samples.ts';
import { guild } from './samples.ts';

/** Asks for the name of a plan or a bucket. */
export type PlanForm = {
  /** What stands in the field. */
  title: string;
  problem?: string | undefined;
} & (
  | { what: 'create'; group?: Group; groups?: readonly Group[]; groupProblem?: string }
  | { what: 'rename' | 'bucket'; plan: Plan }
);

export const planFormCard = defineCard<PlanForm>('form', {
  samples: {
    create: { what: 'create', group: guild, title: '' },
    createSomewhere: { what: 'create', groups: [guild], title: 'Autumn', groupProblem: 'Please choose a group.' },
    createNamed: { what: 'create', groups: [], title: '' },
    rename: { what: 'rename', plan: catalogue, title: catalogue.title, problem: 'A plan needs a name.' },
    bucket: { what: 'bucket', plan: catalogue, title: '' },
  },
  asks: () => true,
  text: (form) => titleOf(form, plain),
  view: (form) =>
    formView({
      title: titleOf(form, escapeText),
      fields: [
        ...(form.what === 'create' && !form.group ? [groupField(form.groups ?? [], form.groupProblem)] : []),
        {
          kind: 'text',
          id: 'title',
          label: form.what === 'bucket' ? 'Name of the bucket' : 'Name of the plan',
          isRequired: true,
          value: form.title,
          maxLength: plannerLimits.title,
          problem: form.problem,
        },
      ],
      send: sendOf(form),
      others: othersOf(form),
    }),
});

function titleOf(form: PlanForm, show: (text: string, maxLength: number) => string): string {
  switch (form.what) {
    case 'create':
      return form.group ? `A new plan in ${show(form.group.displayName, 120)}` : 'A new plan';
    case 'rename':
      return `Change ${show(form.plan.title, 120)}`;
    case 'bucket':
      return `A new bucket in ${show(form.plan.title, 120)}`;
  }
}

function groupField(groups: readonly Group[], problem: string | undefined): Field {
  const common = { id: 'group', label: 'Group', isRequired: true, problem };
  if (groups.length === 0) return { kind: 'text', maxLength: 256, placeholder: 'Its name', ...common };
  const choices = groups.map(({ id, displayName }) => ({ value: id, title: displayName }));
  return { kind: 'choice', choices, placeholder: 'Choose a group', ...common };
}

function sendOf(form: PlanForm) {
  const confirmed = 'yes';
  if (form.what === 'create')
    return {
      title: 'Create',
      verb: 'plan.create',
      data: { ...(form.group && { group: form.group.id }), confirmed },
    };
  const about = { planId: form.plan.id, confirmed };
  return form.what === 'rename'
    ? { title: 'Rename', verb: 'plan.rename', data: { ...about, etag: form.plan.etag } }
    : { title: 'Add', verb: 'plan.add-bucket', data: about };
}

function othersOf(form: PlanForm): Record<string, unknown>[] {
  if (form.what === 'create') return [];
  const about = { planId: form.plan.id };
  const remove = executeAction('Delete the plan', 'plan.delete', about);
  return [...(form.what === 'rename' ? [remove] : []), executeAction('Back to the plan', 'plan.show', about)];
}
